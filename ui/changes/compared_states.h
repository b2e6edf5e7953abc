// Which states are compared: asks for the comparison off the GUI thread, and only while somebody
// looks at it, and again when what is open changes.
#pragma once

#include "ui/changes/comparison.h"
#include "ui/jobs/latest_job.h"
#include "ui/session/session.h"

#include <QObject>

namespace gatesight::ui {

class ComparedStates : public QObject {
    Q_OBJECT

public:
    enum class With { Nothing, Edits, Path };

    /// `session` outlives it.
    explicit ComparedStates(Session& session, QObject* parent = nullptr);

    /// With what was read, before the edits of this session.
    void beginWithEdits();
    /// With a file, a folder, an archive or a snapshot of a cluster.
    void beginWithPath(const QString& path);
    /// Before becomes after.
    void swapSides();
    /// What was asked for is computed now, or waits until somebody looks.
    void setWatched(bool watched);
    void cancel();

    [[nodiscard]] With with() const { return m_with; }
    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }

Q_SIGNALS:
    void started();
    void progressed(const gatesight::ui::ComparisonProgress& progress);
    void finished(const gatesight::ui::ComparisonOutcome& outcome);
    /// Other manifests are open: what was compared says nothing about them.
    void putAway();

private:
    void begin(With with, const QString& path);
    void simulationChanged();
    void compute();
    void publish(const ComparisonOutcome& outcome);
    [[nodiscard]] ComparisonOrder order() const;

    Session& m_session;
    With m_with = With::Nothing;
    QString m_path;
    Inputs m_inputs;    ///< of the session, when the comparison was asked for
    LoadedPtr m_other;  ///< what was read of the other state
    bool m_swapped = false;
    bool m_stale = false;  ///< to be computed when it is looked at
    bool m_watched = false;
    LatestJob<ComparisonOutcome, ComparisonProgress> m_job;
};

}  // namespace gatesight::ui
