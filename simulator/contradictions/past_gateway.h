// Reachable past the Gateway: backends that answer without what their route does to requests.
//
// Callers are Pods of other namespaces than the backend's, and whoever is outside of the cluster
// and finds a node port, a load balancer or an external IP that leads to the same endpoints, or a
// Pod on the network of its node. The Pods of its own namespace are the team's own affair. What
// makes a row:
//
//   - a way in from outside, whatever the route does: a warning when the route guards its backend
//     (Safeguards::guards), else for information;
//   - Pods of other namespaces, when the route guards its backend, or when it changes or limits
//     requests and some policy fences the backend in, which then has a hole. A cluster without
//     policies is open to all anyway, and a route that only passes requests on loses nothing.
#pragma once

#include "simulator/contradictions/contradiction_facts.h"

namespace gatesight::simulator {

/// At most one for a Service.
[[nodiscard]] std::vector<Contradiction> pathsPastGateway(ContradictionFacts& facts);

}  // namespace gatesight::simulator
