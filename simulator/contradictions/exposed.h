// Exposed without a route: Services that are reached from outside of the cluster though no accepted
// route leads to their endpoints through a Gateway: as backends, since mirrors and auth services
// are there for the Gateway and not for visitors. A cluster without Gateways says nothing about
// what is meant to be reached, so there are none then.
#pragma once

#include "simulator/contradictions/contradiction_facts.h"

namespace gatesight::simulator {

/// At most one for a Service.
[[nodiscard]] std::vector<Contradiction> exposedServices(ContradictionFacts& facts);

}  // namespace gatesight::simulator
