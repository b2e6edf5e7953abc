// The backends of a matched rule: their shares, and what becomes of a request that one of them
// draws (RULES section 7).
#pragma once

#include "simulator/routing/backend_tls.h"
#include "simulator/routing/exchange.h"
#include "simulator/routing/weights.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// One backendRef, or the one Service or Pod that a request inside the cluster goes to. A
/// ServiceImport is like a Service.
struct BackendPlan {
    DecidedBackend backend;
    ExactShare share{1, 1};
    Outcome outcome = Outcome::Forwarded;
    std::string reason;   ///< when it is not forwarded
    int status = 0;       ///< that the Gateway answers then
    std::string unknown;  ///< for Outcome::Unknown
    std::string why;      ///< one sentence, when it is not forwarded though the reference is good
    std::string_view whyRule;
    model::ObjectId service;
    std::uint32_t port = UINT32_MAX;                       ///< index in Service.ports
    std::vector<std::uint32_t> eligible;                   ///< indexes into Delivery::endpoints
    std::optional<EndpointTarget> direct;                  ///< instead of a Service: one address
    std::string_view appProtocol;                          ///< of the Service port
    const model::BackendRef* ref = nullptr;                ///< null inside the cluster
    std::span<const model::HTTPRouteFilter> filters = {};  ///< of the backendRef
    const std::vector<FilterBackendState>* filterBackends = nullptr;
    std::optional<BackendTlsTerms> tls;                ///< that the connection to it has to keep
    const XBackendState* outside = nullptr;            ///< it leaves the cluster
    const BackendTrafficState* traffic = nullptr;      ///< the policy on its Service
};

/// The backends of a rule, in order, with steps of the stages `backend` and `endpoint`.
[[nodiscard]] std::vector<BackendPlan> planBackends(Exchange& exchange, model::ObjectId route,
                                                    std::uint32_t rule);

/// How many endpoints a draw chooses from, and the one it chose.
[[nodiscard]] std::size_t endpointCount(const BackendPlan& plan);
[[nodiscard]] const EndpointTarget& endpointAt(const Simulation& simulation,
                                               const BackendPlan& plan, std::size_t index);

/// An endpoint of the plan's, as decisions name it.
[[nodiscard]] DecidedEndpoint decidedEndpoint(const model::World& world, const BackendPlan& plan,
                                              const EndpointTarget& target);

/// A share as decisions list it.
[[nodiscard]] Share shareOf(const BackendPlan& plan);

}  // namespace gatesight::simulator
