// The pane TRAFFIC: sends a mix of requests through the simulation and shows where they went, as
// charts and as dots that move over the graph, both at the same moment of simulated time.
#pragma once

#include "ui/charts/playback_clock.h"
#include "ui/charts/traffic_run.h"
#include "ui/jobs/latest_job.h"
#include "ui/session/session.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QHash>
#include <QPointer>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace gatesight::ui {

class BarChart;
class ChartCard;
class FlowView;
class MixEditor;
class PlaybackBar;
class ShareModel;
class TallyModel;
class TimeChart;

class TrafficPanel : public QWidget {
    Q_OBJECT

public:
    /// `session` outlives the panel; without a `flow` nothing moves but the charts.
    explicit TrafficPanel(Session& session, FlowView* flow = nullptr, QWidget* parent = nullptr);
    ~TrafficPanel() override;

    /// Sends the mix as it is edited. The old result stays until the new one is complete.
    void run();
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }
    /// What is shown; null before the first run.
    [[nodiscard]] const TrafficRunPtr& shown() const { return m_run; }

    [[nodiscard]] MixEditor& mix() { return *m_mix; }
    [[nodiscard]] const PlaybackClock& clock() const { return m_clock; }
    /// Lets real time pass for the playback. Called by a timer; tests call it too.
    void advance(double realSeconds);
    void play();
    void pause();
    void restart();
    /// Stands still at that moment of the replay.
    void stopAt(double seconds);

    [[nodiscard]] const TimeChart& backendChart() const { return *m_backendChart; }
    [[nodiscard]] const BarChart& podChart() const { return *m_podChart; }
    [[nodiscard]] const BarChart& ruleChart() const { return *m_ruleChart; }
    [[nodiscard]] const BarChart& statusChart() const { return *m_statusChart; }

    /// Of a backend in the charts and of its dots, by its name in the tallies.
    [[nodiscard]] QColor backendColor(const QString& name) const;
    /// The whole run, for other programs; empty before the first.
    [[nodiscard]] QByteArray runJson() const;
    [[nodiscard]] QByteArray runCsv() const;

Q_SIGNALS:
    void runFinished();

protected:
    void changeEvent(QEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    void makeCharts();
    [[nodiscard]] QWidget* makeResultPage();
    [[nodiscard]] QWidget* makeEmptyPage();
    void connectAll();
    void takeSources();
    void simulationChanged();
    void publish(const TrafficRunPtr& run);
    void fillCharts();
    void showMoment(bool chartsToo);
    void startTicking();
    void applyTheme();
    void updateSummary();
    void exportRun();

    Session& m_session;
    QPointer<FlowView> m_flow;
    MixEditor* m_mix = nullptr;
    QStackedWidget* m_pages = nullptr;
    PlaybackBar* m_playback = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_note = nullptr;
    QToolButton* m_export = nullptr;
    TimeChart* m_backendChart = nullptr;
    BarChart* m_podChart = nullptr;
    BarChart* m_ruleChart = nullptr;
    BarChart* m_statusChart = nullptr;
    ChartCard* m_backendCard = nullptr;
    TallyModel* m_backends = nullptr;
    TallyModel* m_pods = nullptr;
    TallyModel* m_rules = nullptr;
    TallyModel* m_statuses = nullptr;
    ShareModel* m_shares = nullptr;

    TrafficRunPtr m_run;
    bool m_stale = false;  ///< the manifests changed since the run
    QHash<QString, QColor> m_backendColors;
    PlaybackClock m_clock;
    QBasicTimer m_timer;
    QElapsedTimer m_sinceTick, m_sinceCharts;
    LatestJob<TrafficRunPtr, TrafficProgress> m_job;
};

}  // namespace gatesight::ui
