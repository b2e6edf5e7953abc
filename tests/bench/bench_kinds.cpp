// What other kinds of traffic cost than HTTPRoutes of a Gateway: decisions with and without
// explanation, loading, the control plane.
#include "bench_kinds_world.h"

#include "model/manifest/reader.h"
#include "model/world/world.h"
#include "simulator/control/control_plane.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <map>
#include <utility>

namespace gatesight::bench {

namespace {

constexpr std::size_t kRequests = 4096;

struct Prepared {
    std::string manifest;
    simulator::SimulationPtr simulation;
    std::vector<Asked> asked;
};

const Prepared& prepared(Traffic traffic, std::size_t rules) {
    static std::map<std::pair<Traffic, std::size_t>, Prepared> made;
    Prepared& result = made[{traffic, rules}];
    if (!result.simulation) {
        result.manifest = manifestOf(traffic, rules);
        result.simulation = simulationOf(result.manifest);
        result.asked = requestsFor(traffic, rules, kRequests);
    }
    return result;
}

/// Every request is forwarded by the route it was made for; a wrong answer ends the measurement.
bool answersAreRight(Traffic traffic, const Prepared& about) {
    for (const Asked& asked : about.asked) {
        const auto decision = decide(*about.simulation, asked.request);
        if (decision.outcome != simulator::Outcome::Forwarded || !decision.route ||
            decision.route->name != routeOfRule(traffic, asked.rule) ||
            (traffic != Traffic::Connections &&
             decision.route->rule != asked.rule % kRulesPerRoute))
            return false;
    }
    return true;
}

void decideAll(benchmark::State& state, Traffic traffic, simulator::Explain explain) {
    const Prepared& about = prepared(traffic, static_cast<std::size_t>(state.range(0)));
    if (!answersAreRight(traffic, about))
        return state.SkipWithError("a decision differs from what the rules say");
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            decide(*about.simulation, about.asked[next].request, next, explain));
        next = (next + 1) % kRequests;
    }
}

/// From text to a World.
void load(benchmark::State& state, Traffic traffic) {
    const Prepared& about = prepared(traffic, static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        model::WorldBuilder builder;
        builder.addLayer(model::readText("measured.yaml", about.manifest));
        benchmark::DoNotOptimize(std::move(builder).build());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(about.manifest.size()));
}

void controlPlane(benchmark::State& state, Traffic traffic) {
    const Prepared& about = prepared(traffic, static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(simulator::computeControlPlane(*about.simulation->world, {}));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}

/// "silent/calls/1000"
template <class Run>
void add(const char* what, Traffic traffic, const Run& run) {
    benchmark::RegisterBenchmark(fmt::format("{}/{}", what, toString(traffic)).c_str(), run)
        ->Arg(1000)
        ->Arg(10'000);
}

void addAll() {
    for (const Traffic traffic : {Traffic::Calls, Traffic::Connections, Traffic::Mesh}) {
        add("silent", traffic,
            [=](benchmark::State& state) { decideAll(state, traffic, simulator::Explain::No); });
        add("explained", traffic,
            [=](benchmark::State& state) { decideAll(state, traffic, simulator::Explain::Yes); });
        add("load", traffic, [=](benchmark::State& state) { load(state, traffic); });
        add("controlPlane", traffic,
            [=](benchmark::State& state) { controlPlane(state, traffic); });
    }
}

}  // namespace

}  // namespace gatesight::bench

int main(int argc, char** argv) {
    gatesight::bench::addAll();
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
