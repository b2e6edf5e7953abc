#include "app/cli/record.h"

#include "app/cli/findings_text.h"
#include "app/cli/scenario_input.h"
#include "app/cli/simulation_input.h"
#include "model/files/write_file.h"
#include "model/manifest/writer.h"
#include "simulator/changes/live_rules.h"
#include "simulator/traffic/record.h"

#include <fmt/format.h>

#include <ostream>

namespace gatesight::cli {

namespace {

using Documents = std::vector<simulator::RecordedScenario>;

std::string ruleTitle(const simulator::DecidedRoute& rule) {
    return fmt::format("{} {}/{} rules[{}]", rule.kind, rule.namespace_, rule.name, rule.rule);
}

/// One request for each live rule.
std::expected<Documents, ExitCode> recordRules(const Invocation& invocation,
                                               const CommonOptions& options) {
    const auto simulation = loadSimulation(invocation, options);
    if (!simulation)
        return std::unexpected(simulation.error());
    std::vector<std::pair<std::string, simulator::Request>> requests;
    for (simulator::LiveRule& live :
         simulator::liveRules(**simulation, {}, invocation.environment.stop))
        requests.emplace_back(ruleTitle(live.rule), std::move(live.witness));
    if (invocation.stopped())
        return std::unexpected(ExitCode::Interrupted);
    if (requests.empty())
        return std::unexpected(
            invocation.failed(ExitCode::NoInput, "no rule is reached by any request"));
    return Documents{
        {simulator::recordedScenario(**simulation, "recorded", requests, options.seed), {}, {}}};
}

bool hasComments(const model::Document& document) {
    return document.source->text.find('#') != std::string::npos;
}

/// The Scenarios that were named.
std::expected<Documents, ExitCode> recordFiles(const Invocation& invocation,
                                               const CommonOptions& options,
                                               const std::vector<std::string>& files) {
    const auto layers = readLayers(invocation, withScenarioFiles(options, files));
    if (!layers)
        return std::unexpected(layers.error());
    const auto simulation = simulator::simulate(worldOf(*layers, options), options.simulation,
                                                invocation.environment.stop);
    if (!simulation)
        return std::unexpected(ExitCode::Interrupted);
    Documents documents;
    for (const model::DocumentPtr& document : scenarioDocuments(*simulation->world, files)) {
        const simulator::Scenario scenario = simulator::readScenario(document);
        if (!scenario.findings.empty()) {
            for (const model::Finding& finding : scenario.findings)
                invocation.note(headlineOf(finding, Style(false, invocation.environment.utf8)));
            return std::unexpected(
                invocation.failed(ExitCode::Findings,
                                  "a Scenario that is not understood as a whole is not recorded"));
        }
        auto recorded = recordedScenario(*simulation, document, scenario, options.seed);
        if (!options.quiet)
            for (const std::string& note : recorded.notes)
                invocation.note("note: " + note);
        if (!recorded.text && hasComments(*document))
            invocation.note("note: the comments of " + document->source->name +
                            " could not be kept");
        documents.push_back(std::move(recorded));
    }
    if (documents.empty())
        return std::unexpected(
            invocation.failed(ExitCode::NoInput, "there is no Scenario among what was read"));
    return documents;
}

}  // namespace

ExitCode recordScenario(const Invocation& invocation, const CommonOptions& options,
                        const std::vector<std::string>& files, const std::string& path) {
    const auto documents =
        files.empty() ? recordRules(invocation, options) : recordFiles(invocation, options, files);
    if (!documents)
        return documents.error();
    std::string text;
    for (const simulator::RecordedScenario& each : *documents)
        text += (documents->size() == 1 ? "" : "---\n") +
                (each.text ? *each.text : model::toYaml(each.document));
    if (path.empty()) {
        invocation.out << text;
        return ExitCode::Success;
    }
    // A Scenario is recorded again and again, over what people wrote into it.
    if (const auto written = model::writeFile(path, text, {.keepBackup = true}); !written)
        return invocation.failed(ExitCode::Failure,
                                 fmt::format("cannot write {}: {}", path, written.error()));
    return ExitCode::Success;
}

}  // namespace gatesight::cli
