// `dns` and `workloads` of a Scenario.
#pragma once

#include "simulator/surroundings.h"
#include "simulator/traffic/problems.h"

namespace gatesight::simulator {

/// Reads them from a Scenario's `spec`; what cannot be understood is reported and left out.
[[nodiscard]] Surroundings readSurroundings(model::Node spec, Problems& problems);

}  // namespace gatesight::simulator
