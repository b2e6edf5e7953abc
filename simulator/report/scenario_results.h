// How the requests of scenarios end, and which rules none of them reaches.
#pragma once

#include "simulator/report/booklet.h"
#include "simulator/report/facts.h"
#include "simulator/report/rule_coverage.h"
#include "simulator/traffic/scenario.h"

#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct ScenarioResult {
    std::string scenario, request;
    std::string call;                ///< "GET https://shop.example.com/cart"
    std::string answer;              ///< "200 from shop/cart-v1:8080 (…)"
    bool expects = false;            ///< the scenario says how it should end
    std::vector<std::string> unmet;  ///< one line for each expectation that does not hold
    model::SourceLocation source;

    [[nodiscard]] bool passed() const { return unmet.empty(); }
};

struct ScenarioResults {
    std::vector<ScenarioResult> results;
    std::vector<RuleCoverage> coverage;  ///< every rule, in the order of the routes

    [[nodiscard]] std::size_t failed() const;
    /// Rules that requests could reach, and how many of them did.
    [[nodiscard]] std::size_t reachable() const;
    [[nodiscard]] std::size_t reached() const;
};

/// Sends every request once.
[[nodiscard]] ScenarioResults runScenarios(const ReportFacts& facts,
                                           std::span<const Scenario> scenarios, std::uint64_t seed,
                                           const std::stop_token& stop = {});

[[nodiscard]] Chapter scenarioChapter(const ScenarioResults& results);

}  // namespace gatesight::simulator
