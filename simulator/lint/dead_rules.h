// Rules that can never match: others of the same host take all of their requests first, or no
// listener that has them gets a request for their names.
#pragma once

#include "simulator/control/finding_list.h"
#include "simulator/lint/rule_reach.h"

namespace gatesight::simulator {

void reportDeadRules(FindingList& findings, const Simulation& simulation, const ReachMap& reach);

}  // namespace gatesight::simulator
