// gatesight lint: what the API server would refuse, and what will surprise.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/findings_document.h"
#include "app/cli/findings_text.h"
#include "app/cli/github_annotations.h"
#include "app/cli/lint_parts.h"
#include "app/cli/simulation_input.h"
#include "app/cli/unmodelled.h"
#include "model/schema/decode.h"
#include "simulator/all_findings.h"
#include "simulator/lint/certificate_dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace gatesight::cli {

namespace {

using model::Finding;
using model::Findings;

struct Found {
    Findings findings;
    std::vector<model::SourcePtr> sources;
    std::string unmodelled = {};  // kinds that were read but not judged
    std::vector<simulator::SuppressedFinding> suppressed = {};
    simulator::SimulationPtr simulation = {};  // null: documents were judged by themselves
};

void append(Findings& all, const Findings& more) {
    all.insert(all.end(), more.begin(), more.end());
}

class Lint final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "text|json|sarif|github|patch|markdown",
                  "form of the answer (default: text); patch: the suggested edits, each tried "
                  "before it is shown; markdown: of --list");
        addSwitch(app, "--list", m_list, "list the checks in place of running them");
        addSwitch(app, "--rules", m_rules,
                  "also every rule of the routes, with a request that it takes, or why it takes "
                  "none");
        addChecked(app, "--at", m_at, "DATE",
                   "the day for which certificates and suppressions are judged, as 2027-01-31 "
                   "(default: today)",
                   [](const std::string& day) {
                       return simulator::dayFrom(day) ? std::string()
                                                      : "'" + day +
                                                            "' is no date; write it as "
                                                            "2027-01-31";
                   });
        app.add_option("--config", m_config,
                       "suppressions to read (default: gatesight.yaml, if it is there)")
            ->type_name("PATH")
            ->take_last();
        addSwitch(app, "--schema-only", m_schemaOnly,
                  "judge each document by itself, as the API server does and in its words");
        addRepeated(app, "--old", m_old, "PATH",
                    "with --schema-only: the objects as they were, of which this is an update");
        addChoice(app, "--subresource", m_subresource, "status",
                  "with --schema-only: judge an update of this part alone");
        addCommonOptions(app, m_common, PathsAs::OptionOrPositional);
    }

    ExitCode run(const Invocation& invocation) override {
        if (m_list)
            return listChecks(invocation, m_output);
        if (!m_schemaOnly && (!m_old.empty() || !m_subresource.empty()))
            return invocation.unusable("--old and --subresource need --schema-only");
        if (m_output == "markdown")
            return invocation.unusable("-o markdown is a form of --list");
        if (m_rules && (m_schemaOnly || (m_output != "text" && m_output != "json")))
            return invocation.unusable(
                "--rules is shown as text or json, and asks the whole simulation");
        if (m_output == "patch" && m_schemaOnly)
            return invocation.unusable(
                "-o patch tries its edits in the whole simulation, which "
                "--schema-only leaves out");
        if (std::ranges::count(m_common.layers, "-") + std::ranges::count(m_old, "-") > 1)
            return invocation.unusable("standard input cannot be read twice");
        auto configured = readLintConfig(invocation, m_common, m_config);
        if (!configured)
            return configured.error();
        if (m_output == "patch")
            return writeFixPatch(invocation, m_common, *configured, day(invocation));
        auto found = m_schemaOnly ? judgeDocuments(invocation) : judgeWorld(invocation);
        if (!found)
            return found.error();
        simulator::sortByPlace(found->findings, found->sources);  // removes doubles
        sortOutSuppressed(*found, std::move(*configured), day(invocation));
        simulator::sortByPlace(found->findings, found->sources);
        write(invocation, *found);
        if (invocation.stopped())
            return ExitCode::Interrupted;
        return m_common.codeFor(found->findings);
    }

private:
    /// Today when nobody says another day.
    std::optional<model::Timestamp> day(const Invocation& invocation) const {
        return m_at.empty() ? invocation.environment.now : simulator::dayFrom(m_at);
    }

    void sortOutSuppressed(Found& found, simulator::Suppressions suppressions,
                           std::optional<model::Timestamp> at) const {
        simulator::Suppressions comments = simulator::suppressionsInComments(found.sources);
        suppressions.entries.insert(suppressions.entries.begin(), comments.entries.begin(),
                                    comments.entries.end());
        append(suppressions.problems, comments.problems);
        simulator::SortedOut sorted =
            sortOut(std::move(found.findings), std::move(suppressions), at);
        found.findings = std::move(sorted.open);
        // Of single documents most checks are not asked, so that nothing is unused.
        if (m_schemaOnly)
            std::erase_if(found.findings, [](const Finding& finding) {
                return finding.rule == "lint.suppression.unused";
            });
        found.suppressed = std::move(sorted.suppressed);
    }

    std::expected<Found, ExitCode> judgeDocuments(const Invocation& invocation) const {
        const auto layers = readLayers(invocation, m_common);
        if (!layers)
            return std::unexpected(layers.error());
        const auto old = readOldObjects(invocation, m_common, m_old);
        if (!old)
            return std::unexpected(old.error());
        Found found;
        for (const model::Manifests& layer : *layers) {
            found.sources.insert(found.sources.end(), layer.sources.begin(), layer.sources.end());
            append(found.findings, layer.findings);
            for (const model::DocumentPtr& document : layer.documents) {
                if (invocation.stopped())
                    return std::unexpected(ExitCode::Interrupted);
                append(found.findings, judge(document, *old));
            }
        }
        return found;
    }

    Findings judge(const model::DocumentPtr& document, const OldObjects& old) const {
        const model::ValidateOptions options{.channel = m_common.simulation.channel,
                                             .old = old.find(*document),
                                             .statusOnly = m_subresource == "status"};
        return options.old || options.statusOnly ? validate(document, options)
                                                 : decode(document, options.channel).findings;
    }

    std::expected<Found, ExitCode> judgeWorld(const Invocation& invocation) const {
        const auto simulation = loadSimulation(invocation, m_common, Tell::Nothing);
        if (!simulation)
            return std::unexpected(simulation.error());
        const model::World& world = *(*simulation)->world;
        Found found{simulator::allFindings(**simulation),
                    {world.sources().begin(), world.sources().end()}};
        if (const auto at = day(invocation))
            append(found.findings, simulator::certificateDateFindings(**simulation, *at));
        if (invocation.stopped())
            return std::unexpected(ExitCode::Interrupted);
        found.unmodelled = unmodelledKinds(world);
        found.simulation = *simulation;
        return found;
    }

    void write(const Invocation& invocation, const Found& found) const {
        const SourceLines sources(found.sources);
        if (m_output == "json") {
            Json json = findingsJson(found.findings, found.suppressed, sources);
            if (m_rules)
                json["rules"] = rulesJson(*found.simulation->world, rulesOf(invocation, found));
            invocation.out << indentedJson(json) << '\n';
        } else if (m_output == "github") {
            invocation.out << findingsGithub(found.findings, sources);
        } else if (m_output == "sarif") {
            invocation.out << indentedJson(findingsSarif(found.findings, found.suppressed, sources))
                           << '\n';
        } else {
            const Style style = m_common.style(invocation);
            for (const Finding& finding : found.findings)
                invocation.out << toText(finding, sources, style) << '\n';
            invocation.out << summaryOf(found.findings)
                           << (found.suppressed.empty()
                                   ? std::string()
                                   : fmt::format("; {} suppressed", found.suppressed.size()))
                           << '\n';
            if (!found.unmodelled.empty())
                invocation.out << style.paint(style.clean("not modelled: " + found.unmodelled),
                                              Tone::Dim)
                               << '\n';
            if (m_rules)
                invocation.out << '\n'
                               << rulesText(*found.simulation->world, rulesOf(invocation, found),
                                            style,
                                            static_cast<std::size_t>(
                                                invocation.environment.columns));
        }
    }

    static std::vector<simulator::ListedRule> rulesOf(const Invocation& invocation,
                                                      const Found& found) {
        return simulator::listRules(*found.simulation, invocation.environment.stop);
    }

    CommonOptions m_common;
    std::string m_output = "text";
    std::vector<std::string> m_old;
    std::string m_subresource, m_at, m_config;
    bool m_list = false;
    bool m_rules = false;
    bool m_schemaOnly = false;
};

}  // namespace

std::unique_ptr<Command> makeLint() {
    return std::make_unique<Lint>();
}

}  // namespace gatesight::cli
