// What becomes of answers when the rules of a route come into another order: a request may move
// between matches that no criterion tells apart, and no others.
#pragma once

#include "simulator/routing/decision.h"
#include "support_wide_world.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gatesight::test {

/// The old place of each new one.
[[nodiscard]] std::vector<std::size_t> shuffledPlaces(std::size_t count, Dice& dice);
[[nodiscard]] Json withRulesMoved(const Json& route, const std::vector<std::size_t>& order);

struct RuleMoves {
    std::size_t asked = 0;  ///< of requests that the route took before
    std::size_t ties = 0;   ///< of those, that another of its matches takes now

    /// Counts an answer before and after; what is wrong with the second, if anything.
    [[nodiscard]] std::string add(const Json& route, const std::vector<std::size_t>& order,
                                  const simulator::Decision& was, const simulator::Decision& is);
};

}  // namespace gatesight::test
