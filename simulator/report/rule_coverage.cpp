#include "simulator/report/rule_coverage.h"

#include <algorithm>

namespace gatesight::simulator {

void RuleCounts::add(const Decision& decision, std::size_t requests) {
    if (decision.route)
        m_counts[{decision.route->kind, decision.route->namespace_, decision.route->name,
                  decision.route->rule}] += requests;
    for (const Decision& hop : decision.hops)
        add(hop, requests);
}

std::size_t RuleCounts::of(const RuleCoverage& rule) const {
    const auto count = m_counts.find({rule.kind, rule.namespace_, rule.route, rule.rule});
    return count == m_counts.end() ? 0 : count->second;
}

std::vector<RuleCoverage> coverageOf(const ReportFacts& facts, const RuleCounts& counts) {
    std::vector<RuleCoverage> all;
    for (std::size_t i = 0; i < facts.shapes.size(); ++i) {
        const model::Object& route = *facts.shapes[i].object;
        for (std::size_t rule = 0; rule < facts.shapes[i].rules.size(); ++rule) {
            const RuleReach& reach = facts.reach.rules[i][rule];
            RuleCoverage coverage{route.kind,
                                  route.metadata.namespace_,
                                  route.metadata.name,
                                  static_cast<std::uint32_t>(rule),
                                  facts.shapes[i].rules[rule].title,
                                  0,
                                  reach.reachable ? "" : reach.why};
            coverage.requests = counts.of(coverage);
            all.push_back(std::move(coverage));
        }
    }
    return all;
}

std::size_t reachableRules(const std::vector<RuleCoverage>& coverage) {
    return static_cast<std::size_t>(
        std::ranges::count_if(coverage, [](const RuleCoverage& r) { return r.never.empty(); }));
}

std::size_t reachedRules(const std::vector<RuleCoverage>& coverage) {
    return static_cast<std::size_t>(std::ranges::count_if(
        coverage, [](const RuleCoverage& r) { return r.never.empty() && r.requests > 0; }));
}

}  // namespace gatesight::simulator
