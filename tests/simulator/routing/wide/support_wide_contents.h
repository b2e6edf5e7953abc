// What matches ask for, and what requests carry that should fit them nearly or wholly.
#pragma once

#include "support_wide_world.h"

namespace gatesight::test::wide {

/// Of a rule of a GRPCRoute (`call`) or an HTTPRoute.
[[nodiscard]] Json randomMatch(Dice& dice, bool call);

/// A filter. Each header is changed in one way at most (filter.header.one-action-per-name).
[[nodiscard]] Json randomHeaderModifier(Dice& dice);

/// Path, method, headers and query for a match of the route.
void addContent(simulator::Request& request, const Json& route, const Json& match, Dice& dice);

}  // namespace gatesight::test::wide
