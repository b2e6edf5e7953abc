// Several threads share one Simulation. Meant for the thread sanitizer; also checks that every
// thread gives the same answers.
//   gatesight-stress FOLDER...   each with manifests and a Scenario among them
#include "model/manifest/reader.h"
#include "model/world/world.h"
#include "simulator/simulation.h"
#include "simulator/topology/export.h"
#include "simulator/topology/layout.h"
#include "simulator/traffic/replay.h"
#include "simulator/traffic/scenario.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <string>
#include <thread>
#include <vector>

namespace {

using namespace gatesight;

constexpr int kThreads = 4;
constexpr std::uint64_t kSeeds = 8;

/// Everything that is computed from a Simulation, as one text.
std::string answers(const simulator::Simulation& simulation) {
    std::string text;
    for (const model::DocumentPtr& document : simulation.world->scenarios()) {
        const simulator::Scenario scenario = simulator::readScenario(document);
        simulator::ReplayPlan plan;
        for (const simulator::ScenarioRequest& item : scenario.requests) {
            for (std::uint64_t seed = 1; seed <= kSeeds; ++seed)
                text +=
                    toJson(decide(simulation, item.request, seed, simulator::Explain::Yes)).dump();
            plan.requests.push_back({item.request, item.name, 1});
        }
        text += toJson(plan, replay(simulation, plan)).dump();
    }
    const simulator::TopologyPtr topology = computeTopology(simulation);
    text += toJson(*topology, layOut(*topology)).dump();
    return text;
}

bool agrees(const std::string& folder) {
    const auto manifests = model::readPath(folder);
    if (!manifests) {
        fmt::print(stderr, "{}\n", manifests.error().message);
        return false;
    }
    model::WorldBuilder builder;
    builder.addLayer(*manifests);
    const simulator::SimulationPtr simulation = simulator::simulate(std::move(builder).build());
    const std::string expected = answers(*simulation);

    std::vector<std::string> found(kThreads);
    {
        std::vector<std::jthread> threads;
        for (std::string& result : found)
            threads.emplace_back([&result, simulation] { result = answers(*simulation); });
    }
    for (const std::string& result : found)
        if (result != expected)
            return false;
    fmt::print("{}: {} threads, the same {} bytes of answers\n", folder, kThreads, expected.size());
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    bool good = argc > 1;
    for (int i = 1; i < argc; ++i)
        good = agrees(argv[i]) && good;
    return good ? 0 : 1;
}
