#include "ui/session/load.h"

#include "simulator/all_findings.h"
#include "simulator/contradictions/contradictions.h"

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
    std::expected<model::Manifests, model::ReadError> read(const Input& input) const;
    model::WorldPtr buildWorld() const;
    bool simulateAndLayOut();
    void collectScenarios();
    void collectFindings();
    void say(LoadProgress::Stage stage) const { m_report({.stage = stage, .detail = {}}); }

    const LoadOrder& m_order;
    const std::stop_token& m_stop;
    const LoadReport& m_report;
    std::shared_ptr<Loaded> m_loaded = std::make_shared<Loaded>();
    model::Findings m_unreadable;
    LoadError m_error;
};

std::expected<model::Manifests, model::ReadError> Loader::read(const Input& input) const {
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
    return model::readPath(input.path, options);
}

/// False when nothing at all could be read.
bool Loader::readAll() {
    if (m_order.reuseManifests && m_order.previous) {
        m_loaded->manifests = m_order.previous->manifests;
        return true;
    }
    std::size_t good = 0;
    for (const Input& input : m_order.inputs) {
        auto manifests = read(input);
        if (!manifests) {
            m_error = errorFor(manifests.error());
            m_unreadable.push_back({.severity = model::Severity::Error,
                                    .rule = "manifest.unreadable",
                                    .message = manifests.error().message,
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

LoadOutcome Loader::run() {
    const auto begin = steady_clock::now();
    m_loaded->inputs = m_order.inputs;
    if (!readAll())
        return {nullptr, m_error};
    if (m_stop.stop_requested() || !simulateAndLayOut())
        return {};
    collectScenarios();
    collectFindings();
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
