// From the listener to the rule that takes a request.
#pragma once

#include "simulator/routing/exchange.h"

namespace gatesight::simulator {

/// Looks the request up in the routes of a listener, or of a mesh's Service, and fills
/// Decision::route. Returns false when no rule takes it: 404.
[[nodiscard]] bool chooseRule(Exchange& exchange, ScopeId scope, const RequestFacts& facts,
                              RouteHit& hit);

}  // namespace gatesight::simulator
