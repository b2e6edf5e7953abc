#include "simulator/control/gateway/client_validation.h"

#include "simulator/control/credentials.h"

namespace gatesight::simulator {
namespace {

using ClientMode = model::FrontendTLSValidation::Mode;

constexpr std::string_view kValidationFeature = "GatewayFrontendClientCertificateValidation";
constexpr std::string_view kFallbackFeature =
    "GatewayFrontendClientCertificateValidationInsecureFallback";

constexpr CredentialUse kClientAuthority = {.what = "caCertificateRef",
                                            .notPermitted = "frontend.ca.not-permitted",
                                            .badKind = "frontend.ca.bad-kind",
                                            .notFound = "frontend.ca.not-found"};

struct Verdict {
    std::string_view reason, rule;
};

Verdict verdictOn(CredentialTrouble trouble) {
    switch (trouble) {
        case CredentialTrouble::NotPermitted:
            return {"RefNotPermitted", "frontend.ca.not-permitted"};
        case CredentialTrouble::BadKind:
            return {"InvalidCACertificateKind", "frontend.ca.bad-kind"};
        case CredentialTrouble::NotFound:
        case CredentialTrouble::Malformed:
            break;
    }
    return {"InvalidCACertificateRef", "frontend.ca.not-found"};
}

}  // namespace

FrontendValidation::FrontendValidation(ControlContext& context,
                                       const model::Ref<model::Gateway>& gateway) {
    if (!gateway->frontendTLS)
        return;
    if (!context.options.supports(kValidationFeature)) {
        context.findings.add(model::Severity::Warning, "frontend.default-and-perport", gateway.id(),
                             model::kNoNode,
                             "tls.frontend has no effect: the controller lacks "
                             "GatewayFrontendClientCertificateValidation, so that clients are let "
                             "in without a certificate");
        return;
    }
    const model::FrontendTLSConfig& config = *gateway->frontendTLS;
    if (config.default_)
        m_default = resolve(context, gateway.id(), *config.default_);
    for (const auto& entry : config.perPort) {
        // An entry without validation is kept: it replaces the default by nothing.
        m_perPort[entry.port] = entry.validation ? resolve(context, gateway.id(), *entry.validation)
                                                 : ClientValidationState();
    }
}

const ClientValidationState* FrontendValidation::of(const model::Listener& listener) const {
    if (listener.protocol != "HTTPS")
        return nullptr;
    if (const auto found = m_perPort.find(listener.port); found != m_perPort.end())
        return &found->second;
    return m_default ? &*m_default : nullptr;
}

ClientValidationState FrontendValidation::resolve(ControlContext& context, model::ObjectId gateway,
                                                  const model::FrontendTLSValidation& validation) {
    ClientValidationState result;
    auto& checked = result.validation.emplace();
    checked.node = validation.node;
    if (validation.mode == ClientMode::AllowInsecureFallback) {
        if (context.options.supports(kFallbackFeature)) {
            checked.insecureFallback = m_insecure = true;
        } else {
            context.findings.add(model::Severity::Warning, "frontend.mode.insecure-fallback",
                                 gateway, validation.node,
                                 "mode AllowInsecureFallback is not supported by the controller; "
                                 "clients need a good certificate");
        }
    }
    for (const model::ObjectRef& ref : validation.caCertificateRefs) {
        const Credential authority = resolveAuthority(context, gateway, ref, kClientAuthority);
        if (authority) {
            checked.authorities.push_back(*authority);
            continue;
        }
        const Verdict verdict = verdictOn(authority.error().trouble);
        result.unresolved.push_back(
            {verdict.reason, verdict.rule, authority.error().message, ref.node});
    }
    if (checked.authorities.empty())
        result.unusable.push_back({.reason = "NoValidCACertificate",
                                   .rule = "frontend.ca.none-valid",
                                   .message = "no CA certificate for clients is valid",
                                   .node = validation.node});
    return result;
}

}  // namespace gatesight::simulator
