// What the trace tells of a rule's backends as a whole, and of Services behind them.
#pragma once

#include "simulator/routing/backend_plan.h"

namespace gatesight::simulator {

/// Tells how shares and failures of a rule's backends play together, and which settings of their
/// Services and policies have no part in this. `field` is that of the backendRefs in `route`.
void tellShares(Exchange& exchange, const model::Object& route, const std::string& field,
                std::span<const BackendPlan> backends);

}  // namespace gatesight::simulator
