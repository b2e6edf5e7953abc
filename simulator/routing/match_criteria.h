// One match of a rule held against a request, criterion by criterion: for explanations.
#pragma once

#include "model/kinds/http_route.h"
#include "simulator/routing/request_facts.h"
#include "simulator/routing/trace.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// A criterion with its values and what would make it hold.
struct Criterion {
    Compared compared;
    bool holds = false;
    std::string_view rule;  ///< id of spec/RULES.md
    std::string change;     ///< when it does not hold: "the path were /cart/"
    model::NodeId node = model::kNoNode;
};

/// Path, method, headers and query parameters of a match, in the order of the rules of precedence;
/// repeated names that do not count are left out.
[[nodiscard]] std::vector<Criterion> criteria(const model::HTTPRouteMatch& match,
                                              const RequestFacts& facts);

/// Whether all of a match holds, without telling why; cheaper than criteria().
[[nodiscard]] bool fits(const model::HTTPRouteMatch& match, const RequestFacts& facts);

/// "PathPrefix /cart"
[[nodiscard]] std::string described(const model::HTTPPathMatch& path);
/// "PathPrefix /cart, method POST, header x-canary: true, query debug=1"
[[nodiscard]] std::string described(const model::HTTPRouteMatch& match);

/// The entries of a list that count: of equal names the first
/// (httproute.match.header.duplicate-name, …query.duplicate-name).
[[nodiscard]] std::vector<const model::HTTPValueMatch*> effectiveHeaders(
    const model::HTTPRouteMatch& match);
[[nodiscard]] std::vector<const model::HTTPValueMatch*> effectiveQuery(
    const model::HTTPRouteMatch& match);

}  // namespace gatesight::simulator
