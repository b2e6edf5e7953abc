// The page that compares what is open with another state: both graphs side by side, and the list of
// what moved, requests first. Computed off the GUI thread, and only while somebody looks at it.
#pragma once

#include "ui/changes/changes_model.h"
#include "ui/jobs/latest_job.h"
#include "ui/session/session.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTimer;
class QToolButton;
class QTreeView;

namespace gatesight::ui {

class ChangeDetail;
class ComparedCanvas;

class ChangesView : public QWidget {
    Q_OBJECT

public:
    /// `session` outlives the view.
    explicit ChangesView(Session& session, QWidget* parent = nullptr);

    /// With what was read, before the edits of this session.
    void compareEdits();
    /// With a file, a folder, an archive or a snapshot of a cluster.
    void comparePath(const QString& path);
    void chooseFolder();
    void chooseFile();
    /// Before becomes after.
    void swapSides();
    void cancel();

    [[nodiscard]] bool isComputing() const { return m_job.isRunning() || m_ways.isRunning(); }
    [[nodiscard]] bool hasEdits() const { return m_session.canUndoEdit(); }
    /// Null while nothing is compared.
    [[nodiscard]] const ComparisonPtr& comparison() const { return m_model->comparison(); }
    [[nodiscard]] const ChangesModel& model() const { return *m_model; }
    [[nodiscard]] QTreeView* list() const { return m_list; }
    [[nodiscard]] ChangeDetail* detail() const { return m_detail; }
    [[nodiscard]] ComparedCanvas* before() const { return m_before; }
    [[nodiscard]] ComparedCanvas* after() const { return m_after; }
    /// What went wrong, or what is going on; empty: neither.
    [[nodiscard]] QString notice() const;
    /// In the order in which F6 leads through them.
    [[nodiscard]] QList<QWidget*> panes() const;

    /// The comparison as a file; empty while there is none.
    [[nodiscard]] QByteArray markdown() const;
    [[nodiscard]] QByteArray json() const;

Q_SIGNALS:
    void compared();  ///< comparison() is new
    void lit();       ///< the ways of the chosen request are shown
    void closed();    ///< the user goes back to what is open
    void traceRequested();
    void sourceRequested();
    void ruleRequested(const QString& id);
    void said(const QString& words, bool bad);

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class With { Nothing, Edits, Path };

    [[nodiscard]] QWidget* makeHeader();
    [[nodiscard]] QWidget* makeStart();
    [[nodiscard]] QWidget* makeProgress();
    [[nodiscard]] QWidget* makeGraphs();
    [[nodiscard]] QWidget* makeLegend();
    [[nodiscard]] QWidget* makeList();
    void connectAll();
    void begin(With with, const QString& path);
    void simulationChanged();
    void compute();
    [[nodiscard]] ComparisonOrder order() const;
    void publish(const ComparisonOutcome& outcome);
    void showHeadline();
    void showProgress(const ComparisonProgress& progress);
    void showTrouble(const LoadError& error);
    void showEntry();
    void light(const simulator::Request* request);
    void selectKey(const std::string& key);
    void takeRequest();
    void showPlace();
    void follow(ComparedCanvas* leader, ComparedCanvas* follower);
    void fillMenu();
    void exportAs(bool asJson);
    void applyTheme();

    Session& m_session;
    With m_with = With::Nothing;
    QString m_path;
    Inputs m_inputs;      ///< of the session, when the comparison was asked for
    LoadedPtr m_other;    ///< what was read of the other state
    bool m_swapped = false;
    bool m_stale = false;      ///< to be computed when it is looked at
    bool m_following = false;  ///< one graph is made to look as the other does
    LatestJob<ComparisonOutcome, ComparisonProgress> m_job;
    LatestJob<MovedWays> m_ways;

    ChangesModel* m_model = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_names = nullptr;
    QLabel* m_headline = nullptr;
    QToolButton* m_swap = nullptr;
    QToolButton* m_export = nullptr;
    QMenu* m_menu = nullptr;
    QPushButton* m_startEdits = nullptr;
    QWidget* m_progress = nullptr;
    QLabel* m_progressWords = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton* m_cancel = nullptr;
    QLabel* m_trouble = nullptr;
    QTimer* m_slow = nullptr;
    QLabel* m_beforeName = nullptr;
    QLabel* m_afterName = nullptr;
    QList<QLabel*> m_signs;  ///< of the legend
    ComparedCanvas* m_before = nullptr;
    ComparedCanvas* m_after = nullptr;
    QTreeView* m_list = nullptr;
    ChangeDetail* m_detail = nullptr;
    QSplitter* m_rows = nullptr;
    QSplitter* m_parts = nullptr;
    QStackedWidget* m_pages = nullptr;
};

}  // namespace gatesight::ui
