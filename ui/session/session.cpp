// What is loaded, and what is shown of it. The other subjects of a Session are in session_*.cpp.
#include "ui/session/session.h"

#include "ui/session/session_work.h"

#include <algorithm>

namespace gatesight::ui {

namespace {

using SavedRequests = std::vector<SavedRequest>;

constexpr int kElapsedEveryMs = 100;

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

}  // namespace

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
