// Many draws of one request, counted.
#pragma once

#include "simulator/routing/request_plan.h"

namespace gatesight::simulator {

/// Draws 0 to count - 1 of `seed`, equal ends counted together, sorted by backend, Pod, status; and
/// how many copies each mirror got.
[[nodiscard]] RepeatSummary repeated(const RequestPlan& plan, std::uint64_t seed,
                                     std::uint32_t count);

}  // namespace gatesight::simulator
