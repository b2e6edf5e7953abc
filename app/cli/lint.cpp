// gatesight lint: what the API server would refuse, and what will surprise.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/findings_document.h"
#include "app/cli/findings_text.h"
#include "app/cli/github_annotations.h"
#include "app/cli/simulation_input.h"
#include "app/cli/unmodelled.h"
#include "model/schema/decode.h"
#include "model/schema/identity.h"
#include "simulator/all_findings.h"

#include <algorithm>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

namespace gatesight::cli {

namespace {

using model::Finding;
using model::Findings;

struct Found {
    Findings findings;
    std::vector<model::SourcePtr> sources;
    std::string unmodelled = {};  // kinds that were read but not judged
};

void append(Findings& all, const Findings& more) {
    all.insert(all.end(), more.begin(), more.end());
}

/// The objects as they were, by what they are; of two with one name the later one counts. The
/// version is no part of it: an update may be written in another one.
class OldObjects {
public:
    void add(const model::Manifests& layer) {
        for (const model::DocumentPtr& document : layer.documents)
            if (const auto key = keyOf(*document))
                m_documents.insert_or_assign(*key, document);
    }
    /// Null for an object that was not there.
    [[nodiscard]] model::DocumentPtr find(const model::Document& document) const {
        const auto key = keyOf(document);
        const auto found = key ? m_documents.find(*key) : m_documents.end();
        return found == m_documents.end() ? nullptr : found->second;
    }

private:
    using Key = std::tuple<std::string, std::string, std::string, std::string>;
    static std::optional<Key> keyOf(const model::Document& document) {
        Findings untold;  // what is wrong with an old object is not asked
        auto identity = model::identify(document, untold);
        if (!identity)
            return std::nullopt;
        if (identity->namespace_.empty())
            identity->namespace_ = "default";
        return Key(identity->group, identity->kind, identity->namespace_, identity->name);
    }

    std::map<Key, model::DocumentPtr> m_documents;
};

class Lint final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "text|json|sarif|github",
                  "form of the answer (default: text)");
        addSwitch(app, "--schema-only", m_schemaOnly,
                  "judge each document by itself, as the API server does and in its words");
        addRepeated(app, "--old", m_old, "PATH",
                    "with --schema-only: the objects as they were, of which this is an update");
        addChoice(app, "--subresource", m_subresource, "status",
                  "with --schema-only: judge an update of this part alone");
        addCommonOptions(app, m_common, PathsAs::OptionOrPositional);
    }

    ExitCode run(const Invocation& invocation) override {
        if (!m_schemaOnly && (!m_old.empty() || !m_subresource.empty()))
            return invocation.unusable("--old and --subresource need --schema-only");
        if (std::ranges::count(m_common.layers, "-") + std::ranges::count(m_old, "-") > 1)
            return invocation.unusable("standard input cannot be read twice");
        auto found = m_schemaOnly ? judgeDocuments(invocation) : judgeWorld(invocation);
        if (!found)
            return found.error();
        simulator::sortByPlace(found->findings, found->sources);
        write(invocation, *found);
        return m_common.codeFor(found->findings);
    }

private:
    std::expected<Found, ExitCode> judgeDocuments(const Invocation& invocation) const {
        const auto layers = readLayers(invocation, m_common);
        if (!layers)
            return std::unexpected(layers.error());
        const auto old = readOldObjects(invocation);
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

    std::expected<OldObjects, ExitCode> readOldObjects(const Invocation& invocation) const {
        OldObjects old;
        if (m_old.empty())
            return old;
        CommonOptions reading = m_common;
        reading.layers = m_old;
        const auto layers = readLayers(invocation, reading);
        if (!layers)
            return std::unexpected(layers.error());
        for (const model::Manifests& layer : *layers)
            old.add(layer);
        return old;
    }

    std::expected<Found, ExitCode> judgeWorld(const Invocation& invocation) const {
        const auto simulation = loadSimulation(invocation, m_common, Tell::Nothing);
        if (!simulation)
            return std::unexpected(simulation.error());
        const model::World& world = *(*simulation)->world;
        Found found{simulator::allFindings(**simulation),
                    {world.sources().begin(), world.sources().end()}};
        if (invocation.stopped())
            return std::unexpected(ExitCode::Interrupted);
        found.unmodelled = unmodelledKinds(world);
        return found;
    }

    void write(const Invocation& invocation, const Found& found) const {
        const SourceLines sources(found.sources);
        if (m_output == "json") {
            invocation.out << indentedJson(findingsJson(found.findings)) << '\n';
        } else if (m_output == "github") {
            invocation.out << findingsGithub(found.findings);
        } else if (m_output == "sarif") {
            invocation.out << indentedJson(findingsSarif(found.findings, sources)) << '\n';
        } else {
            const Style style = m_common.style(invocation);
            for (const Finding& finding : found.findings)
                invocation.out << toText(finding, sources, style) << '\n';
            invocation.out << summaryOf(found.findings) << '\n';
            if (!found.unmodelled.empty())
                invocation.out << style.paint(style.clean("not modelled: " + found.unmodelled),
                                              Tone::Dim)
                               << '\n';
        }
    }

    CommonOptions m_common;
    std::string m_output = "text";
    std::vector<std::string> m_old;
    std::string m_subresource;
    bool m_schemaOnly = false;
};

}  // namespace

std::unique_ptr<Command> makeLint() {
    return std::make_unique<Lint>();
}

}  // namespace gatesight::cli
