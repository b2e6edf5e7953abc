// What shows only when requests are asked: rules that never match, ties, names that others take,
// redirects in a circle, shares that fail. Beside them lists that are nearly full.
#pragma once

#include "model/manifest/finding.h"
#include "simulator/simulation.h"

#include <stop_token>

namespace gatesight::simulator {

[[nodiscard]] model::Findings lintFindings(const Simulation& simulation,
                                           const std::stop_token& stop = {});

}  // namespace gatesight::simulator
