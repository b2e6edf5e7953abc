// From the listener to the rule that takes a request.
#pragma once

#include "simulator/routing/exchange.h"

namespace gatesight::simulator {

/// Looks the request up and fills Decision::route. Returns false when no rule takes it: 404, or not
/// known when a route of a kind that is not modelled could have.
[[nodiscard]] bool chooseRule(Exchange& exchange, const RequestFacts& facts, RouteHit& hit);

}  // namespace gatesight::simulator
