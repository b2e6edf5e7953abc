#include "ui/session/load.h"

#include "simulator/all_findings.h"
#include "simulator/contradictions/contradictions.h"
#include "ui/session/read_cluster.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <ranges>

namespace gatesight::ui {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

LoadError errorFor(const model::ReadError& error) {
    switch (error.code) {
        case model::ReadErrorCode::NotFound:
            return {error.message, "Check the path, or open another file or folder."};
        case model::ReadErrorCode::NotReadable:
            return {error.message, "Check its permissions, or open a copy you may read."};
        case model::ReadErrorCode::NothingToRead:
            return {error.message, "Open a folder that holds .yaml, .yml or .json manifests."};
    }
    return {};
}

class Loader {
public:
    Loader(const LoadOrder& order, const std::stop_token& stop, const LoadReport& report)
        : m_order(order), m_stop(stop), m_report(report) {}

    LoadOutcome run();

private:
    bool readAll();
    void reuse();
    std::expected<model::Manifests, LoadError> read(const Input& input);
    std::expected<model::Manifests, LoadError> readLive(const Input& input);
    model::WorldPtr buildWorld() const;
    bool simulateAndLayOut();
    void collectScenarios();
    void collectFindings();
    void compareReports();
    void say(LoadProgress::Stage stage) const { m_report({.stage = stage, .detail = {}}); }

    const LoadOrder& m_order;
    const std::stop_token& m_stop;
    const LoadReport& m_report;
    std::shared_ptr<Loaded> m_loaded = std::make_shared<Loaded>();
    model::Findings m_unreadable;
    LoadError m_error;
};

std::expected<model::Manifests, LoadError> Loader::read(const Input& input) {
    if (input.kind == Input::Kind::Cluster)
        return readLive(input);
    model::ReadOptions options;
    options.stop = m_stop;
    options.progress = [this](const model::ReadProgress& progress) {
        const int permille =
            progress.bytesTotal == 0
                ? -1
                : static_cast<int>(1000 * progress.bytesRead / progress.bytesTotal);
        m_report(
            {.stage = LoadProgress::Stage::Reading, .detail = progress.file, .permille = permille});
    };
    if (input.kind == Input::Kind::Text)
        return model::readText(input.path, input.text, options);
    auto manifests = model::readPath(input.path, options);
    if (!manifests)
        return std::unexpected(errorFor(manifests.error()));
    return std::move(*manifests);
}

std::expected<model::Manifests, LoadError> Loader::readLive(const Input& input) {
    auto cluster = readCluster(input.cluster, m_order.allowedPlugins, m_stop, m_report);
    if (!cluster)
        return std::unexpected(std::move(cluster.error()));
    m_loaded->cluster = std::move(*cluster);
    // A context that was not named is the current one.
    for (Input& each : m_loaded->inputs)
        if (each.kind == Input::Kind::Cluster)
            each.title = m_loaded->cluster->name;
    say(LoadProgress::Stage::Reading);
    return manifestsOf(*m_loaded->cluster);
}

/// The texts that were read before, but what came from a cluster as it is now.
void Loader::reuse() {
    m_loaded->manifests = m_order.previous->manifests;
    m_loaded->cluster = m_order.cluster ? m_order.cluster : m_order.previous->cluster;
    if (!m_order.cluster)
        return;
    const auto input = std::ranges::find(m_order.inputs, Input::Kind::Cluster, &Input::kind);
    const auto place = static_cast<std::size_t>(input - m_order.inputs.begin());
    if (place < m_loaded->manifests.size())
        m_loaded->manifests[place] = std::make_shared<const model::Manifests>(manifestsOf(*m_order.cluster));
}

/// False when nothing at all could be read.
bool Loader::readAll() {
    if (m_order.reuseManifests && m_order.previous) {
        reuse();
        return true;
    }
    std::size_t good = 0;
    for (const Input& input : m_order.inputs) {
        auto manifests = read(input);
        if (!manifests) {
            m_error = manifests.error();
            m_unreadable.push_back({.severity = model::Severity::Error,
                                    .rule = "manifest.unreadable",
                                    .message = manifests.error().cause,
                                    .object = {},
                                    .field = {},
                                    .source = {.file = input.path, .position = {}},
                                    .related = {},
                                    .edit = {}});
            manifests = model::Manifests{};
        } else {
            ++good;
        }
        m_loaded->manifests.push_back(
            std::make_shared<const model::Manifests>(std::move(*manifests)));
    }
    return good > 0 || m_order.inputs.empty();
}

model::WorldPtr Loader::buildWorld() const {
    model::WorldBuilder builder({.channel = m_order.options.channel});
    for (const auto& manifests : m_loaded->manifests)
        builder.addLayer(m_order.edits.empty() ? *manifests : withEdits(*manifests, m_order.edits));
    return std::move(builder).build();
}

bool Loader::simulateAndLayOut() {
    say(LoadProgress::Stage::Deciding);
    const model::WorldPtr world = buildWorld();
    if (m_stop.stop_requested())
        return false;
    m_loaded->simulation = simulator::simulate(world, m_order.options, m_stop);
    if (!m_loaded->simulation)
        return false;
    say(LoadProgress::Stage::Drawing);
    m_loaded->topology =
        simulator::computeTopology(*m_loaded->simulation, m_order.topology, m_stop);
    if (!m_loaded->topology)
        return false;
    const Loaded* previous = m_order.previous.get();
    const bool follow = previous && previous->topology && previous->layout;
    m_loaded->layout = std::make_shared<const simulator::Layout>(
        simulator::layOut(*m_loaded->topology, {}, follow ? previous->topology.get() : nullptr,
                          follow ? previous->layout.get() : nullptr, m_stop));
    return !m_stop.stop_requested();
}

void Loader::collectScenarios() {
    for (const model::DocumentPtr& document : m_loaded->simulation->world->scenarios())
        m_loaded->scenarios.push_back(simulator::readScenario(document));
}

void Loader::collectFindings() {
    model::Findings& all = m_loaded->findings;
    all = std::move(m_unreadable);
    m_loaded->contradictions = simulator::contradictionsOf(*m_loaded->simulation);
    const model::Findings more =
        simulator::allFindings(*m_loaded->simulation, m_loaded->contradictions);
    all.insert(all.end(), more.begin(), more.end());
    simulator::sortByPlace(all, m_loaded->simulation->world->sources());
    std::ranges::stable_sort(all, [](const model::Finding& a, const model::Finding& b) {
        return std::tie(a.severity, a.source) < std::tie(b.severity, b.source);
    });
}

void Loader::compareReports() {
    const simulator::Simulation& simulation = *m_loaded->simulation;
    if (simulator::carriesReports(*simulation.world))
        m_loaded->reported = std::make_shared<const simulator::StatusComparison>(
            simulator::compareStatus(*simulation.world, *simulation.control));
}

LoadOutcome Loader::run() {
    const auto begin = steady_clock::now();
    m_loaded->inputs = m_order.inputs;
    if (!readAll())
        return {nullptr, m_error};
    if (m_stop.stop_requested() || !simulateAndLayOut())
        return {};
    collectScenarios();
    collectFindings();
    compareReports();
    if (m_loaded->simulation->world->objects().empty() && m_loaded->findings.empty())
        return {nullptr,
                {"There is no Kubernetes object in what was opened.",
                 "Open manifests of a Gateway and its routes."}};
    m_loaded->took = duration_cast<milliseconds>(steady_clock::now() - begin);
    return {std::move(m_loaded), {}};
}

}  // namespace

model::Manifests withEdits(const model::Manifests& all, const std::vector<SourceEdit>& edits) {
    model::Manifests result = all;
    for (const SourceEdit& edit : edits) {
        const auto source =
            std::ranges::find(result.sources, edit.file, [](const auto& s) { return s->name; });
        if (source == result.sources.end())
            continue;
        model::Manifests fresh = model::readText(edit.file, edit.text);
        if (fresh.sources.empty())
            fresh.sources.push_back(std::make_shared<const model::Source>(edit.file, edit.text));
        *source = fresh.sources.front();

        const auto ofFile = [&](const model::DocumentPtr& document) {
            return document->source->name == edit.file;
        };
        const auto first = std::ranges::find_if(result.documents, ofFile);
        const auto place = first - result.documents.begin();
        std::erase_if(result.documents, ofFile);
        result.documents.insert(result.documents.begin() + place, fresh.documents.begin(),
                                fresh.documents.end());

        std::erase_if(result.findings, [&](const model::Finding& finding) {
            return finding.source.file == edit.file;
        });
        result.findings.insert(result.findings.end(), fresh.findings.begin(), fresh.findings.end());
    }
    return result;
}

LoadOutcome load(const LoadOrder& order, const std::stop_token& stop, const LoadReport& report) {
    // The border to the GUI: whatever a library threw must not end the program.
    try {
        return Loader(order, stop, report).run();
    } catch (const std::bad_alloc&) {
        return {nullptr,
                {"There is not enough memory for these manifests.", "Open a part of them."}};
    } catch (const std::exception& exception) {
        return {nullptr,
                {fmt::format("Loading failed: {}", exception.what()),
                 "Please report this with the manifests."}};
    }
}

}  // namespace gatesight::ui
