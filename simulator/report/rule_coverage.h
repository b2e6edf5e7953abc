// How many requests each rule of a route took, and why some can take none.
#pragma once

#include "simulator/report/facts.h"
#include "simulator/routing/decision.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace gatesight::simulator {

struct RuleCoverage {
    std::string kind, namespace_, route;
    std::uint32_t rule = 0;
    std::string words;  ///< its name or path
    std::size_t requests = 0;
    std::string never;  ///< why no request can come here; empty: some can
};

class RuleCounts {
public:
    /// A decision and its hops may pass several rules.
    void add(const Decision& decision, std::size_t requests = 1);
    [[nodiscard]] std::size_t of(const RuleCoverage& rule) const;

private:
    std::map<std::tuple<std::string, std::string, std::string, std::uint32_t>, std::size_t>
        m_counts;
};

/// Every rule, in the order of the routes.
[[nodiscard]] std::vector<RuleCoverage> coverageOf(const ReportFacts& facts,
                                                   const RuleCounts& counts);

/// Rules that requests could reach, and how many of them did.
[[nodiscard]] std::size_t reachableRules(const std::vector<RuleCoverage>& coverage);
[[nodiscard]] std::size_t reachedRules(const std::vector<RuleCoverage>& coverage);

}  // namespace gatesight::simulator
