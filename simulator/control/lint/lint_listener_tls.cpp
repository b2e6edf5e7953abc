// What surprises at listeners that end TLS: certificates of another name, names that overlap,
// clients that are let in without a good certificate.
#include "simulator/control/hostname.h"
#include "simulator/control/lint/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {
namespace {

using model::Severity;

constexpr std::size_t kMostUnfitNames = 3;  // named in one sentence

/// Whether a name of a certificate covers what a listener serves; its star stands for one label
/// (listener.tls.cert.san-vs-sni).
bool nameFits(std::string_view certificateName, std::string_view hostname) {
    if (lowerCase(certificateName) == lowerCase(hostname))
        return true;
    return isWildcard(certificateName) && !isWildcard(hostname) &&
           lowerCase(widened(hostname).value_or("")) == lowerCase(certificateName);
}

bool certificateFits(const model::Secret& secret, std::string_view hostname) {
    if (secret.certificates.empty())
        return true;
    return std::ranges::any_of(secret.certificates.front().dnsNames,
                               [=](const std::string& name) { return nameFits(name, hostname); });
}

bool anyFits(const model::World& world, const ListenerState& listener, std::string_view hostname) {
    return std::ranges::any_of(listener.certificates, [&](model::ObjectId id) {
        const auto* secret = std::get_if<model::Secret>(&world.object(id).resource);
        return secret && certificateFits(*secret, hostname);
    });
}

void reportUnfitListener(ControlContext& context, const ListenerState& listener) {
    context.findings.add(
        Severity::Warning, "listener.tls.cert.san-vs-sni", listener.owner, listener.spec->tls->node,
        fmt::format("no certificate of listener '{}' is for its hostname '{}'; clients will "
                    "refuse it",
                    listener.spec->name, listener.spec->hostname));
}

/// Hostnames of a route that a listener of wider names serves with certificates of other names.
void reportUnfitRoute(ControlContext& context, const ListenerState& listener,
                      const Attachment& attachment) {
    std::vector<std::string_view> unfit;
    model::NodeId node = model::kNoNode;
    for (const AttachedHostname& name : attachment.hostnames) {
        if (name.hostname.empty() || name.hostname == listener.spec->hostname ||
            anyFits(context.world, listener, name.hostname))
            continue;
        node = unfit.empty() ? name.node : node;
        unfit.push_back(name.hostname);
    }
    if (unfit.empty())
        return;
    const std::size_t shown = std::min(unfit.size(), kMostUnfitNames);
    std::string names = enumerated(std::span(unfit).first(shown));
    if (shown < unfit.size())
        names += fmt::format(" and {} more", unfit.size() - shown);
    auto& finding = context.findings.add(
        Severity::Warning, "listener.tls.cert.san-vs-sni", attachment.route, node,
        fmt::format("no certificate of listener '{}' of {} is for {}; clients will refuse it",
                    listener.spec->name, context.world.object(listener.owner).fullName(), names));
    finding.related.push_back(
        {fmt::format("listener '{}'", listener.spec->name),
         context.world.object(listener.owner).origin.locate(listener.spec->tls->node)});
}

void reportUnfitCertificates(ControlContext& context, const ListenerState& listener) {
    if (listener.certificates.empty())
        return;
    const std::string& hostname = listener.spec->hostname;
    if (!hostname.empty() && !anyFits(context.world, listener, hostname))
        return reportUnfitListener(context, listener);
    if (!hostname.empty() && !isWildcard(hostname))
        return;
    for (const Attachment& attachment : listener.attachments)
        reportUnfitRoute(context, listener, attachment);
}

/// Told once for the listeners of a Gateway: each of them has another one to be confused with.
void reportOverlaps(ControlContext& context, const ControlPlane& plane,
                    const GatewayState& gateway) {
    const ListenerState* first = nullptr;
    std::vector<model::RelatedPlace> others;
    for (const ListenerId id : gateway.listeners) {
        const ListenerState& listener = plane.listener(id);
        if (!isTrue(listener.conditions, "OverlappingTLSConfig"))
            continue;
        if (first)
            others.push_back(
                {fmt::format("listener '{}'", listener.spec->name),
                 context.world.object(listener.owner).origin.locate(listener.spec->node)});
        else
            first = &listener;
    }
    if (!first)
        return;
    const Condition& condition = *find(first->conditions, "OverlappingTLSConfig");
    context.findings
        .add(Severity::Info, condition.rule, first->owner, first->spec->node,
             fmt::format("{}; a request that comes over the connection of the other one is "
                         "answered 421 or by the wrong listener",
                         condition.message))
        .related = std::move(others);
}

/// frontend.mode.insecure-fallback: what the condition says at runtime is worth a look before.
void reportInsecureClients(ControlContext& context, const ControlPlane& plane,
                           const GatewayState& gateway) {
    std::set<model::NodeId> told;
    for (const ListenerId id : gateway.listeners) {
        const ListenerState& listener = plane.listener(id);
        const auto& validation = listener.clientValidation;
        if (!validation || !validation->insecureFallback || !told.insert(validation->node).second)
            continue;
        context.findings.add(
            Severity::Warning, "frontend.mode.insecure-fallback", gateway.gateway, validation->node,
            fmt::format("with AllowInsecureFallback clients of listener '{}' are let in without a "
                        "valid certificate",
                        listener.spec->name));
    }
}

/// frontend.default-and-perport: entries for ports where nothing ends HTTPS.
void reportUnusedPorts(ControlContext& context, const ControlPlane& plane,
                       const GatewayState& gateway) {
    const model::Object& object = context.world.object(gateway.gateway);
    const auto& config = std::get<model::Gateway>(object.resource).frontendTLS;
    if (!config || !object.origin.document)
        return;
    const model::Node entries =
        object.origin.document->root()["spec"]["tls"]["frontend"]["perPort"];
    std::size_t index = 0;
    for (const model::Node entry : entries.items()) {
        if (index == config->perPort.size())
            return;
        const std::uint16_t port = config->perPort[index++].port;
        const bool used = std::ranges::any_of(gateway.listeners, [&](ListenerId id) {
            const model::Listener& spec = *plane.listener(id).spec;
            return spec.protocol == "HTTPS" && spec.port == port;
        });
        if (!used)
            context.findings.add(
                Severity::Warning, "frontend.default-and-perport", gateway.gateway, entry.id(),
                fmt::format("no HTTPS listener is on port {}, so that this entry has no effect",
                            port));
    }
}

}  // namespace

void lintListenerTls(ControlContext& context, const ControlPlane& plane) {
    for (const GatewayState& gateway : plane.gateways) {
        if (gateway.controllerName.empty())
            continue;
        for (const ListenerId id : gateway.listeners)
            reportUnfitCertificates(context, plane.listener(id));
        reportOverlaps(context, plane, gateway);
        reportInsecureClients(context, plane, gateway);
        reportUnusedPorts(context, plane, gateway);
    }
}

}  // namespace gatesight::simulator
