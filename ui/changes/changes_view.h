// The page that compares what is open with another state: both graphs side by side, and the list of
// what moved, requests first. Computed off the GUI thread, and only while somebody looks at it.
#pragma once

#include "ui/changes/changes_model.h"
#include "ui/jobs/latest_job.h"
#include "ui/session/session.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTreeView;

namespace gatesight::ui {

class ChangeDetail;
class ChangesExport;
class ChangesHeader;
class ChangesProgress;
class ChangesStart;
class ComparedCanvas;
class ComparedGraphs;

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

    [[nodiscard]] bool isComputing() const;
    [[nodiscard]] bool hasEdits() const { return m_session.canUndoEdit(); }
    /// Null while nothing is compared.
    [[nodiscard]] const ComparisonPtr& comparison() const { return m_model->comparison(); }
    [[nodiscard]] const ChangesModel& model() const { return *m_model; }
    [[nodiscard]] QTreeView* list() const { return m_list; }
    [[nodiscard]] ChangeDetail* detail() const { return m_detail; }
    [[nodiscard]] ComparedCanvas* before() const;
    [[nodiscard]] ComparedCanvas* after() const;
    /// What went wrong, or what is going on; empty: neither.
    [[nodiscard]] QString notice() const;
    /// In the order in which F6 leads through them.
    [[nodiscard]] QList<QWidget*> panes() const;

    /// The comparison as a file, written off the GUI thread; what came of it is `said`.
    void exportTo(bool asJson, const QString& path);

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

    [[nodiscard]] QWidget* makeRows();
    [[nodiscard]] QWidget* makeList();
    void connectWishes();
    void connectList();
    void editsChanged();
    void begin(With with, const QString& path);
    void simulationChanged();
    void compute();
    [[nodiscard]] ComparisonOrder order() const;
    void publish(const ComparisonOutcome& outcome);
    void showHeadline();
    void showTrouble(const LoadError& error);
    void showEntry();
    void light(const simulator::Request* request);
    void selectKey(const std::string& key);
    void takeRequest();
    void showPlace();
    void chooseExport(bool asJson);
    void applyTheme();

    Session& m_session;
    With m_with = With::Nothing;
    QString m_path;
    Inputs m_inputs;      ///< of the session, when the comparison was asked for
    LoadedPtr m_other;    ///< what was read of the other state
    bool m_swapped = false;
    bool m_stale = false;  ///< to be computed when it is looked at
    LatestJob<ComparisonOutcome, ComparisonProgress> m_job;
    LatestJob<MovedWays> m_ways;

    ChangesModel* m_model;
    ChangesHeader* m_header;
    ChangesProgress* m_progress;
    ChangesStart* m_start;
    ComparedGraphs* m_graphs;
    ChangesExport* m_export;
    QLabel* m_trouble = nullptr;
    QTreeView* m_list = nullptr;
    ChangeDetail* m_detail = nullptr;
    QStackedWidget* m_pages = nullptr;
};

}  // namespace gatesight::ui
