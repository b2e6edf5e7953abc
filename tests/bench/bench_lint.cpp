// What lint costs, from the text on: reading, the control plane, the compiled table, and all checks
// of 10,000 HTTPRoutes, of which none has anything wrong.
#include "bench_world.h"

#include "simulator/all_findings.h"
#include "simulator/lint/lint_findings.h"
#include "simulator/lint/suppressions.h"

#include <benchmark/benchmark.h>

#include <string>

namespace gatesight::bench {

namespace {

void lint(benchmark::State& state) {
    const std::string text = manifestOf(static_cast<std::size_t>(state.range(0)) * kRulesPerRoute);
    for (auto _ : state) {
        const simulator::SimulationPtr simulation = simulationOf(text);
        model::Findings findings = simulator::allFindings(*simulation);
        simulator::sortByPlace(findings, simulation->world->sources());
        const simulator::SortedOut sorted = simulator::sortOut(
            std::move(findings), simulator::suppressionsInComments(simulation->world->sources()),
            1'800'000'000);
        for (const model::Finding& finding : sorted.open)
            if (finding.severity != model::Severity::Info && finding.rule.starts_with("lint."))
                return state.SkipWithError("sound manifests have findings");
    }
}

/// The checks that ask requests, alone.
void lintOfRequests(benchmark::State& state) {
    const simulator::SimulationPtr simulation =
        simulationOf(manifestOf(static_cast<std::size_t>(state.range(0)) * kRulesPerRoute));
    for (auto _ : state)
        benchmark::DoNotOptimize(simulator::lintFindings(*simulation));
}

BENCHMARK(lint)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(lintOfRequests)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace gatesight::bench

BENCHMARK_MAIN();
