// Requests that filters treat in their own ways: those that carry what a filter looks at.
#pragma once

#include "simulator/simulation.h"

#include <vector>

namespace gatesight::simulator {

/// `request` with headers that the filters of these two rules (of before and after; may be absent)
/// add to, replace or remove, and as browsers send it to other origins where a filter answers CORS.
[[nodiscard]] std::vector<Request> filterRequests(const Request& request, const Simulation& before,
                                                  const std::optional<DecidedRoute>& ruleBefore,
                                                  const Simulation& after,
                                                  const std::optional<DecidedRoute>& ruleAfter);

}  // namespace gatesight::simulator
