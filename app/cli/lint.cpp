// gatesight lint: what the API server would refuse, and what will surprise.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/findings_document.h"
#include "app/cli/findings_text.h"
#include "app/cli/simulation_input.h"
#include "model/schema/decode.h"
#include "simulator/traffic/scenario.h"

#include <algorithm>
#include <map>
#include <ostream>
#include <tuple>

namespace gatesight::cli {

namespace {

using model::Finding;
using model::Findings;

struct Found {
    Findings findings;
    std::vector<model::SourcePtr> sources;
};

void append(Findings& all, const Findings& more) {
    all.insert(all.end(), more.begin(), more.end());
}

// In the order in which people read: by file as loaded, then by place; findings without a place
// come last.
void sortByPlace(Found& found) {
    std::map<std::string_view, std::size_t> rank;
    for (const model::SourcePtr& source : found.sources)
        rank.emplace(source->name, rank.size());
    const auto key = [&rank](const Finding& finding) {
        const auto file = rank.find(finding.source.file);
        return std::tuple(file == rank.end() ? rank.size() : file->second,
                          std::string_view(finding.source.file), finding.source.position,
                          finding.severity, std::string_view(finding.rule),
                          std::string_view(finding.message));
    };
    std::ranges::stable_sort(found.findings, {}, key);
    const auto same = [&key](const Finding& a, const Finding& b) {
        return key(a) == key(b) && a.object == b.object && a.field == b.field;
    };
    const auto doubles = std::ranges::unique(found.findings, same);
    found.findings.erase(doubles.begin(), doubles.end());
}

class Lint final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "text|json|sarif",
                  "form of the answer (default: text)");
        addSwitch(app, "--schema-only", m_schemaOnly,
                  "judge each document by itself, as the API server does and in its words");
        addCommonOptions(app, m_common, PathsAs::OptionOrPositional);
    }

    ExitCode run(const Invocation& invocation) override {
        auto found = m_schemaOnly ? judgeDocuments(invocation) : judgeWorld(invocation);
        if (!found)
            return found.error();
        sortByPlace(*found);
        write(invocation, *found);
        return m_common.codeFor(found->findings);
    }

private:
    std::expected<Found, ExitCode> judgeDocuments(const Invocation& invocation) const {
        const auto layers = readLayers(invocation, m_common);
        if (!layers)
            return std::unexpected(layers.error());
        Found found;
        for (const model::Manifests& layer : *layers) {
            found.sources.insert(found.sources.end(), layer.sources.begin(), layer.sources.end());
            append(found.findings, layer.findings);
            for (const model::DocumentPtr& document : layer.documents) {
                if (invocation.stopped())
                    return std::unexpected(ExitCode::Interrupted);
                append(found.findings, decode(document, m_common.simulation.channel).findings);
            }
        }
        return found;
    }

    std::expected<Found, ExitCode> judgeWorld(const Invocation& invocation) const {
        const auto controlled = loadControlled(invocation, m_common, Tell::Nothing);
        if (!controlled)
            return std::unexpected(controlled.error());
        const model::World& world = *controlled->world;
        Found found{world.findings(), {world.sources().begin(), world.sources().end()}};
        append(found.findings, controlled->control->findings);
        for (const model::DocumentPtr& document : world.scenarios())
            append(found.findings, simulator::readScenario(document).findings);
        return found;
    }

    void write(const Invocation& invocation, const Found& found) const {
        const SourceLines sources(found.sources);
        if (m_output == "json") {
            invocation.out << indentedJson(findingsJson(found.findings)) << '\n';
        } else if (m_output == "sarif") {
            invocation.out << indentedJson(findingsSarif(found.findings, sources)) << '\n';
        } else {
            const Style style = m_common.style(invocation);
            for (const Finding& finding : found.findings)
                invocation.out << toText(finding, sources, style) << '\n';
            invocation.out << summaryOf(found.findings) << '\n';
        }
    }

    CommonOptions m_common;
    std::string m_output = "text";
    bool m_schemaOnly = false;
};

}  // namespace

std::unique_ptr<Command> makeLint() {
    return std::make_unique<Lint>();
}

}  // namespace gatesight::cli
