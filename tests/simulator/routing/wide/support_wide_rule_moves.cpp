#include "support_wide_rule_moves.h"

#include "support_wide_matches.h"
#include "support_wide_reference.h"

#include <algorithm>
#include <numeric>

namespace gatesight::test {

namespace wide {

namespace {

/// What tells a match from the others of its route.
MatchRank criteria(const Json& route, std::size_t rule, std::size_t match) {
    const Json& matches = at(at(route, "spec/rules")[rule], "matches");
    return matchRank(route, matches.empty() ? Json::object() : matches[match]);
}

std::size_t placeOf(const std::vector<std::size_t>& order, std::size_t rule) {
    return static_cast<std::size_t>(std::ranges::find(order, rule) - order.begin());
}

}  // namespace

}  // namespace wide

std::vector<std::size_t> shuffledPlaces(std::size_t count, Dice& dice) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[dice.below(i)]);
    return order;
}

Json withRulesMoved(const Json& route, const std::vector<std::size_t>& order) {
    Json changed = route;
    for (std::size_t i = 0; i < order.size(); ++i)
        changed["spec"]["rules"][i] = at(route, "spec/rules")[order[i]];
    return changed;
}

std::string RuleMoves::add(const Json& route, const std::vector<std::size_t>& order,
                           const simulator::Decision& was, const simulator::Decision& is) {
    const bool mine = was.route && was.route->namespace_ == namespaceOf(route) &&
                      was.route->name == nameOf(route);
    if (!mine)
        return toWords(was) == toWords(is) ? "" : "another route: " + toWords(is).dump();
    ++asked;
    if (!is.route || is.route->name != was.route->name)
        return "no longer this route: " + toWords(is).dump();
    const std::size_t before = was.route->rule, now = order[is.route->rule];
    if (now == before && is.route->match == was.route->match)
        return {};
    ++ties;
    // A tie goes to the rule that stands first.
    const bool tie = wide::criteria(route, now, is.route->match) ==
                     wide::criteria(route, before, was.route->match);
    const bool first = before < now && is.route->rule < wide::placeOf(order, before);
    return tie && first ? "" : "no tie, or not the first: " + toWords(is).dump();
}

}  // namespace gatesight::test
