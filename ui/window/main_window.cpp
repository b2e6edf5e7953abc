#include "ui/window/main_window.h"

#include "ui/changes/changes_view.h"
#include "ui/contradictions/contradictions_pane.h"
#include "ui/explorer/explorer_pane.h"
#include "ui/findings/findings_model.h"
#include "ui/findings/findings_pane.h"
#include "ui/inspector/object_pane.h"
#include "ui/kept/restore_bar.h"
#include "ui/live/cluster_follower.h"
#include "ui/live/live_bar.h"
#include "ui/report/report_pane.h"
#include "ui/reported/reported_pane.h"
#include "ui/request/request_pane.h"
#include "ui/requests/requests_model.h"
#include "ui/requests/requests_pane.h"
#include "ui/rules/rule_pane.h"
#include "ui/session/text.h"
#include "ui/status/status_pane.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"
#include "ui/trace/trace_pane.h"
#include "ui/window/bottom_panel.h"
#include "ui/window/exporting.h"
#include "ui/window/load_banner.h"
#include "ui/window/start_page.h"
#include "ui/window/toast.h"
#include "ui/window/tool_bar.h"
#include "ui/window/window_state.h"
#include "ui/yaml/yaml_editor.h"
#include "ui/yaml/yaml_pane.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace gatesight::ui {

namespace {

constexpr int kExplorerWidth = 260;
constexpr int kInspectorWidth = 420;
constexpr int kBottomHeight = 220;
/// Share of the height that charts need to be read, and its bounds.
constexpr double kTrafficShare = 0.42;
constexpr int kTrafficLeast = 270, kTrafficMost = 380;
/// A report is read like a page.
constexpr double kReportShare = 0.62;
constexpr int kReportLeast = 340, kReportMost = 900;

Input pathInput(const QString& path) {
    const QFileInfo info(path);
    return {
        .kind = Input::Kind::Path,
        .path = info.absoluteFilePath().toStdString(),
        .text = {},
        .title = info.fileName().isEmpty() ? path.toStdString() : info.fileName().toStdString()};
}

}  // namespace

MainWindow::MainWindow(Session& session, GuestPanes guests, QWidget* parent)
    : QMainWindow(parent), m_session(session), m_guests(std::move(guests)) {
    setObjectName(QStringLiteral("window"));
    setAcceptDrops(true);
    setMinimumSize(960, 620);
    resize(1480, 920);
    m_follower = new ClusterFollower(m_session, this);
    makeActions();
    makeMenus();
    makePanes();
    makeLayout();
    connectPanes();
    m_palette = new CommandPalette(this);
    m_toast = new Toast(this);
    showPage();
    showCounts();
    showTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePanes() {
    m_toolBar = new ToolBar(m_session, {.open = m_openMenu,
                                        .layers = m_layersMenu,
                                        .theme = m_themeMenu,
                                        .main = m_mainMenu,
                                        .stepBack = m_stepBack,
                                        .stepForward = m_stepForward,
                                        .run = m_run,
                                        .reload = m_reload,
                                        .compare = m_compare});
    m_start = new StartPage(findSamples());
    m_start->setRecent(RecentPaths::read());
    m_explorer = new ExplorerPane(m_session);
    m_request = new RequestPane(m_session);
    m_trace = new TracePane(m_session);
    m_object = new ObjectPane(m_session);
    m_yaml = new YamlPane(m_session);
    m_objectStatus = new StatusPane(m_session, StatusPane::Scope::Selection);
    m_rule = new RulePane(m_session);
    m_inspector = new QTabWidget;
    m_inspector->setObjectName(QStringLiteral("inspector"));
    m_inspector->setAccessibleName(tr("Inspector"));
    m_inspector->setDocumentMode(true);
    m_inspector->addTab(m_trace, tr("Trace"));
    m_inspector->addTab(m_object, tr("Object"));
    m_inspector->addTab(m_yaml, tr("YAML"));
    m_inspector->addTab(m_objectStatus, tr("Status"));
    m_inspector->addTab(m_rule, tr("Rule"));
    m_inspector->tabBar()->setExpanding(false);
    m_inspector->tabBar()->setUsesScrollButtons(false);

    m_requests = new RequestsPane(m_session);
    m_findings = new FindingsPane(m_session);
    m_contradictions = new ContradictionsPane(m_session);
    m_status = new StatusPane(m_session, StatusPane::Scope::Everything);
    m_bottom = new BottomPanel;
    m_bottom->addPage(m_requests, icon(QStringLiteral("bookmark")), tr("Requests"));
    if (m_guests.traffic)
        m_bottom->addPage(m_guests.traffic, icon(QStringLiteral("chart")), tr("Traffic"));
    m_bottom->addPage(m_findings, icon(QStringLiteral("warning")), tr("Findings"));
    m_bottom->addPage(m_contradictions, icon(QStringLiteral("branch")), tr("Contradictions"));
    m_bottom->addPage(m_status, icon(QStringLiteral("list")), tr("Status"));
    m_reported = new ReportedPane(m_session);
    m_bottom->addPage(m_reported, icon(QStringLiteral("target")), tr("Controllers"));
    m_report = new ReportPane(m_session);
    m_bottom->addPage(m_report, icon(QStringLiteral("file")), tr("Reports"));
    m_changes = new ChangesView(m_session);
}

void MainWindow::makeLayout() {
    auto* flow = new QFrame;
    flow->setProperty("role", QStringLiteral("pane"));
    auto* flowLayout = new QVBoxLayout(flow);
    flowLayout->setContentsMargins(1, 1, 1, 1);
    if (m_guests.flow)
        flowLayout->addWidget(m_guests.flow);
    m_panes = new QSplitter(Qt::Horizontal);
    m_panes->setHandleWidth(kSpace - 2);
    m_panes->addWidget(m_explorer);
    m_panes->addWidget(flow);
    m_panes->setStretchFactor(1, 1);
    m_panes->setCollapsible(1, false);
    m_panes->setSizes({kExplorerWidth, 900});
    m_explorer->setMinimumWidth(200);
    // The request line is as wide as explorer and graph together: URLs are long.
    auto* left = new QWidget;
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(kSpace - 2);
    leftLayout->addWidget(m_panes, 1);
    leftLayout->addWidget(m_request);

    auto* inspector = new QFrame;
    inspector->setProperty("role", QStringLiteral("pane"));
    auto* inspectorLayout = new QVBoxLayout(inspector);
    inspectorLayout->setContentsMargins(1, 1, 1, 1);
    inspectorLayout->addWidget(m_inspector);

    m_columns = new QSplitter(Qt::Horizontal);
    m_columns->setHandleWidth(kSpace - 2);
    m_columns->addWidget(left);
    m_columns->addWidget(inspector);
    m_columns->setStretchFactor(0, 1);
    m_columns->setCollapsible(0, false);
    m_columns->setSizes({kExplorerWidth + 900, kInspectorWidth});
    inspector->setMinimumWidth(300);

    m_rows = new QSplitter(Qt::Vertical);
    m_rows->setHandleWidth(kSpace - 2);
    m_rows->addWidget(m_columns);
    m_rows->addWidget(m_bottom);
    m_rows->setStretchFactor(0, 1);
    m_rows->setCollapsible(0, false);
    m_rows->setCollapsible(1, false);
    m_rows->setSizes({700, kBottomHeight});

    m_pages = new QStackedWidget;
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_rows);
    m_pages->addWidget(m_changes);
    auto* central = new QWidget;
    central->setObjectName(QStringLiteral("window"));
    auto* layout = new QVBoxLayout(central);
    layout->setContentsMargins(kSpace, kSpace - 2, kSpace, kSpace);
    layout->setSpacing(kSpace - 2);
    layout->addWidget(m_toolBar);
    m_restoreBar = new RestoreBar;
    layout->addWidget(m_restoreBar);
    layout->addWidget(new LoadBanner(m_session));
    layout->addWidget(new LiveBar(m_session, *m_follower));
    layout->addWidget(m_pages, 1);
    setCentralWidget(central);
}

void MainWindow::connectPanes() {
    connect(m_start, &StartPage::sampleChosen, this,
            [this](const Sample& sample) { openSample(sample.name); });
    connect(m_start, &StartPage::folderRequested, this, &MainWindow::chooseFolder);
    connect(m_start, &StartPage::filesRequested, this, &MainWindow::chooseFiles);
    connect(m_start, &StartPage::pasteRequested, this, &MainWindow::paste);
    connect(m_start, &StartPage::clusterRequested, this, &MainWindow::chooseCluster);
    connect(&m_session, &Session::loadingChanged, this, &MainWindow::askAboutPlugin);
    connect(m_start, &StartPage::recentChosen, this,
            [this](const QString& path) { openPaths({path}); });
    connect(m_trace, &TracePane::sourceRequested, this, &MainWindow::showYaml);
    connect(m_object, &ObjectPane::sourceRequested, this, &MainWindow::showYaml);
    connect(m_findings, &FindingsPane::sourceRequested, this, &MainWindow::showYaml);
    connect(m_contradictions, &ContradictionsPane::sourceRequested, this, &MainWindow::showYaml);
    connect(m_reported, &ReportedPane::sourceRequested, this, &MainWindow::showYaml);
    connect(m_reported, &ReportedPane::countsChanged, this, &MainWindow::showCounts);
    connect(m_rule, &RulePane::sourceRequested, this, &MainWindow::showYaml);
    connect(m_trace, &TracePane::ruleRequested, this, &MainWindow::explainRule);
    connect(m_findings, &FindingsPane::ruleRequested, this, &MainWindow::explainRule);
    connect(m_contradictions, &ContradictionsPane::ruleRequested, this, &MainWindow::explainRule);
    connect(m_status, &StatusPane::ruleRequested, this, &MainWindow::explainRule);
    connect(m_objectStatus, &StatusPane::ruleRequested, this, &MainWindow::explainRule);
    connect(m_request, &RequestPane::traceRequested, this, &MainWindow::showTrace);
    connect(m_findings, &FindingsPane::countsChanged, this, &MainWindow::showCounts);
    connect(m_contradictions, &ContradictionsPane::countsChanged, this, &MainWindow::showCounts);
    connect(m_requests, &RequestsPane::countsChanged, this, &MainWindow::showCounts);
    connect(m_report, &ReportPane::said, this, &MainWindow::say);
    connect(m_changes, &ChangesView::said, this, &MainWindow::say);
    connect(m_changes, &ChangesView::closed, this, &MainWindow::leaveChanges);
    connect(m_changes, &ChangesView::traceRequested, this, [this] {
        leaveChanges();
        showTrace();
    });
    connect(m_changes, &ChangesView::sourceRequested, this, [this] {
        leaveChanges();
        showYaml();
    });
    connect(m_changes, &ChangesView::ruleRequested, this, [this](const QString& id) {
        leaveChanges();
        explainRule(id);
    });
    connect(&m_session, &Session::editsChanged, this,
            [this] { m_compareEdits->setEnabled(m_session.canUndoEdit()); });
    connect(&m_session, &Session::simulationChanged, this, [this] {
        showPage();
        showTitle();
        if (m_restoring) {
            m_restoring = false;
            QSettings settings;
            restoreRequests(m_session, settings);
        }
    });
    connect(&m_session, &Session::decisionChanged, this, [this] {
        const bool steps = m_session.decision() && !m_session.decision()->trace.empty();
        m_stepForward->setEnabled(steps);
        m_stepBack->setEnabled(steps);
    });
}

// --- Opening
// ----------------------------------------------------------------------------------------------------------------

void MainWindow::openPaths(const QStringList& paths) {
    Inputs inputs;
    for (const QString& path : paths) {
        inputs.push_back(pathInput(path));
        if (m_remembers)
            RecentPaths::add(text(inputs.back().path));
    }
    if (!inputs.empty())
        m_session.open(inputs);
}

bool MainWindow::openSample(const QString& name) {
    for (const Sample& sample : findSamples())
        if (sample.name == name) {
            m_session.open({inputOf(sample)});
            return true;
        }
    return false;
}

void MainWindow::chooseFolder() {
    const QString path = QFileDialog::getExistingDirectory(this, tr("Open a folder of manifests"));
    if (!path.isEmpty())
        openPaths({path});
}

void MainWindow::chooseFiles() {
    const QStringList paths = QFileDialog::getOpenFileNames(
        this, tr("Open manifests"), {},
        tr("Manifests (*.yaml *.yml *.json *.gz *.tgz *.tar *.zip);;All files (*)"));
    openPaths(paths);
}

void MainWindow::paste() {
    const QString words = QApplication::clipboard()->text();
    if (words.trimmed().isEmpty()) {
        say(tr("There is no text on the clipboard. Copy manifests first."), true);
        return;
    }
    m_session.open({{.kind = Input::Kind::Text,
                     .path = "pasted.yaml",
                     .text = words.toStdString(),
                     .title = tr("Pasted text").toStdString()}});
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    openPaths(paths);
}

// --- Showing
// ----------------------------------------------------------------------------------------------------------------

void MainWindow::showPage() {
    const bool loaded = m_session.simulation() != nullptr;
    m_comparing = m_comparing && loaded;
    m_pages->setCurrentWidget(m_comparing ? static_cast<QWidget*>(m_changes)
                              : loaded    ? static_cast<QWidget*>(m_rows)
                                          : m_start);
    m_compare->setEnabled(loaded);
    m_reload->setEnabled(loaded);
    m_run->setEnabled(loaded && m_guests.traffic);
    m_layersMenu->setEnabled(loaded);
    m_toolBar->findBox()->setEnabled(loaded);
    if (!loaded)
        m_start->setRecent(RecentPaths::read());
}

void MainWindow::showCounts() {
    const auto counts = m_findings->model().counts();
    QString findings = tr("Findings");
    if (counts[0] > 0)
        findings += QStringLiteral("  %1 ✕").arg(counts[0]);
    if (counts[1] > 0)
        findings += QStringLiteral("  %1 △").arg(counts[1]);
    m_bottom->setTitle(m_findings, findings);
    const int broken = m_contradictions->model().warnings();
    m_bottom->setTitle(m_contradictions,
                       broken == 0 ? tr("Contradictions") : tr("Contradictions  %1 △").arg(broken));
    const int disagree = m_reported->model().counts()[ReportedModel::Disagree];
    m_bottom->setPageVisible(m_reported, m_session.loaded()->reported != nullptr);
    m_bottom->setTitle(m_reported, disagree == 0 ? tr("Controllers") : tr("Controllers  %1 ✕").arg(disagree));
    const int failed = m_requests->model().failed();
    const int count = m_requests->model().rowCount();
    m_bottom->setTitle(m_requests, count == 0    ? tr("Requests")
                                   : failed == 0 ? tr("Requests  %1").arg(count)
                                                 : tr("Requests  %1 ✕").arg(failed));
}

void MainWindow::showTitle() {
    const Inputs& inputs = m_session.inputs();
    setWindowTitle(inputs.empty()
                       ? QStringLiteral("Gatesight")
                       : QStringLiteral("%1 — Gatesight").arg(text(inputs.front().title)));
}

void MainWindow::showYaml() {
    m_inspector->setCurrentWidget(m_yaml);
}

void MainWindow::explainRule(const QString& id) {
    m_rule->show(id);
    m_inspector->setCurrentWidget(m_rule);
}

/// The rule of what has the keyboard: a finding, a condition, else the step of the trace.
void MainWindow::explainCurrentRule() {
    const QWidget* focus = QApplication::focusWidget();
    QString id;
    if (focus && m_findings->isAncestorOf(focus))
        id = m_findings->currentRule();
    if (focus && m_contradictions->isAncestorOf(focus))
        id = m_contradictions->currentRule();
    for (const StatusPane* status : {m_status, m_objectStatus})
        if (focus && status->isAncestorOf(focus))
            id = status->currentRule();
    const auto decision = m_session.decision();
    if (id.isEmpty() && decision && m_session.step() >= 0)
        id = text(decision->trace[static_cast<std::size_t>(m_session.step())].rule);
    explainRule(id);
}

void MainWindow::showTrace() {
    m_inspector->setCurrentWidget(m_trace);
}

void MainWindow::showTraffic() {
    if (!m_guests.traffic)
        return;
    m_bottom->showPage(m_guests.traffic);
    growBottom(kTrafficShare, kTrafficLeast, kTrafficMost);
}

/// At least that share of the height, within its bounds.
void MainWindow::growBottom(double share, int least, int most) {
    const QList<int> heights = m_rows->sizes();
    const int all = heights.value(0) + heights.value(1);
    const int wanted = std::clamp(static_cast<int>(all * share), least, most);
    if (heights.value(1) < wanted)
        m_rows->setSizes({all - wanted, wanted});
}

void MainWindow::showReport() {
    m_bottom->showPage(m_report);
    growBottom(kReportShare, kReportLeast, kReportMost);
}

void MainWindow::showChanges() {
    m_comparing = true;
    showPage();
    if (m_comparing)
        m_changes->takeFocus();
}

void MainWindow::leaveChanges() {
    if (!std::exchange(m_comparing, false))
        return;
    showPage();
}

void MainWindow::compareEdits() {
    showChanges();
    m_changes->compareEdits();
}

void MainWindow::runTraffic() {
    showTraffic();
    if (m_guests.runTraffic)
        m_guests.runTraffic();
}

void MainWindow::showStatusBoard() {
    m_bottom->showPage(m_status);
}

void MainWindow::showReported() {
    if (m_session.loaded()->reported)
        m_bottom->showPage(m_reported);
}

void MainWindow::showContradictions() {
    m_bottom->showPage(m_contradictions);
}

void MainWindow::showFindings() {
    m_bottom->showPage(m_findings);
}

void MainWindow::say(const QString& words, bool bad) {
    m_toast->say(words, bad);
}

/// F6: the next pane gets the keyboard.
void MainWindow::cyclePanes() {
    QList<QWidget*> panes{m_explorer->view(), m_guests.flow, m_request->urlEdit(),
                          m_inspector->currentWidget(), m_bottom->currentPage()};
    if (m_comparing)
        panes = m_changes->panes();
    const QWidget* focus = QApplication::focusWidget();
    qsizetype current = -1;
    for (qsizetype i = 0; i < panes.size(); ++i)
        if (focus && panes[i] && (panes[i] == focus || panes[i]->isAncestorOf(focus)))
            current = i;
    for (qsizetype step = 1; step <= panes.size(); ++step) {
        QWidget* next = panes[(current + step) % panes.size()];
        if (!next || !next->isVisible() || !next->isEnabled())
            continue;
        // A page itself takes no keys: its first list or editor does.
        if (next->focusPolicy() == Qt::NoFocus)
            for (auto* view : next->findChildren<QAbstractScrollArea*>())
                if (view->isVisible() && view->focusPolicy() != Qt::NoFocus) {
                    next = view;
                    break;
                }
        next->setFocus(Qt::ShortcutFocusReason);
        return;
    }
}

// --- Leaving the window
// -----------------------------------------------------------------------------------------------------

void MainWindow::exportBytes(const QString& title, const QString& name, const QByteArray& bytes) {
    if (bytes.isEmpty()) {
        say(tr("There is nothing to export yet."), true);
        return;
    }
    const QString path = QFileDialog::getSaveFileName(this, title, name);
    if (path.isEmpty())
        return;
    const auto written = writeFile(path, bytes);
    say(written ? tr("Written: %1").arg(path) : written.error(), !written);
}

void MainWindow::exportGraph() {
    if (!m_session.topology()) {
        say(tr("There is nothing to export yet."), true);
        return;
    }
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Picture of the graph"), QStringLiteral("graph.svg"),
                                     tr("SVG (*.svg);;PNG (*.png)"));
    if (path.isEmpty())
        return;
    const bool dark = Theme::colors().dark;
    const bool png = path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive);
    const auto written =
        writeFile(path, png ? graphPng(m_session, dark) : graphSvg(m_session, dark));
    say(written ? tr("Written: %1").arg(path) : written.error(), !written);
}

// --- Widths
// ---------------------------------------------------------------------------------------------------------------------

/// Most of the width belongs to the graph, on a small window too.
void MainWindow::divideWidth() {
    const int all = width() - 2 * kSpace;
    const int explorer = std::clamp(static_cast<int>(all * 0.165), 200, kExplorerWidth);
    const int inspector = std::clamp(static_cast<int>(all * 0.27), 310, kInspectorWidth);
    m_columns->setSizes({all - inspector, inspector});
    m_panes->setSizes({explorer, all - inspector - explorer});
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (!std::exchange(m_divided, true))
        divideWidth();
}

}  // namespace gatesight::ui
