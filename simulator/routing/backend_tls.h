// The handshake of a Gateway with the Pods behind a Service that a BackendTLSPolicy targets, or with
// an XBackend (RULES sections 14, 16 and 3.7).
#pragma once

#include "simulator/routing/exchange.h"

#include <optional>
#include <string_view>

namespace gatesight::simulator {

/// How the connection to a backend is encrypted.
struct BackendTlsLink {
    std::optional<BackendTlsView> view;  ///< absent: not by the Gateway
    std::string_view failure;  ///< reason why there is no connection; never plaintext instead
};

/// Who asks for TLS, and for what. Refers to the World and its ControlPlane.
struct BackendTlsTerms {
    model::ObjectId object;  ///< the policy, or the XBackend
    std::string_view field;  ///< of it, for steps
    std::string_view rule;   ///< why there is TLS
    std::string_view sni;
    const model::BackendTLSValidation* validation = nullptr;  ///< null: any certificate will do
    const std::vector<model::ObjectId>* authorities = nullptr;
    model::ObjectId clientCertificate;  ///< Secret that is shown whether asked for or not; may be invalid
};

[[nodiscard]] BackendTlsTerms termsOf(const BackendTlsState& policy);
/// Nothing when it is spoken to in plain text (xbackend.insecure).
[[nodiscard]] std::optional<BackendTlsTerms> termsOf(const XBackendState& backend);

/// Shakes hands as the terms ask, with a workload that serves TLS as `behavior` says. What is not
/// known of the workload is taken as good, and said so.
[[nodiscard]] BackendTlsLink shakeBackendHands(Exchange& exchange, const BackendTlsTerms& terms,
                                               const BackendBehavior& behavior);

/// The Secret called "namespace/name"; invalid when there is none.
[[nodiscard]] model::ObjectId secretNamed(const model::World& world, std::string_view name);

}  // namespace gatesight::simulator
