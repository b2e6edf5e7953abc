// Scenarios to run: those given as arguments, else those that lie among the manifests.
#pragma once

#include "app/cli/common_options.h"
#include "simulator/simulation.h"
#include "simulator/traffic/scenario.h"

#include <expected>
#include <string>
#include <vector>

namespace gatesight::cli {

struct LoadedScenario {
    simulator::Scenario scenario;
    std::string file;
};

struct ScenarioInput {
    simulator::SimulationPtr simulation;  ///< of the manifests, with what every scenario lends
    std::vector<LoadedScenario> scenarios;
    model::Findings findings;  ///< of reading everything, scenarios included
};

/// The options with the scenario files as the last layers, so that what they lend counts more than
/// what lies among the manifests.
[[nodiscard]] CommonOptions withScenarioFiles(CommonOptions options,
                                              const std::vector<std::string>& files);

/// The Scenarios of a World that were read because of `files`, or all when there are none; each once.
[[nodiscard]] std::vector<model::DocumentPtr> scenarioDocuments(
    const model::World& world, const std::vector<std::string>& files);

/// What layers that were read hold: those of `withScenarioFiles`. There may be no Scenario among
/// them.
[[nodiscard]] std::expected<ScenarioInput, ExitCode> scenariosAmong(
    const Invocation& invocation, const CommonOptions& options,
    const std::vector<std::string>& files, const std::vector<model::Manifests>& layers);

/// Reads the layers and the scenario files. The error is the exit code of a command that cannot go
/// on; why was said.
[[nodiscard]] std::expected<ScenarioInput, ExitCode> loadScenarios(
    const Invocation& invocation, const CommonOptions& options,
    const std::vector<std::string>& files);

}  // namespace gatesight::cli
