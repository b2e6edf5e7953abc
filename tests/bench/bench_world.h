// A cluster of any size for measuring, as an operator of many teams would have it: one Gateway, a
// host name a team, four rules a route. The same arguments give the same bytes.
//
// Every rule takes a path of its own, once as an Exact and once as a PathPrefix match; every tenth
// prefix asks for a header besides, every twentieth for a query parameter. Backends are weighted.
#pragma once

#include "simulator/routing/request.h"
#include "simulator/simulation.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace gatesight::bench {

inline constexpr std::size_t kRulesPerRoute = 4, kRulesPerTeam = 200;

/// "/v1/catalog/team-0007/svc-001400"
[[nodiscard]] std::string pathOfRule(std::size_t rule);

/// GatewayClass, Gateway, Services with two endpoints each, and HTTPRoutes with `rules` rules.
[[nodiscard]] std::string manifestOf(std::size_t rules);

/// One Gateway and one route for each of `rules` regular expressions, all on one host.
[[nodiscard]] std::string expressionManifest(std::size_t rules);

[[nodiscard]] simulator::SimulationPtr simulationOf(const std::string& manifest);

/// A request and the rule that takes it, counted over all routes.
struct Asked {
    simulator::Request request;
    std::size_t rule = 0;
};

/// Requests for rules in random order; one in two asks for something below the rule's path.
[[nodiscard]] std::vector<Asked> requestsFor(std::size_t rules, std::size_t count);

}  // namespace gatesight::bench
