#include "support_wide_rules.h"

#include "support_wide_headers.h"
#include "support_wide_matches.h"
#include "support_wide_names.h"
#include "support_wide_split.h"

#include <algorithm>

namespace gatesight::test::wide {

void RuleSearch::collect(const WideAttached& attached, const std::string& hostname) {
    const Json& rules = at(*attached.route, "spec/rules");
    static const Json kEverything = Json::object();
    for (std::size_t r = 0; r < rules.size(); ++r) {
        const Json& matches = at(rules[r], "matches");
        for (std::size_t m = 0; m < std::max<std::size_t>(1, matches.size()); ++m) {
            const Json& match = matches.empty() ? kEverything : matches[m];
            if (matchFits(*attached.route, match, m_answer.request))
                m_fitting.push_back({&attached, hostname, r, m, &match});
        }
    }
}

/// httproute.host.precedence, then the criteria of matches, then the age of routes, then the order
/// of rules.
bool RuleSearch::goesFirst(const Fitting& a, const Fitting& b) const {
    const Json &first = *a.attached->route, &second = *b.attached->route;
    if (nameRank(a.hostname) != nameRank(b.hostname))
        return nameRank(a.hostname) > nameRank(b.hostname);
    if (matchRank(first, *a.match) != matchRank(second, *b.match))
        return matchRank(first, *a.match) > matchRank(second, *b.match);
    if (&first != &second)
        return m_answer.control.objects().older(first, second);
    return std::pair(a.rule, a.index) < std::pair(b.rule, b.index);
}

void RuleSearch::choose(const std::vector<const WideListener*>& serving) {
    const Fitting* first = nullptr;
    for (const Fitting& one : m_fitting) {
        if (!first || goesFirst(one, *first))
            first = &one;
    }
    if (!first)
        return m_answer.respond(404, "NoRouteMatched");
    // Without isolation the rule may be of another listener than the host's.
    for (const WideListener* listener : serving) {
        if (std::ranges::any_of(listener->attached, [&](const WideAttached& attached) {
                return &attached == first->attached;
            }))
            m_answer.choose(*listener);
    }
    m_answer.nameRoute(*first->attached);
    m_answer.words["rule"] = first->rule;
    m_answer.words["match"] = first->index;
    const Json& route = *first->attached->route;
    const Json& rule = at(route, "spec/rules")[first->rule];
    splitByWeight(m_answer, route, rule, Carried::Request);
    if (m_answer.words["outcome"] == "forwarded")
        m_answer.words["headers"] = namedHeaders(changedHeaders(m_answer.request.headers, rule));
}

}  // namespace gatesight::test::wide
