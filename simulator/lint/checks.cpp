#include "simulator/lint/checks.h"

#include "model/rules/catalogue.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

constexpr auto kLintChecks = std::to_array<LintCheck>({
    {"References", "backendref.not-found-500", "error", "Correct the name, or add the Service."},
    {"References", "backendref.port-not-in-service", "error",
     "Name a port that the Service lists."},
    {"References", "backendref.invalid-kind-500", "error",
     "Refer to a Service, or to a kind that the controller supports."},
    {"References", "backendref.not-permitted-500", "error",
     "Add the ReferenceGrant that is shown, in the namespace of the backend."},
    {"References", "backendref.app-protocol", "error",
     "Change appProtocol of the Service port, or the kind of the route."},
    {"References", "backendref.external-name", "warning",
     "Use a Service with endpoints, or an XBackend."},
    {"References", "backendref.service-import", "info",
     "Load the EndpointSlices of the other clusters."},
    {"References", "route.resolvedrefs.one-bad", "error",
     "Correct the references that the message names."},
    {"References", "xbackend.port", "warning", "Leave the port of the backendRef out."},
    {"References", "xbackend.ref", "error", "Refer to an XBackend in the namespace of the route."},
    {"References", "filter.unknown-not-skipped", "error",
     "Take the filter out, or one that the controller knows."},
    {"References", "filter.extension-ref", "info",
     "Ask the controller what it does."},
    {"Grants", "refgrant.match", "info",
     "Remove the grant, if nothing outside of these files needs it."},
    {"Grants", "lint.grant.too-wide", "info",
     "Name the objects, and take out the entries that nobody needs."},
    {"Grants", "listener.tls.cert.not-permitted", "error or warning",
     "Add the ReferenceGrant that is shown, in the namespace of the Secret."},
    {"Grants", "gateway.backend-client-cert.not-permitted", "error",
     "Add the ReferenceGrant that is shown."},
    {"Grants", "frontend.ca.not-permitted", "error", "Add the ReferenceGrant that is shown."},
    {"Attachment", "route.parentref.resolve", "warning",
     "Correct the parentRef, or load the Gateway."},
    {"Attachment", "route.parentref.kind", "warning",
     "Name a Gateway, a ListenerSet or a Service."},
    {"Attachment", "route.parentref.no-such-section", "error",
     "Name a listener that the Gateway has."},
    {"Attachment", "route.parentref.port", "warning", "Name a port at which the parent listens."},
    {"Attachment", "route.allowed.kinds", "error",
     "Allow the kind of the route at the listener, or use another listener."},
    {"Attachment", "route.allowed.namespaces", "error",
     "Allow the namespace of the route at the listener."},
    {"Attachment", "route.allowed.selector", "error",
     "Give the namespace the labels that the listener asks for."},
    {"Attachment", "route.hostname.none", "error", "Give route and listener a hostname in common."},
    {"Attachment", "route.hostname.unmatched-ignored", "warning",
     "Take the hostname out, or add a listener for it."},
    {"Attachment", "route.conflict.http-grpc", "error",
     "Give HTTPRoutes and GRPCRoutes hostnames of their own."},
    {"Attachment", "route.accepted.unsupported-value", "error",
     "Leave out what the controller does not support."},
    {"Attachment", "route.accepted.incompatible-filters", "error", "Use one of the filters."},
    {"Attachment", "filter.path.replace-prefix.only-with-prefix", "error",
     "Match by PathPrefix, or replace the full path."},
    {"Attachment", "listener.no-routes-accepted", "info", "Attach a route, or remove the Gateway."},
    {"Attachment", "lint.route.unreached", "warning",
     "Attach the route to the listener that gets the requests as well."},
    {"Attachment", "listenerset.handshake.allowed", "error",
     "Allow the ListenerSet in allowedListeners of the Gateway."},
    {"Attachment", "listenerset.parent.missing", "warning",
     "Correct the parentRef, or load the Gateway."},
    {"Attachment", "mesh.parent.service", "warning",
     "Attach the route to a Gateway, or use a mesh."},
    {"Attachment", "mesh.headless-parent", "warning",
     "Attach the route to a Service with a cluster IP."},
    {"Attachment", "mesh.kinds-conflict", "error",
     "Use one kind of route for a port of a Service."},
    {"Gateways and listeners", "gateway.class.required", "warning or info",
     "Load the GatewayClass, or correct its name."},
    {"Gateways and listeners", "gatewayclass.params.invalid", "error", "Correct parametersRef."},
    {"Gateways and listeners", "gateway.params.invalid", "error", "Correct parametersRef."},
    {"Gateways and listeners", "gateway.addresses.unusable", "error",
     "Ask for an address that can be had."},
    {"Gateways and listeners", "gateway.addresses.unsupported-type", "error",
     "Use an IPAddress or a Hostname."},
    {"Gateways and listeners", "gateway.addresses.empty-value", "error",
     "Write the value of the address."},
    {"Gateways and listeners", "gateway.addresses.named-deprecated", "error",
     "Use an IPAddress or a Hostname."},
    {"Gateways and listeners", "gateway.accepted", "warning",
     "Correct the Gateway that the route is attached to."},
    {"Gateways and listeners", "gateway.programmed", "warning",
     "Correct the Gateway that the route is attached to."},
    {"Gateways and listeners", "gateway.merge-gateways", "warning",
     "Give each Gateway an address of its own."},
    {"Gateways and listeners", "listener.protocol.unsupported", "error",
     "Use HTTP, HTTPS, TLS, TCP or UDP."},
    {"Gateways and listeners", "listener.protocol.custom", "error",
     "Use a protocol that the controller knows."},
    {"Gateways and listeners", "listener.port.core", "error", "Use another port."},
    {"Gateways and listeners", "listener.kinds.invalid", "error",
     "List kinds that fit the protocol."},
    {"Gateways and listeners", "listener.conflict.hostname", "error",
     "Give the listeners different hostnames or ports."},
    {"Gateways and listeners", "listener.conflict.http-https-same-port", "error",
     "Give the listeners different ports."},
    {"Gateways and listeners", "listener.conflict.https-tls-same-port", "error",
     "Give the listeners different hostnames or ports."},
    {"Gateways and listeners", "listener.conflict.tcp-tcp", "error",
     "Give the listeners different ports."},
    {"Gateways and listeners", "listener.conflict.tcp-shares-port", "error",
     "Give the TCP listener a port of its own."},
    {"Gateways and listeners", "listener.conflict.accepted-false", "warning",
     "Resolve the conflict of the listener that the route is attached to."},
    {"Gateways and listeners", "listener.tls-mixed-modes", "error", "Use one mode for the port."},
    {"Gateways and listeners", "listener.tls.terminate-unsupported-for-tlsroute", "error",
     "Use mode Passthrough."},
    {"Gateways and listeners", "listener.tls.overlap-condition", "info",
     "Give the listeners hostnames that do not overlap."},
    {"Gateways and listeners", "frontend.default-and-perport", "warning",
     "Use the port of an HTTPS listener, and a controller that supports it."},
    {"Gateways and listeners", "frontend.mode.insecure-fallback", "warning", "Use AllowValidOnly."},
    {"Gateways and listeners", "frontend.ca.not-found", "error",
     "Add the ConfigMap with key ca.crt."},
    {"Gateways and listeners", "frontend.ca.bad-kind", "error", "Refer to a ConfigMap."},
    {"Certificates", "listener.tls.none-on-https", "error or warning", "Name a certificate."},
    {"Certificates", "listener.tls.options", "info", "Ask the controller what its options do."},
    {"Certificates", "listener.tls.cert.not-found", "error or warning",
     "Add the Secret of type kubernetes.io/tls."},
    {"Certificates", "listener.tls.cert.san-vs-sni", "warning",
     "Issue a certificate for the hostnames of the listener and its routes."},
    {"Certificates", "lint.certificate.dates", "error or warning", "Renew the certificate."},
    {"Certificates", "secret.not-read", "info",
     "Import the cluster with --secrets, or load a manifest of the Secret."},
    {"Certificates", "gateway.backend-client-cert", "warning",
     "Use a controller that supports it; backends are shown no certificate."},
    {"Certificates", "gateway.backend-client-cert.invalid", "error",
     "Add the Secret of type kubernetes.io/tls."},
    {"Traffic", "lint.rule.never-matches", "warning",
     "Remove the rule, or ask for more than the rule that goes before it."},
    {"Traffic", "lint.tie.age", "info",
     "Ask for different hosts, paths or headers, or agree who goes first."},
    {"Traffic", "lint.host.taken-over", "info",
     "Agree with the other namespace who serves the host."},
    {"Traffic", "lint.redirect.loop", "error",
     "Attach the route to the listener alone from which it leads away, or change the target."},
    {"Traffic", "lint.share.errors", "warning", "Repair the backend, or set its weight to 0."},
    {"Traffic", "lint.limit.near", "info", "Split the object before it is full."},
    {"Traffic", "api.header-filter.cross-list", "warning", "Do one thing to each header."},
    {"Traffic", "session.service-affinity-conflict", "warning",
     "Use one of both ways to keep a session."},
    {"Traffic", "timeout.request", "warning",
     "Use a controller that supports it, or leave the field out."},
    {"Traffic", "timeout.backend-request", "warning",
     "Use a controller that supports it, or leave the field out."},
    {"Traffic", "retry.codes", "warning",
     "Use a controller that supports it, or leave the field out."},
    {"Traffic", "session.scope.rule", "warning",
     "Use a controller that supports it, or leave the field out."},
    {"Traffic", "httproute.match.path.regex", "error",
     "Write the expression in the dialect of RE2."},
    {"Traffic", "httproute.match.header.regex", "error",
     "Write the expression in the dialect of RE2."},
    {"Policies of backends", "btp.effect", "warning",
     "Use a controller that supports it; backends are sent plain text."},
    {"Policies of backends", "btp.conflict", "error", "Remove one of the policies."},
    {"Policies of backends", "btp.target.missing", "warning", "Correct the target."},
    {"Policies of backends", "btp.target.many", "warning", "Write a policy for each target."},
    {"Policies of backends", "btp.section-name.missing", "error", "Name a port of the Service."},
    {"Policies of backends", "btp.udp", "error or warning", "Aim at ports that speak TCP."},
    {"Policies of backends", "btp.status.unused", "info",
     "Remove the policy, or route to its target."},
    {"Policies of backends", "btp.status.ancestor-list-full", "warning",
     "Use fewer Gateways before the Service."},
    {"Policies of backends", "btp.ca.not-found", "error", "Add the ConfigMap with key ca.crt."},
    {"Policies of backends", "btp.ca.bad-kind", "error", "Refer to a ConfigMap."},
    {"Policies of backends", "btp.wellknown", "error", "Use System."},
    {"Policies of backends", "xbackend.no-btp", "error", "Write the TLS of an XBackend into it."},
    {"Policies of backends", "xbackend.insecure", "warning",
     "Speak TLS to what is outside the cluster."},
    {"Policies of backends", "xbackend.tls", "error or warning",
     "Correct the TLS of the XBackend."},
    {"Policies of backends", "xbackend.type", "error", "Use ExternalHostname."},
    {"Policies of backends", "xbackend.protocol", "error",
     "Use a protocol that the route can speak."},
    {"Policies of backends", "xbackend.status", "info", "Remove the XBackend, or route to it."},
    {"Policies of backends", "policy.target-missing", "warning", "Correct the target."},
    {"Policies of backends", "policy.status.ancestors", "info",
     "Remove the policy, or route to its target."},
    {"Policies of backends", "xbtp.direct", "error", "Remove one of the policies."},
    {"Policies of backends", "xbtp.target", "error", "Aim at a Service or a ServiceImport."},
    {"Policies of backends", "xmesh.match", "warning", "Name the controller of the mesh."},
    {"Policies of backends", "xmesh.params", "error", "Correct parametersRef."},
    {"Policies of backends", "mesh.status", "error or warning",
     "Correct the parentRef, or load the Service or the XMesh."},
    {"Services and Pods", "svc.selector", "warning or info",
     "Correct the selector or the labels of the Pods, or run some."},
    {"Services and Pods", "svc.target-port.name.missing", "warning or info",
     "Name a port of the Pods."},
    {"Services and Pods", "eps.consumers.ready", "warning or info",
     "See why the Pods are not ready."},
    {"Services and Pods", "eps.port-by-name", "warning or info",
     "Give the port of the EndpointSlice the name of the Service port."},
    {"Services and Pods", "eps.pods.included", "warning or info",
     "See why the Pods have no address."},
    {"Network policies", "promise.dropped", "warning", "Let the Gateway's proxies in."},
    {"Network policies", "promise.not-known", "info",
     "Say where the proxies run (--spec gateway-data-plane=...)."},
    {"Network policies", "promise.bypassed", "warning or info",
     "Fence the Pods in, so that only the Gateway reaches them."},
    {"Network policies", "promise.exposed", "warning or info",
     "Make the Service a ClusterIP, or route to it."},
    {"Network policies", "np.dns", "warning or info",
     "Let the Pods ask port 53, by UDP and by TCP."},
    {"API server, beside api.*", "grpcroute.match.method.empty", "error",
     "Name a service, a method, or both."},
    {"API server, beside api.*", "grpcroute.filters", "error",
     "Use the filters that a GRPCRoute has."},
    {"API server, beside api.*", "svc.port.names", "error", "Name every port of the Service."},
    {"API server, beside api.*", "svc.protocol", "error",
     "Use each pair of protocol and port once."},
    {"API server, beside api.*", "svc.dns.policy", "error", "Name a DNS server."},
    {"API server, beside api.*", "np.peer.ip-block", "error",
     "Write an ipBlock alone, with ranges inside of its own."},
    {"API server, beside api.*", "np.port.end-port", "error",
     "Write a number as port, and none below it as endPort."},
    {"API server, beside api.*", "np.port.named", "error", "Write the name as a port name."},
    {"API server, beside api.*", "np.tier.ports", "error",
     "Write ports as one number, one range or one name."},
    {"API server, beside api.*", "np.tier.networks", "error", "Write networks as ranges."},
    {"API server, beside api.*", "np.tier.baseline-default", "error", "Call it default."},
    {"Suppressions", "lint.suppression.invalid", "error",
     "Write the reason, and the date as 2027-01-31."},
    {"Suppressions", "lint.suppression.expired", "warning",
     "Repair what is suppressed, or give a new date."},
    {"Suppressions", "lint.suppression.unused", "warning or info", "Remove the suppression."},
});

/// A cell of a table: what would end it is escaped.
std::string cellOf(std::string_view text) {
    std::string cell;
    for (const char c : text)
        cell += c == '|' ? std::string("\\|") : std::string(1, c);
    return cell;
}

}  // namespace

std::span<const LintCheck> lintChecks() {
    return kLintChecks;
}

const LintCheck* findLintCheck(std::string_view rule) {
    const auto found = std::ranges::find(kLintChecks, rule, &LintCheck::rule);
    return found == kLintChecks.end() ? nullptr : &*found;
}

std::string lintChecksPage() {
    std::string page =
        "# Checks of gatesight lint\n\n"
        "Written by `gatesight lint --list -o markdown`. `gatesight explain RULE` shows an example "
        "of each. Beside\nthese every rule of the API server (`api.*`) and of texts "
        "(`manifest.*`) is checked; `gatesight explain api` shows them.\n";
    std::string_view group;
    for (const LintCheck& check : lintChecks()) {
        if (check.group != group) {
            group = check.group;
            page += fmt::format(
                "\n## {}\n\n| check | level | what is said | what to do | source |\n"
                "|---|---|---|---|---|\n",
                group);
        }
        const model::SpecRule* rule = model::findRule(check.rule);
        page += fmt::format("| `{}` | {} | {} | {} | {} |\n", check.rule, check.levels,
                            cellOf(rule->text), check.fix,
                            cellOf(fmt::format("{}", fmt::join(model::spelledOut(*rule), ", "))));
    }
    return page;
}

}  // namespace gatesight::simulator
