// Accepted and programmed, but dropped: endpoints that a route promises and that network policies
// keep out of reach.
//
// Through a Gateway an endpoint is dropped when the policies keep the Gateway's data plane from its
// port (SpecChoices::dataPlane, np.gateway-source). In a mesh the clients are the Pods themselves
// (np.mesh-source); policies are there to tell them apart, so an endpoint is dropped only when not
// one of them may reach it: all Pods of the cluster that PodReach::clients() has, or for a consumer
// route those of its namespace.
#pragma once

#include "simulator/contradictions/contradiction_facts.h"

namespace gatesight::simulator {

/// One for a route, its Gateway (or Service in a mesh) and a Service port that it uses.
[[nodiscard]] std::vector<Contradiction> droppedPromises(ContradictionFacts& facts);

}  // namespace gatesight::simulator
