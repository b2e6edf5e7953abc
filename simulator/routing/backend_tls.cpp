#include "simulator/routing/backend_tls.h"

#include "model/world/unread_secrets.h"
#include "simulator/control/hostname.h"
#include "simulator/routing/certificate_trust.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace gatesight::simulator {

namespace {

using AltName = model::BackendTLSValidation::SubjectAltName;

Step termsStep(const Exchange& exchange, const BackendTlsTerms& terms, Verdict verdict,
               std::string_view rule, std::string message) {
    return stepAbout(exchange.world().object(terms.object), Stage::Tls, verdict, rule,
                     std::move(message), std::string(terms.field),
                     terms.validation ? terms.validation->validationNode : model::kNoNode);
}

std::vector<model::Certificate> rootsOf(const Exchange& exchange, const BackendTlsTerms& terms) {
    std::vector<model::Certificate> roots;
    for (const model::ObjectId id : *terms.authorities) {
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
std::string wantedNames(const model::BackendTLSValidation& validation) {
    if (validation.subjectAltNames.empty())
        return validation.hostname;
    std::vector<std::string_view> names;
    for (const AltName& name : validation.subjectAltNames)
        names.push_back(name.value);
    return fmt::format("{}", fmt::join(names, ", "));
}

/// btp.hostname.auth
bool namesFit(const model::BackendTLSValidation& validation, const model::Certificate& leaf) {
    if (validation.subjectAltNames.empty())
        return namesFor(leaf, validation.hostname) > 0;
    return std::ranges::any_of(validation.subjectAltNames,
                               [&](const AltName& name) { return hasAltName(leaf, name); });
}

/// Whether the Gateway goes on with the workload's certificate.
bool acceptsWorkload(Exchange& exchange, const BackendTlsTerms& terms,
                     const model::Secret& secret) {
    const model::BackendTLSValidation& validation = *terms.validation;
    const model::Certificate& leaf = secret.certificates.front();
    // The system's authorities are not in any manifest: what they signed is not known.
    const bool systemRoots = validation.caCertificateRefs.empty();
    if (!systemRoots && !trusted(secret.certificates, rootsOf(exchange, terms))) {
        exchange.say.step([&] {
            return termsStep(
                exchange, terms, Verdict::Rejected, "btp.no-plaintext-fallback",
                fmt::format("the workload's certificate of {}, issued by {}, leads to none of the "
                            "authorities that are asked for",
                            leaf.subject, leaf.issuer));
        });
        return false;
    }
    if (namesFit(validation, leaf))
        return true;
    exchange.say.step([&] {
        Step step =
            termsStep(exchange, terms, Verdict::Rejected,
                       validation.subjectAltNames.empty() ? "btp.hostname.auth" : "btp.san",
                       "the workload's certificate is for other names than are asked for");
        const auto names = leaf.uris.empty() ? leaf.dnsNames : leaf.uris;
        step.compared.push_back({"certificate name", fmt::format("{}", fmt::join(names, ", ")),
                                 wantedNames(validation), true});
        return step;
    });
    return false;
}

/// "Secret shop/ca" when an authority is one that was not read (secret.not-read).
std::string unreadAuthority(const Exchange& exchange, const BackendTlsTerms& terms) {
    if (terms.authorities)
        for (const model::ObjectId id : *terms.authorities)
            if (!whyNotRead(exchange.world().object(id)).empty())
                return "Secret " + exchange.world().object(id).fullName();
    return {};
}

/// The certificate that a workload gets to see: the Gateway's own when it asks for one
/// (gateway.backend-client-cert), or what the XBackend says.
std::string clientCertificate(const Exchange& exchange, const BackendTlsTerms& terms,
                              const BackendBehavior& behavior) {
    if (terms.clientCertificate.valid())
        return exchange.world().object(terms.clientCertificate).fullName();
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

BackendTlsTerms termsOf(const BackendTlsState& policy) {
    return {.object = policy.policy,
            .field = "spec.validation",
            .rule = "btp.effect",
            .sni = policy.spec->hostname,
            .validation = policy.spec,
            .authorities = &policy.authorities,
            .clientCertificate = {}};
}

std::optional<BackendTlsTerms> termsOf(const XBackendState& backend) {
    if (backend.spec->insecure())
        return std::nullopt;
    const auto& validation = backend.spec->tls->validation;
    return BackendTlsTerms{.object = backend.backend,
                           .field = "spec.tls",
                           .rule = "xbackend.tls",
                           .sni = validation ? validation->hostname : backend.spec->hostname,
                           .validation = validation ? &*validation : nullptr,
                           .authorities = &backend.authorities,
                           .clientCertificate = backend.clientCertificate};
}

BackendTlsLink shakeBackendHands(Exchange& exchange, const BackendTlsTerms& terms,
                                 const BackendBehavior& behavior) {
    BackendTlsLink link;
    const model::ObjectId id = secretNamed(exchange.world(), behavior.tlsSecret);
    const auto* secret =
        id.valid() ? std::get_if<model::Secret>(&exchange.world().object(id).resource) : nullptr;
    const std::string unread = unreadAuthority(exchange, terms);
    const bool known =
        terms.validation && secret && !secret->certificates.empty() && unread.empty();
    if (known && !acceptsWorkload(exchange, terms, *secret)) {
        link.failure = "BackendTLSHandshakeFailed";
        return link;
    }
    link.view = BackendTlsView{std::string(terms.sni),
                               terms.validation ? wantedNames(*terms.validation) : std::string(),
                               clientCertificate(exchange, terms, behavior)};
    exchange.say.step([&] {
        return termsStep(exchange, terms, Verdict::Applied, terms.rule,
                         fmt::format("TLS to the backend with SNI {}{}", terms.sni,
                                     !terms.validation ? "; any certificate is taken"
                                     : known           ? ", and its certificate fits"
                                     : unread.empty()
                                         ? "; its certificate is not known and taken as good"
                                         : "; its certificate is taken as good, since " + unread +
                                               " was not read"));
    });
    return link;
}

}  // namespace gatesight::simulator
