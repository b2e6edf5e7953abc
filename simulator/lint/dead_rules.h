// Rules that can never match: others of the same host take all of their requests first, or no
// listener that has them gets a request for their names.
#pragma once

#include "simulator/control/finding_list.h"
#include "simulator/lint/rule_reach.h"

namespace gatesight::simulator {

/// A rule that goes before another one, and why it does.
struct CoveringRule {
    model::ObjectId route;
    std::uint32_t rule = 0;
    std::string name;  ///< "HTTPRoute shop/cart rules[0]"
    std::string host;  ///< where it was found to
    std::string why;   ///< "its path is longer"
};
/// Those that take what a covered rule asks for, each once.
[[nodiscard]] std::vector<CoveringRule> coveringRules(const Simulation& simulation,
                                                      const ReachedRule& reach);

void reportDeadRules(FindingList& findings, const Simulation& simulation, const ReachMap& reach);

}  // namespace gatesight::simulator
