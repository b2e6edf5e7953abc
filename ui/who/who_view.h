// The east-west view: who may talk to whom, namespace by namespace, and why.
#pragma once

#include "ui/jobs/latest_job.h"
#include "ui/session/session.h"
#include "ui/who/who_canvas.h"
#include "ui/who/who_detail.h"

class QLabel;
class QSplitter;

namespace gatesight::ui {

class WhoBar;

class WhoView : public QWidget {
    Q_OBJECT

public:
    /// `session` outlives the view.
    explicit WhoView(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] WhoCanvas& canvas() { return *m_canvas; }
    [[nodiscard]] WhoDetail& detail() { return *m_detail; }
    [[nodiscard]] WhoBar& bar() { return *m_bar; }
    [[nodiscard]] bool isComputing() const { return m_job.isRunning() || m_factsJob.isRunning(); }
    void setExpanded(std::set<std::string, std::less<>> namespaces);
    [[nodiscard]] QString notice() const;

Q_SIGNALS:
    void sourceRequested();
    void traceRequested();
    void computed();     ///< the matrix is new
    void detailShown();  ///< what is behind the current cell is there

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void compute();
    void publish(const simulator::WhoTalksPtr& talks);
    void showDetail();
    void toggle(const QString& name);
    void showExportMenu(const QPoint& globalPosition);
    void saveAs(bool vector);
    void showNotice();

    Session& m_session;
    WhoCanvas* m_canvas = nullptr;
    WhoDetail* m_detail = nullptr;
    WhoBar* m_bar = nullptr;
    QLabel* m_notice = nullptr;
    QSplitter* m_rows = nullptr;
    std::set<std::string, std::less<>> m_expanded;
    bool m_stale = true;                    ///< to be computed when it is looked at
    bool m_wanted = false;                  ///< the detail of the current cell
    simulator::SimulationPtr m_simulation;  ///< that the matrix is of
    LatestJob<simulator::WhoTalksPtr> m_job;
    LatestJob<WhoCellFacts> m_factsJob;
};

}  // namespace gatesight::ui
