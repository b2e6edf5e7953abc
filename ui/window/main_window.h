// The window: explorer left, flow and request line in the middle, inspector right, panels at the
// bottom.
#pragma once

#include "ui/kept/kept_session.h"
#include "ui/session/session.h"
#include "ui/window/command_palette.h"

#include <QMainWindow>

#include <optional>

class QMenu;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace gatesight::ui {

class BottomPanel;
class ChangesView;
class ClusterFollower;
class ContradictionsPane;
class ExplorerPane;
class FindingsPane;
class ObjectPane;
class ReportPane;
class ReportedPane;
class RequestPane;
class RequestsPane;
class RestoreBar;
class RulePane;
class SessionKeeper;
class StartPage;
class StatusPane;
class ToolBar;
class TracePane;
class YamlPane;

/// Panes that are made elsewhere and only placed by the window, which owns them from then on.
struct GuestPanes {
    QWidget* flow = nullptr;
    QWidget* traffic = nullptr;
    /// Starts a run of traffic; may be empty.
    std::function<void()> runTraffic;
    /// Shows another view in the pane of the graph; may be empty.
    std::function<void()> switchView;
};

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(Session& session, GuestPanes guests, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openPaths(const QStringList& paths);
    /// Opens the sample of this name; false when there is none.
    bool openSample(const QString& name);
    /// Opens what was open at the end of the last run.
    void restoreLast();
    /// From now on the session is kept in that folder while it is open, under the name of this run
    /// of the program; one that a crash left there is offered.
    void keepSession(const QString& stateFolder, const QString& run);
    /// Nothing is read from or written to the settings from now on: for pictures and tests.
    void forgetSettings() { m_remembers = false; }

    [[nodiscard]] ToolBar* toolBar() const { return m_toolBar; }
    [[nodiscard]] ExplorerPane* explorer() const { return m_explorer; }
    [[nodiscard]] RequestPane* requestPane() const { return m_request; }
    [[nodiscard]] TracePane* trace() const { return m_trace; }
    [[nodiscard]] YamlPane* yaml() const { return m_yaml; }
    [[nodiscard]] FindingsPane* findings() const { return m_findings; }
    [[nodiscard]] ContradictionsPane* contradictions() const { return m_contradictions; }
    [[nodiscard]] RequestsPane* requests() const { return m_requests; }
    [[nodiscard]] RulePane* rulePage() const { return m_rule; }
    [[nodiscard]] StatusPane* statusBoard() const { return m_status; }
    [[nodiscard]] ReportedPane* reported() const { return m_reported; }
    [[nodiscard]] ReportPane* report() const { return m_report; }
    [[nodiscard]] ChangesView* changes() const { return m_changes; }
    [[nodiscard]] BottomPanel* bottom() const { return m_bottom; }
    [[nodiscard]] QTabWidget* inspector() const { return m_inspector; }
    [[nodiscard]] CommandPalette* commandPalette() const { return m_palette; }
    [[nodiscard]] ClusterFollower* follower() const { return m_follower; }
    /// Opens a live cluster, read-only.
    void openCluster(const ClusterChoice& choice);
    void showYaml();
    void showTrace();
    void showTraffic();
    void runTraffic();
    void showFindings();
    void showContradictions();
    void showStatusBoard();
    void showReported();
    void showReport();
    /// The page that compares what is open with another state.
    void showChanges();
    /// … with what was read, before the edits.
    void compareEdits();
    /// Opens the page of a rule in the inspector.
    void explainRule(const QString& id);
    void openPalette();

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QAction* add(const char* icon, const QString& text, const QKeySequence& shortcut,
                 std::function<void()> run);
    void makeActions();
    void makeMenus();
    void makePanes();
    void makeLayout();
    void connectPanes();
    QMenu* makeOpenMenu();
    QMenu* makeThemeMenu();
    QMenu* makeMainMenu();
    void fillLayersMenu();
    void fillOpenMenu();

    void chooseFolder();
    void chooseFiles();
    void paste();
    void chooseCluster();
    void askAboutPlugin();
    void exportGraph();
    void exportBytes(const QString& title, const QString& name, const QByteArray& bytes);
    void showPage();
    void leaveChanges();
    void growBottom(double share, int least, int most);
    void showCounts();
    void showTitle();
    void say(const QString& words, bool bad = false);
    void cyclePanes();
    void showKeys();
    void about();
    void explainCurrentRule();
    [[nodiscard]] std::vector<PaletteItem> paletteItems();
    [[nodiscard]] QList<QWidget*> bottomPages() const;
    [[nodiscard]] KeptLayout keptLayout() const;
    void applyLayout(const KeptLayout& layout);
    void saveState();
    void restoreState();
    [[nodiscard]] KeptSession sessionNow() const;
    void restoreAbandoned();
    void openRestored(Inputs inputs);
    void endRestoring();
    void divideWidth();

    Session& m_session;
    GuestPanes m_guests;
    bool m_remembers = true;
    bool m_restoring = false;
    SessionKeeper* m_keeper = nullptr;           ///< null: nothing is kept over a crash
    std::optional<KeptSession> m_halfRestored;   ///< until all of it is there
    std::optional<Input> m_offeredCluster;       ///< was open, and waits for the user
    bool m_divided = false;  ///< the panes have widths of their own

    QList<QAction*> m_actions;
    QAction* m_stepForward = nullptr;
    QAction* m_stepBack = nullptr;
    QAction* m_run = nullptr;
    QAction* m_reload = nullptr;
    QAction* m_compare = nullptr;
    QAction* m_compareEdits = nullptr;
    QAction* m_close = nullptr;
    QList<QAction*> m_openActions;
    QMenu* m_openMenu = nullptr;
    QMenu* m_layersMenu = nullptr;
    QMenu* m_themeMenu = nullptr;
    QMenu* m_mainMenu = nullptr;

    ClusterFollower* m_follower = nullptr;
    ToolBar* m_toolBar = nullptr;
    RestoreBar* m_restoreBar = nullptr;
    StartPage* m_start = nullptr;
    QStackedWidget* m_pages = nullptr;
    QSplitter* m_panes = nullptr;    ///< explorer and flow
    QSplitter* m_columns = nullptr;  ///< these and the inspector
    QSplitter* m_rows = nullptr;
    QTabWidget* m_inspector = nullptr;
    ExplorerPane* m_explorer = nullptr;
    RequestPane* m_request = nullptr;
    TracePane* m_trace = nullptr;
    ObjectPane* m_object = nullptr;
    YamlPane* m_yaml = nullptr;
    StatusPane* m_objectStatus = nullptr;
    RulePane* m_rule = nullptr;
    BottomPanel* m_bottom = nullptr;
    RequestsPane* m_requests = nullptr;
    FindingsPane* m_findings = nullptr;
    ContradictionsPane* m_contradictions = nullptr;
    StatusPane* m_status = nullptr;
    ReportedPane* m_reported = nullptr;
    ReportPane* m_report = nullptr;
    ChangesView* m_changes = nullptr;
    bool m_comparing = false;  ///< the page of the comparison is in front
    CommandPalette* m_palette = nullptr;
    class Toast* m_toast = nullptr;
};

}  // namespace gatesight::ui
