// What comparing two states costs, from their texts on: 10,000 HTTPRoutes, of which one in a
// hundred splits its traffic otherwise.
#include "bench_world.h"

#include "model/manifest/document_memory.h"
#include "model/manifest/reader.h"
#include "model/world/object_memory.h"
#include "simulator/changes/changes.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

namespace gatesight::bench {

namespace {

constexpr std::size_t kOneIn = 100;

const std::string& stateBefore(std::size_t routes) {
    static std::map<std::size_t, std::string> made;
    std::string& text = made[routes];
    if (text.empty())
        text = manifestOf(routes * kRulesPerRoute);
    return text;
}

/// The first split of every hundredth route is another one.
std::string stateAfter(std::string text, std::size_t routes) {
    static constexpr std::string_view kWeight = "weight: 9\n";
    std::size_t at = 0;
    for (std::size_t route = 0; route < routes; route += kOneIn) {
        at = text.find(fmt::format("name: route-{:06}\n", route), at);
        at = text.find(kWeight, at);
        text.replace(at, kWeight.size(), "weight: 4\n");
    }
    return text;
}

/// As `gatesight diff` reads its two states.
class States {
public:
    simulator::SimulationPtr read(const std::string& text) {
        model::WorldBuilder builder({}, &m_objects);
        model::ReadOptions options;
        options.memory = &m_documents;
        builder.addLayer(model::readText("measured.yaml", text, options));
        return simulator::simulate(std::move(builder).build());
    }

private:
    model::DocumentMemory m_documents;
    model::ObjectMemory m_objects;
};

simulator::Changes compared(const std::string& before, const std::string& after) {
    States states;
    const auto first = states.read(before);
    return *simulator::compareStates(first, states.read(after), {});
}

void diff(benchmark::State& state) {
    const auto routes = static_cast<std::size_t>(state.range(0));
    const std::string& before = stateBefore(routes);
    const std::string after = stateAfter(before, routes);
    std::size_t moves = 0, classes = 0;
    for (auto _ : state) {
        const simulator::Changes changes = compared(before, after);
        moves = changes.requests.moves.size();
        classes = changes.requests.coverage.classes;
        if (changes.objects.size() != routes / kOneIn || moves != routes / kOneIn)
            return state.SkipWithError("not every changed route was found");
    }
    state.counters["moves"] = static_cast<double>(moves);
    state.counters["classes"] = static_cast<double>(classes);
}

/// The same where nothing differs, as in most runs of a pipeline.
void diffOfNothing(benchmark::State& state) {
    const std::string& before = stateBefore(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        if (compared(before, before).any())
            return state.SkipWithError("something differs");
    }
}

BENCHMARK(diff)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(diffOfNothing)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace gatesight::bench

BENCHMARK_MAIN();
