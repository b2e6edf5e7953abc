#include "ui/session/session.h"

#include "ui/jobs/latest_job.h"
#include "ui/session/load.h"
#include "ui/session/trace_reading.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <optional>
#include <ranges>
#include <set>

namespace gatesight::ui {

using simulator::Decision;

namespace {

using DecisionPtr = std::shared_ptr<const Decision>;
using SavedRequests = std::vector<SavedRequest>;

constexpr int kElapsedEveryMs = 100;

DecisionPtr answer(const simulator::SimulationPtr& simulation, const simulator::Request& request,
                   std::uint64_t seed, simulator::Explain explain) {
    return std::make_shared<const Decision>(simulator::decide(*simulation, request, seed, explain));
}

/// Requests of all scenarios, weighted by the first mix of traffic that names them.
SavedRequests requestsOf(const std::vector<simulator::Scenario>& scenarios) {
    SavedRequests result;
    for (const simulator::Scenario& scenario : scenarios) {
        const std::size_t first = result.size();
        for (const simulator::ScenarioRequest& request : scenario.requests)
            result.push_back({.name = request.name,
                              .request = request.request,
                              .expect = request.expect,
                              .weight = 1,
                              .fromScenario = true,
                              .answer = nullptr,
                              .unedited = nullptr,
                              .unmet = {}});
        if (scenario.traffic.empty())
            continue;
        for (const auto& part : scenario.traffic.front().parts)
            if (first + part.request < result.size())
                result[first + part.request].weight = part.weight;
    }
    return result;
}

/// The line on which an object begins, or 0.
std::uint32_t firstLine(const model::Object& object) {
    return object.origin.document ? object.origin.document->locate(0).position.line : 0;
}

}  // namespace

/// What runs besides the GUI.
class Session::Work {
public:
    LatestJob<LoadOutcome, LoadProgress> loading;
    LatestJob<DecisionPtr> deciding;
    LatestJob<SavedRequests> answering;
    QElapsedTimer sinceStart;
    QTimer tick;
};

Session::Session(QObject* parent)
    : QObject(parent),
      m_work(std::make_unique<Work>()),
      m_loaded(std::make_shared<const Loaded>()) {
    m_work->tick.setInterval(kElapsedEveryMs);
    connect(&m_work->tick, &QTimer::timeout, this, [this] {
        m_progress.elapsed = std::chrono::milliseconds(m_work->sinceStart.elapsed());
        Q_EMIT loadProgressChanged();
    });
}

Session::~Session() = default;

// --- What is loaded
// -------------------------------------------------------------------------------------------------------

void Session::open(const Inputs& inputs) {
    m_wanted = inputs;
    m_edits.clear();
    m_unedited.clear();
    m_undone.clear();
    Q_EMIT editsChanged();
    startLoading({.inputs = inputs,
                  .edits = {},
                  .options = {},
                  .topology = {},
                  .previous = nullptr,
                  .reuseManifests = false},
                 true);
}

void Session::reload() {
    startLoading({.inputs = m_loaded->inputs,
                  .edits = {},
                  .options = {},
                  .topology = {},
                  .previous = m_loaded,
                  .reuseManifests = false},
                 false);
}

void Session::tryAgain() {
    open(Inputs(m_wanted));
}

void Session::allowPlugin(std::string fingerprint) {
    m_allowedPlugins.insert(std::move(fingerprint));
}

void Session::updateCluster(LiveClusterPtr cluster) {
    startLoading({.inputs = m_loaded->inputs,
                  .edits = {},
                  .options = {},
                  .topology = {},
                  .previous = m_loaded,
                  .reuseManifests = true,
                  .cluster = std::move(cluster)},
                 false);
}

void Session::resimulate() {
    startLoading({.inputs = m_loaded->inputs,
                  .edits = {},
                  .options = {},
                  .topology = {},
                  .previous = m_loaded,
                  .reuseManifests = true},
                 false);
}

void Session::closeAll() {
    cancelLoading();
    m_work->deciding.cancel();
    m_work->answering.cancel();
    m_edits.clear();
    m_undone.clear();
    m_error = {};
    m_loaded = std::make_shared<const Loaded>();
    m_saved.clear();
    clearSelection();
    m_hasRequest = false;
    publishDecision(nullptr);
    Q_EMIT editsChanged();
    Q_EMIT savedRequestsChanged();
    Q_EMIT simulationChanged();
    Q_EMIT loadingChanged();
}

void Session::cancelLoading() {
    if (!isLoading())
        return;
    m_work->loading.cancel();
    m_work->tick.stop();
    Q_EMIT loadingChanged();
}

bool Session::isLoading() const {
    return m_work->loading.isRunning();
}

void Session::setTopologyOptions(const simulator::TopologyOptions& options) {
    m_topologyOptions = options;
    resimulate();
}

void Session::setOptions(const simulator::Options& options) {
    m_options = options;
    resimulate();
}

void Session::startLoading(LoadOrder order, bool fresh) {
    if (order.inputs.empty()) {
        closeAll();
        return;
    }
    order.options = m_options;
    order.topology = m_topologyOptions;
    order.allowedPlugins = m_allowedPlugins;
    order.edits = edits();
    m_error = {};
    m_progress = {};
    m_work->sinceStart.start();
    m_work->tick.start();
    m_work->loading.start(
        [order = std::move(order)](const std::stop_token& stop, const auto& report) {
            return load(order, stop, report);
        },
        [this, fresh](const LoadOutcome& outcome) { publish(outcome, fresh); },
        [this](const LoadProgress& progress) {
            const auto elapsed = m_progress.elapsed;
            m_progress = progress;
            m_progress.elapsed = elapsed;
            Q_EMIT loadProgressChanged();
        });
    Q_EMIT loadingChanged();
}

void Session::publish(const LoadOutcome& outcome, bool fresh) {
    m_work->tick.stop();
    m_error = outcome.error;
    if (!outcome.loaded) {
        Q_EMIT loadingChanged();
        return;
    }
    const std::string selected = m_selection.key;
    const model::ObjectReference object =
        m_selection.object.valid()
            ? m_loaded->simulation->world->object(m_selection.object).reference()
            : model::ObjectReference();
    m_loaded = outcome.loaded;

    SavedRequests saved = requestsOf(m_loaded->scenarios);
    std::ranges::copy_if(m_saved, std::back_inserter(saved),
                         [](const SavedRequest& request) { return !request.fromScenario; });
    m_saved = std::move(saved);

    m_decision = nullptr;
    m_litPath.clear();
    if (fresh)
        m_selection = {};
    else
        reselect(selected, object);
    Q_EMIT loadingChanged();
    Q_EMIT simulationChanged();
    Q_EMIT selectionChanged();
    Q_EMIT savedRequestsChanged();
    answerSavedRequests();
    // Whoever opens a folder with a Scenario sees a traced request at once.
    if (fresh && !m_saved.empty() && m_saved.front().fromScenario)
        openSavedRequest(0);
    else
        ask(fresh);
}

/// Object ids are those of one World: find the same object again in the new one.
void Session::reselect(const std::string& key, const model::ObjectReference& object) {
    const model::SourceLocation source = m_selection.source;
    m_selection = {};
    if (!key.empty() && m_loaded->topology->find(key) >= 0)
        m_selection = selectionFor(key);
    else if (!object.empty())
        m_selection = selectionFor(findObject(object.kind, object.namespace_, object.name));
    if (source.known())
        m_selection.source = source;
}

// --- Edits
// ----------------------------------------------------------------------------------------------------------------

void Session::editSource(const std::string& file, const QString& text) {
    const std::optional<QString> shown = latestText(file);
    if (!shown || *shown == text)
        return;
    const bool goesOn = !m_edits.empty() && m_edits.back().file == file;
    const QString before = goesOn ? m_edits.back().before : *shown;
    rememberUnedited();
    if (goesOn)
        m_edits.pop_back();
    if (before != text)
        m_edits.push_back({file, before, text});
    m_undone.clear();
    Q_EMIT editsChanged();
    resimulate();
}

/// What an edit of a file builds on: its last edit, or the text that was read. The simulation can
/// not be asked, it may still be that of an edit taken back a moment ago.
std::optional<QString> Session::latestText(const std::string& file) const {
    for (const Edit& edit : m_edits | std::views::reverse)
        if (edit.file == file)
            return edit.after;
    for (const auto& manifests : m_loaded->manifests)
        for (const model::SourcePtr& source : manifests->sources)
            if (source->name == file)
                return QString::fromStdString(source->text);
    return std::nullopt;
}

void Session::forgetEdits(const std::string& file) {
    const auto ofFile = [&file](const Edit& edit) { return edit.file == file; };
    std::erase_if(m_edits, ofFile);
    std::erase_if(m_undone, ofFile);
    Q_EMIT editsChanged();
    reload();
}

void Session::undoEdit() {
    if (m_edits.empty())
        return;
    m_undone.push_back(std::move(m_edits.back()));
    m_edits.pop_back();
    Q_EMIT editsChanged();
    resimulate();
}

void Session::redoEdit() {
    if (m_undone.empty())
        return;
    m_edits.push_back(std::move(m_undone.back()));
    m_undone.pop_back();
    Q_EMIT editsChanged();
    resimulate();
}

std::vector<std::string> Session::editedFiles() const {
    std::set<std::string> files;
    for (const Edit& edit : m_edits)
        files.insert(edit.file);
    return {files.begin(), files.end()};
}

std::vector<SourceEdit> Session::edits() const {
    std::vector<SourceEdit> result;
    for (const Edit& edit : m_edits)
        result.push_back({edit.file, edit.after.toStdString()});
    return result;
}

model::SourcePtr Session::source(const std::string& file) const {
    if (!simulation())
        return nullptr;
    const auto sources = simulation()->world->sources();
    const auto found =
        std::ranges::find(sources, file, [](const model::SourcePtr& s) { return s->name; });
    return found == sources.end() ? nullptr : *found;
}

// --- Request and answer
// ---------------------------------------------------------------------------------------------------

void Session::setRequest(const simulator::Request& request) {
    m_request = request;
    m_hasRequest = true;
    Q_EMIT requestChanged();
    ask(true);
}

void Session::clearRequest() {
    m_hasRequest = false;
    m_work->deciding.cancel();
    Q_EMIT requestChanged();
    publishDecision(nullptr);
}

void Session::setSeed(std::uint64_t seed) {
    m_seed = seed;
    ask(false);
}

void Session::ask(bool select) {
    if (!m_hasRequest || !simulation()) {
        m_work->deciding.cancel();
        publishDecision(nullptr);
        return;
    }
    m_work->deciding.start(
        [simulation = simulation(), request = m_request, seed = m_seed](const std::stop_token&,
                                                                        const auto&) {
            return answer(simulation, request, seed, simulator::Explain::Yes);
        },
        [this, select](const DecisionPtr& decision) {
            publishDecision(decision);
            if (select)
                followStep();
        });
}

void Session::publishDecision(DecisionPtr decision) {
    m_decision = std::move(decision);
    m_litPath =
        m_decision && topology() ? topology()->pathOf(*m_decision) : std::vector<std::string>();
    m_step = m_decision ? decidingStep(*m_decision) : -1;
    m_focusKey = focusOfStep();
    Q_EMIT decisionChanged();
    Q_EMIT stepChanged();
}

void Session::answerSavedRequests() {
    if (!simulation() || m_saved.empty())
        return;
    m_work->answering.start(
        [simulation = simulation(), requests = m_saved, seed = m_seed](const std::stop_token& stop,
                                                                       const auto&) {
            SavedRequests result = requests;
            for (SavedRequest& saved : result) {
                if (stop.stop_requested())
                    break;
                saved.answer = answer(simulation, saved.request, seed, simulator::Explain::No);
                saved.unmet = simulator::unmet(saved.expect, *saved.answer);
            }
            return result;
        },
        [this](const SavedRequests& answered) {
            m_saved = answered;
            if (m_edits.empty())
                m_unedited.clear();
            showUnedited(m_saved);
            Q_EMIT savedRequestsChanged();
        });
}

/// Before the first edit: what the saved requests answer now is what edits are compared with.
void Session::rememberUnedited() {
    // Kept from an edit that was just taken back: the answers of now may still be its answers.
    if (!m_edits.empty() || !m_unedited.empty())
        return;
    for (const SavedRequest& saved : m_saved)
        if (saved.answer)
            m_unedited[saved.name] = saved.answer;
}

void Session::showUnedited(std::vector<SavedRequest>& requests) const {
    for (SavedRequest& saved : requests) {
        const auto found = m_unedited.find(saved.name);
        saved.unedited = m_edits.empty() || found == m_unedited.end() ? nullptr : found->second;
    }
}

std::size_t Session::movedByEdits() const {
    return static_cast<std::size_t>(std::ranges::count_if(m_saved, isMovedByEdits));
}

// --- Steps
// ----------------------------------------------------------------------------------------------------------------

void Session::setStep(int step) {
    if (!m_decision || m_decision->trace.empty())
        return;
    m_step = std::clamp(step, 0, static_cast<int>(m_decision->trace.size()) - 1);
    m_focusKey = focusOfStep();
    Q_EMIT stepChanged();
    followStep();
}

void Session::stepForward() {
    setStep(m_step + 1);
}

void Session::stepBack() {
    setStep(m_step - 1);
}

const simulator::Step* Session::currentStep() const {
    return m_decision && m_step >= 0 ? &m_decision->trace[static_cast<std::size_t>(m_step)]
                                     : nullptr;
}

std::string Session::focusOfStep() const {
    const simulator::Step* step = currentStep();
    return step && topology() ? topology()->focusOf(*step) : std::string();
}

/// The selection goes where the step points.
void Session::followStep() {
    const simulator::Step* step = currentStep();
    if (!step || !topology())
        return;
    Selection next = m_focusKey.empty() ? Selection() : selectionFor(m_focusKey);
    if (const model::ObjectId object =
            findObject(step->subject.kind, step->subject.namespace_, step->subject.name);
        object.valid()) {
        if (m_focusKey.empty())
            next = selectionFor(object);
        next.object = object;
    }
    if (step->source.known())
        next.source = step->source;
    setSelection(next);
}

// --- Selection
// ------------------------------------------------------------------------------------------------------------

void Session::select(const std::string& key) {
    setSelection(selectionFor(key));
}

void Session::selectObject(model::ObjectId object) {
    setSelection(selectionFor(object));
}

void Session::selectSource(const model::SourceLocation& source) {
    Selection next = selectionFor(objectAt(source));
    // Of the nodes of the object take the last one that begins at or above the line: a listener, a
    // rule.
    if (next.object.valid()) {
        const model::Origin& origin = simulation()->world->object(next.object).origin;
        std::uint32_t best = 0;
        for (const simulator::GraphNode& node : topology()->nodes()) {
            if (node.object != next.object)
                continue;
            const std::uint32_t line = origin.locate(node.node).position.line;
            if (line <= source.position.line && line >= best) {
                best = line;
                next.key = node.key;
            }
        }
    }
    next.source = source;
    setSelection(next);
}

void Session::clearSelection() {
    setSelection({});
}

void Session::setSelection(const Selection& selection) {
    if (selection == m_selection)
        return;
    m_selection = selection;
    Q_EMIT selectionChanged();
}

Selection Session::selectionFor(const std::string& key) const {
    const int index = topology() ? topology()->find(key) : -1;
    if (index < 0)
        return {};
    const simulator::GraphNode& node = topology()->nodes()[static_cast<std::size_t>(index)];
    Selection selection{.key = key, .object = node.object, .source = {}};
    if (node.object.valid())
        selection.source = simulation()->world->object(node.object).origin.locate(node.node);
    return selection;
}

Selection Session::selectionFor(model::ObjectId object) const {
    if (!object.valid() || !simulation())
        return {};
    Selection selection{
        .key = {}, .object = object, .source = simulation()->world->object(object).origin.locate()};
    const auto nodes = topology()->nodes();
    const auto whole = [object](const simulator::GraphNode& node) {
        return node.object == object && node.role != simulator::NodeRole::Listener &&
               node.role != simulator::NodeRole::Rule;
    };
    if (const auto found = std::ranges::find_if(nodes, whole); found != nodes.end())
        selection.key = found->key;
    return selection;
}

model::ObjectId Session::findObject(std::string_view kind, std::string_view namespace_,
                                    std::string_view name) const {
    if (!simulation() || kind.empty())
        return {};
    const auto objects = simulation()->world->objects();
    const auto found = std::ranges::find_if(objects, [&](const model::ObjectPtr& object) {
        return object->metadata.name == name && object->kind == kind &&
               object->metadata.namespace_ == namespace_;
    });
    return found == objects.end()
               ? model::ObjectId()
               : model::ObjectId{static_cast<std::uint32_t>(found - objects.begin())};
}

/// The object written at a line: of those in the file, the last that begins at or above it.
model::ObjectId Session::objectAt(const model::SourceLocation& source) const {
    model::ObjectId best;
    std::uint32_t bestLine = 0;
    if (!simulation())
        return best;
    const auto objects = simulation()->world->objects();
    for (std::uint32_t i = 0; i < objects.size(); ++i) {
        const model::Object& object = *objects[i];
        if (!object.origin.document || object.origin.derived() ||
            object.origin.document->source->name != source.file)
            continue;
        const std::uint32_t line = firstLine(object);
        if (line <= source.position.line && line >= bestLine) {
            best = {i};
            bestLine = line;
        }
    }
    return best;
}

// --- Saved requests
// -------------------------------------------------------------------------------------------------------

void Session::setSavedRequests(std::vector<SavedRequest> requests) {
    m_saved = std::move(requests);
    Q_EMIT savedRequestsChanged();
    answerSavedRequests();
}

void Session::openSavedRequest(std::size_t index) {
    if (index < m_saved.size())
        setRequest(m_saved[index].request);
}

// --- What is shown
// --------------------------------------------------------------------------------------------------------

void Session::setFindText(const QString& text) {
    if (text == m_findText)
        return;
    m_findText = text;
    Q_EMIT findTextChanged();
}

void Session::setTheme(ThemeChoice theme) {
    if (theme == m_theme)
        return;
    m_theme = theme;
    Q_EMIT themeChanged();
}

void Session::setReduceMotion(bool reduce) {
    if (reduce == m_reduceMotion)
        return;
    m_reduceMotion = reduce;
    Q_EMIT reduceMotionChanged();
}

}  // namespace gatesight::ui
