#include "ui/charts/traffic_panel.h"

#include "ui/charts/bar_chart.h"
#include "ui/charts/chart_card.h"
#include "ui/charts/chart_style.h"
#include "ui/charts/mix_editor.h"
#include "ui/charts/playback_bar.h"
#include "ui/charts/tally_model.h"
#include "ui/charts/time_chart.h"
#include "ui/graph/flow_view.h"
#include "ui/jobs/write_file.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <nlohmann/json.hpp>

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimerEvent>
#include <QVBoxLayout>

namespace gatesight::ui {

namespace {

constexpr std::size_t kPodBars = 8;  ///< of rules too
constexpr std::size_t kStatusBars = 8;
constexpr int kTickMs = 16;
constexpr int kChartMs = 120;  ///< charts cost ten times a frame of dots, and are read, not watched

QString number(std::uint64_t count) {
    return QLocale().toString(static_cast<qulonglong>(count));
}

}  // namespace

TrafficPanel::TrafficPanel(Session& session, FlowView* flow, QWidget* parent)
    : QWidget(parent), m_session(session), m_flow(flow) {
    m_mix = new MixEditor(this);
    makeCharts();
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(makeEmptyPage());
    m_pages->addWidget(makeResultPage());
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(m_mix);
    split->addWidget(m_pages);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    split->setSizes({270, 960});
    split->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
    connectAll();
    applyTheme();
    takeSources();
    simulationChanged();
}

TrafficPanel::~TrafficPanel() {
    if (m_flow)
        m_flow->canvas().setTraffic(nullptr);
}

void TrafficPanel::makeCharts() {
    m_backends = new TallyModel(tr("Backend"), this);
    m_pods = new TallyModel(tr("Pod"), this);
    m_statuses = new TallyModel(tr("Status"), this);
    m_shares = new ShareModel(this);
    m_backendChart = new TimeChart;
    m_podChart = new BarChart;
    m_podChart->setAccessibleName(tr("Requests by Pod"));
    m_rules = new TallyModel(tr("Rule"), this);
    m_ruleChart = new BarChart;
    m_ruleChart->setAccessibleName(tr("Requests by rule"));
    m_statusChart = new BarChart;
    m_statusChart->setAccessibleName(tr("Requests by status"));
}

QWidget* TrafficPanel::makeEmptyPage() {
    auto* page = new QWidget(this);
    auto* title = new QLabel(tr("Nothing was sent yet"), page);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    auto* text = new QLabel(tr("Traffic is a mix of requests, each decided like a single one. The "
                               "graph shows them moving; charts here show where they went."),
                            page);
    text->setWordWrap(true);
    text->setProperty("role", QStringLiteral("muted"));
    for (QLabel* label : {title, text})
        label->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(page);
    layout->addStretch(1);
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addStretch(1);
    return page;
}

QWidget* TrafficPanel::makeResultPage() {
    auto* page = new QWidget(this);
    m_playback = new PlaybackBar(page);
    m_summary = new QLabel(page);
    m_summary->setContentsMargins(kSpace, kGap, 0, 0);
    m_note = new QLabel(page);
    m_note->setWordWrap(true);
    m_note->setProperty("role", QStringLiteral("strip-warning"));
    m_export = iconButton(QStringLiteral("export"), tr("Save the whole run as JSON or CSV"));
    connect(m_export, &QToolButton::clicked, this, &TrafficPanel::exportRun);
    auto* cards = new QSplitter(Qt::Horizontal, page);
    m_backendCard = new ChartCard(tr("Backends, requests/s"), m_backendChart, m_backends);
    cards->addWidget(m_backendCard);
    cards->addWidget(new ChartCard(tr("Rules"), m_ruleChart, m_rules));
    cards->addWidget(new ChartCard(tr("Pods"), m_podChart, m_pods));
    cards->addWidget(new ChartCard(tr("Status"), m_statusChart, m_statuses));
    cards->addWidget(new ChartCard(tr("Shares"), nullptr, m_shares));
    cards->setChildrenCollapsible(false);
    cards->setSizes({330, 210, 210, 170, 400});
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, kSpace, 0);
    head->setSpacing(kGap);
    head->addWidget(m_summary);
    head->addWidget(m_playback, 1);
    head->addWidget(m_export);
    layout->addLayout(head);
    layout->addWidget(m_note);
    layout->addWidget(cards, 1);
    return page;
}

void TrafficPanel::connectAll() {
    connect(m_mix, &MixEditor::runClicked, this, &TrafficPanel::run);
    connect(m_mix, &MixEditor::cancelClicked, this, &TrafficPanel::cancel);
    connect(m_playback, &PlaybackBar::playClicked, this, [this] {
        if (m_clock.finished())
            restart();
        else
            play();
    });
    connect(m_playback, &PlaybackBar::pauseClicked, this, &TrafficPanel::pause);
    connect(m_playback, &PlaybackBar::restartClicked, this, &TrafficPanel::restart);
    connect(m_playback, &PlaybackBar::sought, this, [this](double seconds) {
        m_clock.seek(seconds);
        showMoment(true);
    });
    connect(m_playback, &PlaybackBar::speedChanged, this, [this](double speed) {
        m_clock.setSpeed(speed);
        showMoment(false);
    });
    connect(&m_session, &Session::savedRequestsChanged, this, &TrafficPanel::takeSources);
    connect(&m_session, &Session::simulationChanged, this, &TrafficPanel::simulationChanged);
    connect(&m_session, &Session::reduceMotionChanged, this, [this] {
        if (m_session.reduceMotion())
            m_clock.finish();
        showMoment(true);
    });
}

void TrafficPanel::takeSources() {
    m_mix->setSources(trafficSources(m_session.savedRequests(), m_session.loaded()->scenarios));
}

void TrafficPanel::simulationChanged() {
    takeSources();
    m_mix->setObstacle(m_session.simulation()
                           ? QString()
                           : tr("Nothing is open. Open manifests first, then send traffic."));
    m_stale = m_run != nullptr;
    updateSummary();
}

void TrafficPanel::run() {
    const simulator::SimulationPtr simulation = m_session.simulation();
    simulator::ReplayPlan plan = m_mix->plan();
    if (!simulation || plan.requests.empty())
        return;
    m_mix->setRunning(true);
    m_job.start(
        [simulation, topology = m_session.topology(), plan](const std::stop_token& stop,
                                                            const auto& report) {
            return runTraffic(*simulation, topology.get(), plan, stop, report);
        },
        [this](const TrafficRunPtr& run) { publish(run); },
        [this](const TrafficProgress& progress) {
            m_mix->setProgress(progress.done, progress.total);
        });
}

void TrafficPanel::cancel() {
    m_job.cancel();
    m_mix->setRunning(false);
}

void TrafficPanel::publish(const TrafficRunPtr& run) {
    m_mix->setRunning(false);
    if (!run)
        return;
    m_run = run;
    m_stale = false;
    m_clock.load(run->result.seconds);
    m_pages->setCurrentIndex(1);
    fillCharts();
    updateSummary();
    if (m_session.reduceMotion()) {
        m_clock.finish();
        showMoment(true);
    } else {
        restart();
    }
    Q_EMIT runFinished();
}

QColor TrafficPanel::backendColor(const QString& name) const {
    return m_backendColors.value(name, othersColor(Theme::colors()));
}

void TrafficPanel::fillCharts() {
    const Palette& palette = Theme::colors();
    const simulator::ReplayResult& result = m_run->result;
    const double bucket = m_run->plan.bucketSeconds;

    m_backendColors.clear();
    const auto backends = chartRows(result.byBackend, kSeriesColors);
    std::vector<QColor> colors;
    std::vector<ChartLegend::Entry> legend;
    for (std::size_t i = 0; i < backends.size(); ++i) {
        const QColor color = backends[i].others || i >= kSeriesColors
                                 ? othersColor(palette)
                                 : seriesColor(i, palette.dark);
        colors.push_back(color);
        m_backendColors.insert(backends[i].name, color);
        legend.push_back({backends[i].name, color});
    }
    m_backendCard->setLegend(std::move(legend));
    m_backendChart->setRows(backends, colors, bucket, result.seconds);

    const auto pods = chartRows(result.byPod, kPodBars);
    m_podChart->setRows(pods, std::vector(pods.size(), seriesColor(0, palette.dark)), bucket);
    const auto rules = chartRows(result.byRoute, kPodBars);
    m_ruleChart->setRows(rules, std::vector(rules.size(), seriesColor(2, palette.dark)), bucket);
    const auto statuses = chartRows(result.byStatus, kStatusBars);
    std::vector<QColor> statusColors;
    for (const ChartRow& row : statuses)
        statusColors.push_back(statusColor(row.name, palette));
    m_statusChart->setRows(statuses, statusColors, bucket);

    m_backends->setRows(tableRows(result.byBackend), result.total);
    m_rules->setRows(tableRows(result.byRoute), result.total);
    m_pods->setRows(tableRows(result.byPod), result.total);
    m_statuses->setRows(tableRows(result.byStatus), result.total);
    m_shares->setRows(m_run->shares, result.total);
    if (m_flow)
        m_flow->canvas().setTraffic(
            motionOf(*m_run, [this](const QString& name) { return backendColor(name); }));
}

void TrafficPanel::updateSummary() {
    if (!m_run)
        return;
    std::uint64_t failed = 0;
    for (const simulator::Ending& ending : m_run->result.endings)
        failed += ending.succeeded() ? 0 : ending.count;
    QString text = tr("%1 requests, %2 failed, seed %3")
                       .arg(number(m_run->result.total), number(failed))
                       .arg(m_run->plan.seed);
    m_summary->setText(text);
    QStringList notes;
    if (m_run->result.sample.size() < m_run->result.total)
        notes << tr("The graph shows %1 of them moving.").arg(number(m_run->result.sample.size()));
    if (m_stale)
        notes << tr("The manifests changed since. Send again to see the difference.");
    m_note->setText(notes.join(QLatin1Char(' ')));
    m_note->setVisible(!notes.isEmpty());
    setRole(m_note, m_stale ? QStringLiteral("strip-warning") : QStringLiteral("strip"));
}

QByteArray TrafficPanel::runJson() const {
    return m_run ? QByteArray::fromStdString(
                       toJson(m_run->plan, m_run->result)
                           .dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
                       "\n")
                 : QByteArray();
}

QByteArray TrafficPanel::runCsv() const {
    return m_run ? QByteArray::fromStdString(simulator::toCsv(m_run->result)) : QByteArray();
}

void TrafficPanel::exportRun() {
    const QString json = tr("JSON (*.json)"), csv = tr("CSV table (*.csv)");
    QString filter;
    const QString name =
        QFileDialog::getSaveFileName(this, tr("Save the run"), QStringLiteral("run.json"),
                                     json + QStringLiteral(";;") + csv, &filter);
    if (name.isEmpty())
        return;
    const bool asCsv = filter == csv || name.endsWith(QStringLiteral(".csv"));
    const QByteArray bytes = asCsv ? runCsv() : runJson();
    if (const auto written = writeFile(name, bytes); !written)
        QMessageBox::warning(this, tr("The run was not saved"),
                             tr("%1. Choose another folder.").arg(written.error()));
}

// --- Playback

void TrafficPanel::play() {
    m_clock.play();
    startTicking();
    showMoment(false);
}

void TrafficPanel::pause() {
    m_clock.pause();
    showMoment(true);
}

void TrafficPanel::restart() {
    m_clock.restart();
    startTicking();
    showMoment(true);
}

void TrafficPanel::stopAt(double seconds) {
    m_clock.seek(seconds);
    pause();
}

void TrafficPanel::startTicking() {
    if (!m_clock.playing() || m_timer.isActive())
        return;
    m_sinceTick.start();
    m_timer.start(kTickMs, Qt::PreciseTimer, this);
}

void TrafficPanel::advance(double realSeconds) {
    m_clock.advance(realSeconds);
    const bool chartsDue = !m_sinceCharts.isValid() || m_sinceCharts.elapsed() >= kChartMs;
    showMoment(chartsDue || !m_clock.playing());
    if (!m_clock.playing())
        m_timer.stop();
}

void TrafficPanel::timerEvent(QTimerEvent* event) {
    if (event->timerId() == m_timer.timerId())
        advance(static_cast<double>(m_sinceTick.restart()) / 1000);
    else
        QWidget::timerEvent(event);
}

void TrafficPanel::showMoment(bool chartsToo) {
    if (!m_run)
        return;
    std::uint32_t perDot = 1;
    if (m_flow) {
        FlowCanvas& canvas = m_flow->canvas();
        canvas.setTrafficTime(m_clock.now(), m_session.reduceMotion() ? 0 : m_clock.travel());
        perDot = canvas.requestsPerDot();
    }
    m_playback->showClock(m_clock, perDot);
    if (!chartsToo)
        return;
    m_sinceCharts.start();
    const double now = m_clock.finished() ? -1 : m_clock.now();
    m_backendChart->setNow(now);
    m_ruleChart->setNow(now);
    m_podChart->setNow(now);
    m_statusChart->setNow(now);
}

void TrafficPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        applyTheme();
}

void TrafficPanel::applyTheme() {
    if (!m_backendChart)
        return;
    const Palette& palette = Theme::colors();
    m_backendChart->setPalette(palette);
    m_ruleChart->setPalette(palette);
    m_podChart->setPalette(palette);
    m_statusChart->setPalette(palette);
    if (m_run)
        fillCharts();
    showMoment(true);
}

}  // namespace gatesight::ui
