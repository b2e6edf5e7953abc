// What several sections of a report look at: routes as rules with words, and which of them get
// traffic.
#pragma once

#include "simulator/simulation.h"
#include "simulator/topology/reachability.h"
#include "simulator/topology/route_shape.h"

#include <optional>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct ReportFacts {
    const Simulation& simulation;
    std::vector<RouteShape> shapes;  ///< beside ControlPlane::routes
    Reachability reach;

    [[nodiscard]] const model::World& world() const { return *simulation.world; }
    [[nodiscard]] const ControlPlane& control() const { return *simulation.control; }
};

[[nodiscard]] ReportFacts reportFacts(const Simulation& simulation);

/// Endpoints behind a backend that could be resolved; absent for what lies outside of the cluster
/// or is not loaded.
struct EndpointCount {
    std::size_t ready = 0, all = 0;
};
[[nodiscard]] std::optional<EndpointCount> endpointCountOf(const Simulation& simulation,
                                                           const BackendState* backend);

/// One sentence, without a full stop; empty: something is ready there, or lies outside.
[[nodiscard]] std::string whyNothingAnswers(const Simulation& simulation,
                                            const BackendState* backend);

/// "shop/cart-v1:8080" with its namespace, and with its kind in front when it is no Service.
[[nodiscard]] std::string backendName(const model::BackendObjectReference& ref,
                                      const model::Object& route);

/// The request for one match of a rule ("rules[2].matches[0]" of shapes[route]); null for kinds
/// that take whole connections.
[[nodiscard]] const model::HTTPRouteRule* requestRule(const RouteShape& shape, std::size_t rule);

}  // namespace gatesight::simulator
