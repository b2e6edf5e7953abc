// What loading costs: text to documents beside other readers of YAML, documents to a World, the
// control plane, the compiled table.
#include "bench_world.h"

#include "model/manifest/reader.h"
#include "model/world/world.h"
#include "simulator/control/control_plane.h"
#include "simulator/routing/route_table.h"

#include <benchmark/benchmark.h>
#include <yaml-cpp/yaml.h>
#include <yaml.h>

#include <map>
#include <string>

namespace gatesight::bench {

namespace {

const std::string& manifest(const benchmark::State& state) {
    static std::map<std::int64_t, std::string> made;
    std::string& text = made[state.range(0)];
    if (text.empty())
        text = manifestOf(static_cast<std::size_t>(state.range(0)));
    return text;
}

void countBytes(benchmark::State& state) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(manifest(state).size()));
}

// ---- readers ----

void readText(benchmark::State& state) {
    const std::string& text = manifest(state);
    for (auto _ : state) {
        const auto manifests = model::readText("measured.yaml", text);
        if (manifests.documents.empty() || !manifests.findings.empty())
            return state.SkipWithError("the manifest was not read");
    }
    countBytes(state);
}

/// Events alone: nothing is kept.
void libyamlEvents(benchmark::State& state) {
    const std::string& text = manifest(state);
    for (auto _ : state) {
        yaml_parser_t parser;
        yaml_parser_initialize(&parser);
        yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()),
                                     text.size());
        yaml_event_t event;
        bool more = true;
        while (more && yaml_parser_parse(&parser, &event) != 0) {
            more = event.type != YAML_STREAM_END_EVENT;
            yaml_event_delete(&event);
        }
        yaml_parser_delete(&parser);
        if (more)
            return state.SkipWithError("the manifest was not read");
    }
    countBytes(state);
}

void yamlCppLoadAll(benchmark::State& state) {
    const std::string& text = manifest(state);
    for (auto _ : state)
        benchmark::DoNotOptimize(YAML::LoadAll(text));
    countBytes(state);
}

// ---- what is made of documents ----

model::WorldPtr worldOf(const model::Manifests& manifests) {
    model::WorldBuilder builder;
    builder.addLayer(manifests);
    return std::move(builder).build();
}

void countObjects(benchmark::State& state, const model::World& world) {
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(world.objects().size()));
}

void buildWorld(benchmark::State& state) {
    const auto manifests = model::readText("measured.yaml", manifest(state));
    for (auto _ : state)
        benchmark::DoNotOptimize(worldOf(manifests));
    countObjects(state, *worldOf(manifests));
}

void controlPlane(benchmark::State& state) {
    const auto world = worldOf(model::readText("measured.yaml", manifest(state)));
    for (auto _ : state)
        benchmark::DoNotOptimize(simulator::computeControlPlane(*world, {}));
    countObjects(state, *world);
}

void compileTable(benchmark::State& state) {
    const auto world = worldOf(model::readText("measured.yaml", manifest(state)));
    const auto control = simulator::computeControlPlane(*world, {});
    for (auto _ : state)
        benchmark::DoNotOptimize(simulator::compileRoutes(*world, *control, {}));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}

BENCHMARK(readText)->RangeMultiplier(10)->Range(100, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(libyamlEvents)->RangeMultiplier(10)->Range(100, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(yamlCppLoadAll)->RangeMultiplier(10)->Range(100, 10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(buildWorld)->RangeMultiplier(10)->Range(100, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(controlPlane)->RangeMultiplier(10)->Range(100, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(compileTable)->RangeMultiplier(10)->Range(100, 100'000)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace gatesight::bench

BENCHMARK_MAIN();
