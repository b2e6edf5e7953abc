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
class ChangesList;
class ChangesProgress;
class ChangesStart;
class ComparedCanvas;
class ComparedGraphs;
class ComparedStates;

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
    void cancel();
    /// To the list of what differs, or to what can be compared with.
    void takeFocus();

    [[nodiscard]] bool isComputing() const;
    [[nodiscard]] bool hasEdits() const { return m_session.canUndoEdit(); }
    /// Null while nothing is compared.
    [[nodiscard]] const ComparisonPtr& comparison() const { return m_model->comparison(); }
    [[nodiscard]] const ChangesModel& model() const { return *m_model; }
    [[nodiscard]] QTreeView* list() const;
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
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QWidget* makeRows();
    [[nodiscard]] QWidget* makeList();
    void connectStates();
    void connectWishes();
    void connectList();
    void editsChanged();
    void putAway();
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
    ComparedStates* m_states;
    LatestJob<MovedWays> m_ways;

    ChangesModel* m_model;
    ChangesHeader* m_header;
    ChangesProgress* m_progress;
    ChangesStart* m_start;
    ComparedGraphs* m_graphs;
    ChangesExport* m_export;
    QLabel* m_trouble = nullptr;
    ChangesList* m_list = nullptr;
    ChangeDetail* m_detail = nullptr;
    QStackedWidget* m_pages = nullptr;
};

}  // namespace gatesight::ui
