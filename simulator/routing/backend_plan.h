// The backends of a matched rule: their shares, and what becomes of a request that one of them
// draws (RULES section 7).
#pragma once

#include "simulator/routing/exchange.h"
#include "simulator/routing/weights.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// One backendRef, or the one Service or Pod that a request inside the cluster goes to.
struct BackendPlan {
    DecidedBackend backend;
    ExactShare share{1, 1};
    Outcome outcome = Outcome::Forwarded;
    std::string reason;   ///< when it is not forwarded
    int status = 0;       ///< that the Gateway answers then
    std::string unknown;  ///< for Outcome::Unknown
    model::ObjectId service;
    std::uint32_t port = UINT32_MAX;                       ///< index in Service.ports
    std::vector<std::uint32_t> eligible;                   ///< indexes into Delivery::endpoints
    std::optional<EndpointTarget> direct;                  ///< instead of a Service: one address
    std::string_view appProtocol;                          ///< of the Service port
    const model::BackendRef* ref = nullptr;                ///< null inside the cluster
    std::span<const model::HTTPRouteFilter> filters = {};  ///< of the backendRef
    const std::vector<FilterBackendState>* filterBackends = nullptr;
    const BackendTlsState* tls = nullptr;  ///< the policy that the connection to it has to keep
};

/// The backends of a rule, in order, with steps of the stages `backend` and `endpoint`.
[[nodiscard]] std::vector<BackendPlan> planBackends(Exchange& exchange, model::ObjectId route,
                                                    std::uint32_t rule);

/// How many endpoints a draw chooses from, and the one it chose.
[[nodiscard]] std::size_t endpointCount(const BackendPlan& plan);
[[nodiscard]] const EndpointTarget& endpointAt(const Simulation& simulation,
                                               const BackendPlan& plan, std::size_t index);

/// An endpoint as decisions name it.
[[nodiscard]] DecidedEndpoint decidedEndpoint(const model::World& world,
                                              const EndpointTarget& target,
                                              model::ObjectId service);

/// A share as decisions list it.
[[nodiscard]] Share shareOf(const BackendPlan& plan);

}  // namespace gatesight::simulator
