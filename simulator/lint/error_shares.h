// Rules of which a part of the traffic gets an error of the Gateway itself: what is wrong with one
// backend shows in some answers only, which is hard to see from outside.
#pragma once

#include "simulator/control/finding_list.h"
#include "simulator/lint/rule_reach.h"

namespace gatesight::simulator {

void reportErrorShares(FindingList& findings, const Simulation& simulation, const ReachMap& reach);

}  // namespace gatesight::simulator
