#include "simulator/routing/backend_tls.h"

#include "simulator/control/hostname.h"
#include "simulator/routing/certificate_trust.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace gatesight::simulator {

namespace {

using AltName = model::BackendTLSPolicy::SubjectAltName;

Step policyStep(const Exchange& exchange, const BackendTlsState& policy, Verdict verdict,
                std::string_view rule, std::string message) {
    return stepAbout(exchange.world().object(policy.policy), Stage::Tls, verdict, rule,
                     std::move(message), "spec.validation", policy.spec->validationNode);
}

std::vector<model::Certificate> rootsOfPolicy(const Exchange& exchange,
                                              const BackendTlsState& policy) {
    std::vector<model::Certificate> roots;
    for (const model::ObjectId id : policy.authorities) {
        const auto& resource = exchange.world().object(id).resource;
        const auto* map = std::get_if<model::ConfigMap>(&resource);
        const auto* secret = std::get_if<model::Secret>(&resource);
        const auto& found = map ? map->authorities : secret->authorities;
        roots.insert(roots.end(), found.begin(), found.end());
    }
    return roots;
}

/// btp.san: wildcards of the policy stand for one label or more, those of the certificate for one.
bool hasAltName(const model::Certificate& certificate, const AltName& name) {
    if (name.type == AltName::Type::URI)
        return std::ranges::find(certificate.uris, name.value) != certificate.uris.end();
    return std::ranges::any_of(certificate.dnsNames, [&](const std::string& own) {
        return covers(name.value, own) || namesFor(certificate, name.value) > 0;
    });
}

/// What the certificate has to be for.
std::string wantedNames(const model::BackendTLSPolicy& policy) {
    if (policy.subjectAltNames.empty())
        return policy.hostname;
    std::vector<std::string_view> names;
    for (const AltName& name : policy.subjectAltNames)
        names.push_back(name.value);
    return fmt::format("{}", fmt::join(names, ", "));
}

/// btp.hostname.auth
bool namesFit(const model::BackendTLSPolicy& policy, const model::Certificate& leaf) {
    if (policy.subjectAltNames.empty())
        return namesFor(leaf, policy.hostname) > 0;
    return std::ranges::any_of(policy.subjectAltNames,
                               [&](const AltName& name) { return hasAltName(leaf, name); });
}

/// Whether the Gateway goes on with the workload's certificate.
bool acceptsWorkload(Exchange& exchange, const BackendTlsState& policy,
                     const model::Secret& secret) {
    const model::Certificate& leaf = secret.certificates.front();
    // The system's authorities are not in any manifest: what they signed is not known.
    const bool systemRoots = policy.spec->caCertificateRefs.empty();
    if (!systemRoots && !trusted(secret.certificates, rootsOfPolicy(exchange, policy))) {
        exchange.say.step([&] {
            return policyStep(
                exchange, policy, Verdict::Rejected, "btp.no-plaintext-fallback",
                fmt::format("the workload's certificate of {}, issued by {}, leads to none of the "
                            "policy's authorities",
                            leaf.subject, leaf.issuer));
        });
        return false;
    }
    if (namesFit(*policy.spec, leaf))
        return true;
    exchange.say.step([&] {
        Step step =
            policyStep(exchange, policy, Verdict::Rejected,
                       policy.spec->subjectAltNames.empty() ? "btp.hostname.auth" : "btp.san",
                       "the workload's certificate is for other names than the policy asks for");
        const auto names = leaf.uris.empty() ? leaf.dnsNames : leaf.uris;
        step.compared.push_back({"certificate name", fmt::format("{}", fmt::join(names, ", ")),
                                 wantedNames(*policy.spec), true});
        return step;
    });
    return false;
}

/// The Gateway's own certificate, which a workload gets to see when it asks for one
/// (gateway.backend-client-cert).
std::string clientCertificate(const Exchange& exchange, const BackendBehavior& behavior) {
    const GatewayState* gateway = exchange.control().gateway(exchange.gateway);
    if (!gateway || !gateway->backendClientCertificate.valid() || behavior.tlsClientCA.empty())
        return {};
    return exchange.world().object(gateway->backendClientCertificate).fullName();
}

}  // namespace

model::ObjectId secretNamed(const model::World& world, std::string_view name) {
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos)
        return {};
    return world.find<model::Secret>(name.substr(0, slash), name.substr(slash + 1)).id();
}

BackendTlsLink shakeBackendHands(Exchange& exchange, const BackendTlsState& policy,
                                 const BackendBehavior& behavior) {
    BackendTlsLink link;
    const model::ObjectId id = secretNamed(exchange.world(), behavior.tlsSecret);
    const auto* secret =
        id.valid() ? std::get_if<model::Secret>(&exchange.world().object(id).resource) : nullptr;
    const bool known = secret && !secret->certificates.empty();
    if (known && !acceptsWorkload(exchange, policy, *secret)) {
        link.failure = "BackendTLSHandshakeFailed";
        return link;
    }
    link.view = BackendTlsView{policy.spec->hostname, wantedNames(*policy.spec),
                               clientCertificate(exchange, behavior)};
    exchange.say.step([&] {
        return policyStep(exchange, policy, Verdict::Applied, "btp.effect",
                          fmt::format("TLS to the backend with SNI {}{}", policy.spec->hostname,
                                      known ? ", and its certificate fits"
                                            : "; its certificate is not known and taken as good"));
    });
    return link;
}

}  // namespace gatesight::simulator
