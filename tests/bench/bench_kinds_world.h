// Clusters of any size whose routes are not HTTPRoutes for a Gateway: calls by GRPCRoutes, TLS
// passed through by SNI, and a mesh whose routes hang on Services. The same arguments give the same
// bytes.
#pragma once

#include "bench_world.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::bench {

enum class Traffic {
    Calls,        ///< a host a team, four rules a GRPCRoute, a service and method a rule
    Connections,  ///< one listener, a TLSRoute a rule, one in ten with a wildcard
    Mesh          ///< a Service a team, four rules an HTTPRoute, asked by Pods of the team
};
[[nodiscard]] std::string_view toString(Traffic traffic);

[[nodiscard]] std::string manifestOf(Traffic traffic, std::size_t rules);

/// Requests for rules in random order. The route of a rule is called "route-000042", counted over
/// all routes.
[[nodiscard]] std::vector<Asked> requestsFor(Traffic traffic, std::size_t rules, std::size_t count);
[[nodiscard]] std::string routeOfRule(Traffic traffic, std::size_t rule);

}  // namespace gatesight::bench
