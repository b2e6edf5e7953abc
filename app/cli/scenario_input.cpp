#include "app/cli/scenario_input.h"

#include "app/cli/findings_text.h"
#include "app/cli/world_input.h"

#include <algorithm>
#include <set>

namespace gatesight::cli {

namespace {

// Whether the text called `source` was read because of `path`: the path itself, something below it,
// or a member of it.
bool comesFrom(std::string_view source, std::string_view path) {
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    if (!source.starts_with(path))
        return false;
    const std::string_view rest = source.substr(path.size());
    return rest.empty() || rest.front() == '/' || rest.front() == '!';
}

}  // namespace

CommonOptions withScenarioFiles(CommonOptions options, const std::vector<std::string>& files) {
    options.layers.insert(options.layers.end(), files.begin(), files.end());
    return options;
}

std::vector<model::DocumentPtr> scenarioDocuments(const model::World& world,
                                                  const std::vector<std::string>& files) {
    std::vector<model::DocumentPtr> result;
    std::set<model::SourceLocation> seen;
    for (const model::DocumentPtr& document : world.scenarios()) {
        const std::string& file = document->source->name;
        const bool asked = std::ranges::any_of(
            files, [&file](const std::string& path) { return comesFrom(file, path); });
        if (!files.empty() && !asked)
            continue;
        // A file that lies among the manifests and is named as well is read twice, and counts once.
        if (seen.insert(document->locate(document->root().id())).second)
            result.push_back(document);
    }
    return result;
}

std::expected<ScenarioInput, ExitCode> scenariosAmong(const Invocation& invocation,
                                                      const CommonOptions& options,
                                                      const std::vector<std::string>& files,
                                                      const std::vector<model::Manifests>& layers) {
    auto simulation = simulator::simulate(worldOf(layers, options), options.simulation,
                                          invocation.environment.stop);
    if (!simulation)
        return std::unexpected(ExitCode::Interrupted);

    const model::World& world = *simulation->world;
    ScenarioInput input{simulation, {}, world.findings()};
    for (const model::DocumentPtr& document : scenarioDocuments(world, files)) {
        input.scenarios.push_back({simulator::readScenario(document), document->source->name});
        const model::Findings& found = input.scenarios.back().scenario.findings;
        input.findings.insert(input.findings.end(), found.begin(), found.end());
    }
    return input;
}

std::expected<ScenarioInput, ExitCode> loadScenarios(const Invocation& invocation,
                                                     const CommonOptions& options,
                                                     const std::vector<std::string>& files) {
    const auto layers = readLayers(invocation, withScenarioFiles(options, files));
    if (!layers)
        return std::unexpected(layers.error());
    auto input = scenariosAmong(invocation, options, files, *layers);
    if (!input)
        return input;
    if (!options.quiet)
        tellFailures(invocation, options, input->findings);
    if (input->scenarios.empty())
        return std::unexpected(
            invocation.failed(ExitCode::NoInput, "there is no Scenario among what was read"));
    return input;
}

}  // namespace gatesight::cli
