// Certificates that are not valid at a date, or not for much longer. The simulator has no clock:
// who asks says when.
#pragma once

#include "model/manifest/finding.h"
#include "simulator/simulation.h"

namespace gatesight::simulator {

/// What is shown to clients and to backends, and the authorities that either side is checked by.
[[nodiscard]] model::Findings certificateDateFindings(const Simulation& simulation,
                                                      model::Timestamp at);

}  // namespace gatesight::simulator
