// The handshake of a Gateway with the Pods behind a Service that a BackendTLSPolicy targets (RULES
// section 14 and 3.7).
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

/// Shakes hands as the policy asks, with a workload that serves TLS as `behavior` says. What is not
/// known of the workload is taken as good, and said so.
[[nodiscard]] BackendTlsLink shakeBackendHands(Exchange& exchange, const BackendTlsState& policy,
                                               const BackendBehavior& behavior);

/// The Secret called "namespace/name"; invalid when there is none.
[[nodiscard]] model::ObjectId secretNamed(const model::World& world, std::string_view name);

}  // namespace gatesight::simulator
