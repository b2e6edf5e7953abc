#include "simulator/report/scenario_results.h"

#include "simulator/report/words.h"
#include "simulator/routing/decision_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

ScenarioResult resultOf(const Scenario& scenario, const ScenarioRequest& request,
                        const Decision& decision) {
    return {scenario.name,
            request.name,
            fmt::format("{} {}", request.request.method, request.request.url()),
            inOneLine(decision),
            !request.expect.empty(),
            unmet(request.expect, decision),
            request.source};
}

Block resultTable(const ScenarioResults& results) {
    DataTable table{{{"", 0.5},
                     {"Scenario", 0.9},
                     {"Request", 1.4},
                     {"Call", 2},
                     {"Answer", 2},
                     {"Expected otherwise", 1.4}},
                    {},
                    "gatesight test has them all"};
    for (const ScenarioResult& result : results.results) {
        const RichText mark = !result.passed() ? RichText("failed", TextTone::Bad)
                              : result.expects ? RichText("passed", TextTone::Good)
                                               : RichText("sent", TextTone::Muted);
        table.rows.push_back({mark, result.scenario, result.request, code(result.call),
                              result.answer,
                              RichText(fmt::format("{}", fmt::join(result.unmet, "; ")))});
    }
    return {Fold{fmt::format("Requests ({})", results.results.size()),
                 {{std::move(table)}},
                 results.results.size() <= 40}};
}

Block uncovered(const ScenarioResults& results) {
    DataTable table{{{"Route", 1.5}, {"Rule", 1.5}, {"Why", 2}}, {}, "-o json has them all"};
    for (const RuleCoverage& rule : results.coverage)
        if (rule.requests == 0)
            table.rows.push_back(
                {RichText(rule.kind + " ", TextTone::Muted)
                     .add(fmt::format("{}/{}", rule.namespace_, rule.route), TextTone::Code),
                 RichText(fmt::format("{} ", rule.rule)).add(rule.words, TextTone::Code),
                 rule.never.empty() ? RichText("no request goes there", TextTone::Caution)
                                    : RichText("none can: " + rule.never, TextTone::Muted)});
    if (table.rows.empty())
        return {Paragraph{"Every rule is reached by a request."}};
    const std::size_t count = table.rows.size();
    return {Fold{fmt::format("Rules that no request reaches ({})", count),
                 {{std::move(table)}},
                 count <= 40}};
}

}  // namespace

std::size_t ScenarioResults::failed() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(results, [](const ScenarioResult& r) { return !r.passed(); }));
}

std::size_t ScenarioResults::reachable() const {
    return reachableRules(coverage);
}

std::size_t ScenarioResults::reached() const {
    return reachedRules(coverage);
}

ScenarioResults runScenarios(const ReportFacts& facts, std::span<const Scenario> scenarios,
                             std::uint64_t seed, const std::stop_token& stop) {
    ScenarioResults all;
    RuleCounts counts;
    for (const Scenario& scenario : scenarios) {
        for (const ScenarioRequest& request : scenario.requests) {
            if (stop.stop_requested())
                return all;
            const Decision decision = decide(facts.simulation, request.request, seed);
            counts.add(decision);
            all.results.push_back(resultOf(scenario, request, decision));
        }
    }
    all.coverage = coverageOf(facts, counts);
    return all;
}

Chapter scenarioChapter(const ScenarioResults& results) {
    Chapter chapter{"scenarios", "Scenarios", {}};
    if (results.results.empty()) {
        chapter.blocks.push_back({Paragraph{
            "No scenario was given, so that nothing is known about requests that matter most. "
            "Scenarios lie beside the manifests and say how requests should end."}});
        return chapter;
    }
    const std::size_t failed = results.failed();
    RichText lead(fmt::format("{}: ", counted(results.results.size(), "request")));
    lead.add(failed == 0 ? "all end as they should" : fmt::format("{} failed", failed),
             failed == 0 ? TextTone::Good : TextTone::Bad);
    lead.add(fmt::format(". They reach {} of {} that requests can reach.", results.reached(),
                         counted(results.reachable(), "rule")));
    chapter.blocks.push_back({Paragraph{std::move(lead)}});
    const auto passed = static_cast<std::int64_t>(results.results.size() - failed);
    const auto reached = static_cast<std::int64_t>(results.reached());
    const auto reachable = static_cast<std::int64_t>(results.reachable());
    BarChart chart{"Scenarios and what they cover", {}};
    chart.bars.push_back({"Requests", {}});
    if (passed > 0)
        chart.bars.back().parts.push_back({passed, "as expected", TextTone::Good});
    if (failed > 0)
        chart.bars.back().parts.push_back(
            {static_cast<std::int64_t>(failed), "failed", TextTone::Bad});
    if (reachable > 0) {
        chart.bars.push_back({"Rules", {}});
        if (reached > 0)
            chart.bars.back().parts.push_back({reached, "reached", TextTone::Good});
        if (reachable > reached)
            chart.bars.back().parts.push_back(
                {reachable - reached, "not reached", TextTone::Caution});
    }
    chapter.blocks.push_back({std::move(chart)});
    chapter.blocks.push_back(resultTable(results));
    chapter.blocks.push_back(uncovered(results));
    return chapter;
}

}  // namespace gatesight::simulator
