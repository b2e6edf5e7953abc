#include "simulator/control/policy/backend_validation.h"

#include "simulator/control/credentials.h"

#include <fmt/format.h>

namespace gatesight::simulator {
namespace {

constexpr std::string_view kSanFeature = "BackendTLSPolicySANValidation";
constexpr CredentialUse kBackendAuthority = {.what = "caCertificateRef",
                                             .notPermitted = "btp.same-namespace",
                                             .badKind = "btp.ca.bad-kind",
                                             .notFound = "btp.ca.not-found"};

void resolveAuthorities(ControlContext& context, model::ObjectId owner,
                        const model::BackendTLSValidation& validation, JudgedValidation& judged) {
    for (const model::ObjectRef& ref : validation.caCertificateRefs) {
        const Credential authority = resolveAuthority(context, owner, ref, kBackendAuthority);
        if (authority) {
            judged.authorities.push_back(*authority);
            continue;
        }
        const bool badKind = authority.error().trouble == CredentialTrouble::BadKind;
        judged.unresolved.push_back({badKind ? "InvalidKind" : "InvalidCACertificateRef",
                                     badKind ? "btp.ca.bad-kind" : "btp.ca.not-found",
                                     authority.error().message, ref.node});
    }
}

}  // namespace

JudgedValidation judgeValidation(ControlContext& context, model::ObjectId owner,
                                 const model::BackendTLSValidation& validation) {
    JudgedValidation judged;
    const auto refuse = [&](std::string_view reason, std::string_view rule, std::string message) {
        judged.refused.push_back({reason, rule, std::move(message), validation.validationNode});
    };
    resolveAuthorities(context, owner, validation, judged);
    if (!validation.caCertificateRefs.empty() && judged.authorities.empty())
        refuse("NoValidCACertificate", "btp.ca.none-valid",
               "none of its caCertificateRefs leads to a certificate");
    if (validation.caCertificateRefs.empty() && validation.wellKnownCACertificates != "System")
        refuse("Invalid", "btp.wellknown",
               fmt::format("wellKnownCACertificates '{}' is not supported",
                           validation.wellKnownCACertificates));
    if (!validation.subjectAltNames.empty() && !context.options.supports(kSanFeature))
        refuse("Invalid", "btp.san",
               "subjectAltNames are not supported: the controller lacks "
               "BackendTLSPolicySANValidation");
    return judged;
}

}  // namespace gatesight::simulator
