// What the window remembers: from one start to the next, and over a crash.
#include "ui/contradictions/contradictions_pane.h"
#include "ui/findings/findings_pane.h"
#include "ui/kept/restore_bar.h"
#include "ui/kept/session_keeper.h"
#include "ui/report/report_pane.h"
#include "ui/request/request_pane.h"
#include "ui/requests/requests_pane.h"
#include "ui/session/text.h"
#include "ui/status/status_pane.h"
#include "ui/window/bottom_panel.h"
#include "ui/window/main_window.h"
#include "ui/window/window_state.h"

#include <QCloseEvent>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace gatesight::ui {

namespace {

/// A restored session that lasted so long is not what crashes.
constexpr int kRestoredAfterMs = 5000;

QByteArray word(bool flag) {
    return flag ? "true" : "false";
}

bool flag(const KeptLayout& layout, const char* name, bool otherwise) {
    const QByteArray value = layout.value(QLatin1String(name));
    return value.isEmpty() ? otherwise : value == "true";
}

}  // namespace

// --- Layout

QList<QWidget*> MainWindow::bottomPages() const {
    QList<QWidget*> pages{m_requests, m_findings, m_contradictions, m_status, m_report};
    if (m_guests.traffic)
        pages << m_guests.traffic;
    return pages;
}

KeptLayout MainWindow::keptLayout() const {
    return {{QStringLiteral("geometry"), saveGeometry()},
            {QStringLiteral("inspector"), m_columns->saveState()},
            {QStringLiteral("panes"), m_panes->saveState()},
            {QStringLiteral("rows"), m_rows->saveState()},
            {QStringLiteral("bottomOpen"), word(m_bottom->isOpen())},
            {QStringLiteral("details"), word(m_request->detailsShown())},
            {QStringLiteral("inspectorPage"), QByteArray::number(m_inspector->currentIndex())},
            {QStringLiteral("bottomPage"),
             QByteArray::number(bottomPages().indexOf(m_bottom->currentPage()))}};
}

void MainWindow::applyLayout(const KeptLayout& layout) {
    const auto value = [&layout](const char* name) { return layout.value(QLatin1String(name)); };
    restoreGeometry(value("geometry"));
    m_divided = m_columns->restoreState(value("inspector")) || m_divided;
    m_panes->restoreState(value("panes"));
    m_rows->restoreState(value("rows"));
    m_inspector->setCurrentIndex(value("inspectorPage").toInt());
    const QList<QWidget*> pages = bottomPages();
    bool known = false;
    if (const int page = value("bottomPage").toInt(&known);
        known && page >= 0 && page < pages.size())
        m_bottom->showPage(pages[page]);
    m_bottom->setOpen(flag(layout, "bottomOpen", true));
    m_request->setDetailsShown(flag(layout, "details", false));
}

// --- From one start to the next

void MainWindow::saveState() {
    if (!m_remembers)
        return;
    QSettings settings;
    const KeptLayout layout = keptLayout();
    for (auto each = layout.begin(); each != layout.end(); ++each)
        settings.setValue(QStringLiteral("window/") + each.key(), each.value());
    saveSession(m_session, settings);
}

void MainWindow::restoreState() {
    QSettings settings;
    KeptLayout layout;
    settings.beginGroup(QStringLiteral("window"));
    for (const QString& key : settings.childKeys())
        layout[key] = settings.value(key).toByteArray();
    settings.endGroup();
    applyLayout(layout);
    restoreChoices(m_session, settings);
}

void MainWindow::restoreLast() {
    restoreState();
    // What was open may be what crashed: the user decides.
    if (m_keeper && m_keeper->abandoned())
        return;
    QSettings settings;
    const Inputs inputs = rememberedInputs(settings);
    if (inputs.empty())
        return;
    m_restoring = true;
    m_session.open(inputs);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    saveState();
    if (m_keeper)
        m_keeper->close();
    QMainWindow::closeEvent(event);
}

// --- Over a crash

void MainWindow::keepSession(const QString& stateFolder, const QString& run) {
    m_keeper = new SessionKeeper(
        stateFolder, run, [this] { return sessionNow(); }, this);
    const auto touch = [this] { m_keeper->touch(); };
    connect(&m_session, &Session::simulationChanged, m_keeper, touch);
    connect(&m_session, &Session::requestChanged, m_keeper, touch);
    connect(&m_session, &Session::savedRequestsChanged, m_keeper, touch);
    connect(&m_session, &Session::editsChanged, m_keeper, touch);
    connect(m_inspector, &QTabWidget::currentChanged, m_keeper, touch);
    connect(m_bottom, &BottomPanel::openChanged, m_keeper, touch);
    connect(m_bottom, &BottomPanel::pageChanged, m_keeper, touch);
    for (const QSplitter* splitter : {m_panes, m_columns, m_rows})
        connect(splitter, &QSplitter::splitterMoved, m_keeper, touch);
    connect(m_restoreBar, &RestoreBar::restoreRequested, this, &MainWindow::restoreAbandoned);
    connect(m_restoreBar, &RestoreBar::freshRequested, this, [this] {
        m_offeredCluster.reset();
        m_keeper->forgetAbandoned();
        m_restoreBar->hide();
        m_keeper->touch();
    });
    connect(m_restoreBar, &RestoreBar::clusterRequested, this, [this] {
        if (const auto cluster = std::exchange(m_offeredCluster, std::nullopt))
            openCluster(cluster->cluster);
        m_restoreBar->hide();
    });
    m_restoreBar->offer(*m_keeper);
}

KeptSession MainWindow::sessionNow() const {
    // Half restored is not what was open.
    if (m_halfRestored)
        return *m_halfRestored;
    KeptSession now = keptSessionOf(m_session);
    if (now.inputs.empty() && m_offeredCluster)
        now.inputs.push_back(*m_offeredCluster);
    now.layout = keptLayout();
    return now;
}

void MainWindow::restoreAbandoned() {
    if (!m_keeper->abandoned())
        return;
    m_halfRestored = m_keeper->abandoned()->session;
    m_keeper->beginRestoring();
    m_restoreBar->hide();
    const KeptSession& kept = *m_halfRestored;
    applyLayout(kept.layout);
    std::vector<SavedRequest> saved;
    for (const KeptRequest& each : kept.requests)
        saved.push_back({.name = each.name,
                         .request = each.request,
                         .expect = {},
                         .weight = 1,
                         .fromScenario = false,
                         .answer = nullptr,
                         .unedited = nullptr,
                         .unmet = {}});
    m_session.setSavedRequests(std::move(saved));
    openRestored(kept.inputs);
}

/// Files at once; a cluster only when the user asks for it, since that may run programs.
void MainWindow::openRestored(Inputs inputs) {
    const auto isCluster = [](const Input& input) { return input.kind == Input::Kind::Cluster; };
    const auto cluster = std::ranges::find_if(inputs, isCluster);
    if (cluster != inputs.end()) {
        m_offeredCluster = *cluster;
        m_restoreBar->offerCluster(text(cluster->title));
    }
    std::erase_if(inputs, isCluster);
    if (inputs.empty()) {
        endRestoring();
        return;
    }
    // Queued: after the session has followed the first request of a Scenario.
    connect(&m_session, &Session::loadingChanged, this, &MainWindow::endRestoring,
            Qt::QueuedConnection);
    m_session.open(inputs);
}

void MainWindow::endRestoring() {
    if (m_session.isLoading() || !m_halfRestored)
        return;
    const KeptSession kept = *std::exchange(m_halfRestored, std::nullopt);
    if (kept.request)
        m_session.setRequest(*kept.request);
    QTimer::singleShot(kRestoredAfterMs, m_keeper, &SessionKeeper::endRestoring);
}

}  // namespace gatesight::ui
