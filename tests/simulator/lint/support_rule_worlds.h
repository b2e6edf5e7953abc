// Small random worlds of HTTPRoutes that often cover one another, and every request that their
// words could tell apart: what is asked in place of thinking.
#pragma once

#include "simulator/routing/request.h"
#include "simulator/simulation.h"
#include "tests/simulator/routing/support_dice.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace gatesight::test {

struct RuleWorld {
    std::string yaml;
    bool expressions = false;                  ///< there are some: not every request can be asked
    std::vector<simulator::Request> requests;  ///< all words that it uses, and one that it does not
};

[[nodiscard]] RuleWorld randomRuleWorld(Dice& dice);

/// "HTTPRoute ns/name" and rule, for each rule that takes one of the requests at least.
[[nodiscard]] std::set<std::pair<std::string, std::uint32_t>> rulesThatTake(
    const simulator::Simulation& simulation, const std::vector<simulator::Request>& requests);

}  // namespace gatesight::test
