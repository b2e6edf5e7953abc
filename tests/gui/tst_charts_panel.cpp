// What is opened names only the fields it needs.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "ui/charts/bar_chart.h"
#include "ui/charts/mix_editor.h"
#include "ui/charts/tally_model.h"
#include "ui/charts/time_chart.h"
#include "ui/charts/traffic_panel.h"
#include "ui/graph/flow_view.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTableView>

#include <memory>
#include <set>

namespace tst_charts_panel {

using namespace gatesight;
using namespace gatesight::ui;

namespace {

/// A Session with a sample open, its graph and its traffic.
class Desk {
public:
    explicit Desk(const char* sample) {
        QSignalSpy ready(&session, &Session::simulationChanged);
        session.open({{.kind = Input::Kind::Path,
                       .path = gatesight::test::sourcePath("/samples/") + sample,
                       .title = sample}});
        opened = session.simulation() || ready.wait(20'000);
        flow.resize(1000, 600);
        flow.show();
    }

    bool send(std::uint64_t count) {
        panel->mix().setCount(count);
        QSignalSpy finished(panel.get(), &TrafficPanel::runFinished);
        panel->run();
        return panel->isRunning() && finished.wait(20'000);
    }

    Session session;
    FlowView flow{session};
    std::unique_ptr<TrafficPanel> panel = std::make_unique<TrafficPanel>(session, &flow);
    bool opened = false;
};

}  // namespace

class TstChartsPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutManifestsNothingIsSent() {
        Session session;
        TrafficPanel panel(session);
        panel.run();
        QVERIFY(!panel.isRunning());
        QVERIFY(!panel.shown());
    }

    void theSharesAreSeenBesideTheirBackends() {
        Desk desk("mall");
        QVERIFY(desk.opened);
        desk.panel->resize(1400, 320);
        desk.panel->show();
        QVERIFY(desk.send(300));
        auto* table = desk.panel->findChild<QTableView*>(QStringLiteral("table of Shares"));
        QVERIFY(table && table->isVisible());
        const QHeaderView* header = table->horizontalHeader();
        for (const int column : {ShareModel::Backend, ShareModel::Expected, ShareModel::Measured})
            QVERIFY2(header->sectionViewportPosition(column) + header->sectionSize(column) <=
                         table->viewport()->width(),
                     qPrintable(QStringLiteral("column %1 at %2, %3 wide, of %4")
                                    .arg(column)
                                    .arg(header->sectionViewportPosition(column))
                                    .arg(header->sectionSize(column))
                                    .arg(table->viewport()->width())));
    }

    void chartsShowTheTallies() {
        Desk desk("bookshop");
        QVERIFY(desk.opened);
        QVERIFY(desk.panel->mix().model().rowCount() > 0);
        QVERIFY(desk.send(3000));
        desk.panel->pause();
        const simulator::ReplayResult& result = desk.panel->shown()->result;
        QCOMPARE(result.total, std::uint64_t{3000});
        while (!desk.panel->clock().finished()) {
            desk.panel->play();
            desk.panel->advance(5);
        }
        const auto pods = chartRows(result.byPod, 8);
        for (std::size_t i = 0; i < pods.size(); ++i)
            QCOMPARE(desk.panel->podChart().length(i), static_cast<double>(pods[i].count));
        const auto statuses = chartRows(result.byStatus, 8);
        double sum = 0;
        for (std::size_t i = 0; i < statuses.size(); ++i)
            sum += desk.panel->statusChart().length(i);
        QCOMPARE(sum, 3000.0);
    }

    void expectedSharesAddUpAndAreMet() {
        Desk desk("bookshop");
        QVERIFY(desk.opened);
        QVERIFY(desk.send(20'000));
        double expected = 0;
        std::uint64_t measured = 0;
        for (const ShareRow& row : desk.panel->shown()->shares) {
            expected += row.expected;
            measured += row.measured;
            // Five standard deviations of the widest binomial: the seed is fixed, so this holds or
            // not.
            QVERIFY2(std::abs(row.expected - static_cast<double>(row.measured) / 20'000) < 0.018,
                     row.backend.c_str());
        }
        QVERIFY(std::abs(expected - 1) < 1e-9);
        QCOMPARE(measured, std::uint64_t{20'000});
    }

    void aRunLeavesAsJsonAndCsv() {
        Desk desk("bookshop");
        QVERIFY(desk.opened);
        QVERIFY(desk.panel->runJson().isEmpty() && desk.panel->runCsv().isEmpty());
        QVERIFY(desk.send(400));
        const QJsonObject json = QJsonDocument::fromJson(desk.panel->runJson()).object();
        QVERIFY(json.contains(QStringLiteral("byBackend")));
        QVERIFY(desk.panel->runCsv().startsWith("dimension,name,count"));
        QVERIFY(desk.panel->runCsv().contains("\nbackend,"));
    }

    void rulesAreCountedToo() {
        Desk desk("bookshop");
        QVERIFY(desk.opened);
        QVERIFY(desk.send(600));
        desk.panel->stopAt(1e9);
        const auto rules = chartRows(desk.panel->shown()->result.byRoute, 8);
        double sum = 0;
        for (std::size_t i = 0; i < rules.size(); ++i)
            sum += desk.panel->ruleChart().length(i);
        QCOMPARE(sum, 600.0);
    }

    void dotsHaveTheColourOfTheirBackend() {
        Desk desk("bookshop");
        QVERIFY(desk.opened);
        QVERIFY(desk.send(400));
        std::set<QRgb> colours;
        for (const simulator::Tally& tally : desk.panel->shown()->result.byBackend)
            colours.insert(desk.panel->backendColor(QString::fromStdString(tally.name)).rgb());
        QVERIFY(colours.size() > 3);
        const auto plan = motionOf(*desk.panel->shown(), [&](const QString& name) {
            return desk.panel->backendColor(name);
        });
        std::set<QRgb> moving;
        for (const TrafficPlan::Path& path : plan->paths)
            moving.insert(path.color.rgb());
        QVERIFY(moving.size() > 3);
    }

    void whileTrafficMovesNothingIsDimmed() {
        Desk desk("bookshop");
        QVERIFY(desk.opened);
        QTRY_VERIFY(desk.session.decision());
        QVERIFY(!desk.flow.canvas().emphases().empty());
        QVERIFY(desk.send(400));
        desk.panel->stopAt(2);
        QVERIFY(!desk.flow.canvas().movingDots().dots.empty());
        QVERIFY(desk.flow.canvas().emphases().empty());
        desk.panel->stopAt(1e9);
        QVERIFY(!desk.flow.canvas().emphases().empty());
    }

    void dotsMoveWithTheCharts() {
        Desk desk("bookshop");
        QVERIFY(desk.opened);
        QVERIFY(desk.send(2000));
        desk.panel->restart();
        QVERIFY(desk.panel->clock().playing());
        desk.panel->advance(3);
        QVERIFY(!desk.flow.canvas().movingDots().dots.empty());
        QVERIFY(desk.panel->clock().now() > 0);
        desk.panel->pause();
        const double now = desk.panel->clock().now();
        desk.panel->advance(3);
        QCOMPARE(desk.panel->clock().now(), now);
    }

    void reducedMotionShowsTheResultAtOnce() {
        Desk desk("bookshop");
        QVERIFY(desk.opened);
        desk.session.setReduceMotion(true);
        QVERIFY(desk.send(500));
        QVERIFY(!desk.panel->clock().playing());
        QVERIFY(desk.panel->clock().finished());
        QVERIFY(desk.flow.canvas().movingDots().dots.empty());
    }

    void theSameSeedDrawsTheSame() {
        Desk desk("bookshop");
        QVERIFY(desk.opened);
        QVERIFY(desk.send(1000));
        const TrafficRunPtr first = desk.panel->shown();
        QVERIFY(desk.send(1000));
        QVERIFY(first != desk.panel->shown());
        QCOMPARE(simulator::toCsv(first->result), simulator::toCsv(desk.panel->shown()->result));
    }

    void cancelKeepsTheOldResult() {
        Desk desk("bookshop");
        QVERIFY(desk.opened);
        QVERIFY(desk.send(200));
        const TrafficRunPtr first = desk.panel->shown();
        desk.panel->mix().setCount(5'000'000);
        desk.panel->run();
        QVERIFY(desk.panel->isRunning());
        desk.panel->cancel();
        QVERIFY(!desk.panel->isRunning());
        QCoreApplication::processEvents();
        QCOMPARE(desk.panel->shown(), first);
    }

    void destroyedWhileReplaying() {
        Desk desk("bookshop");
        QVERIFY(desk.opened);
        desk.panel->mix().setCount(5'000'000);
        desk.panel->run();
        QVERIFY(desk.panel->isRunning());
        desk.panel.reset();
        QCoreApplication::processEvents();
    }

    void destroyedWhilePlaying() {
        Desk desk("bookshop");
        QVERIFY(desk.opened);
        QVERIFY(desk.send(500));
        desk.panel->restart();
        desk.panel.reset();
        desk.flow.grab();
        QVERIFY(desk.flow.canvas().movingDots().dots.empty());
    }

    void bothThemesCanBeDrawn() {
        Desk desk("bookshop");
        Theme theme(desk.session);
        theme.styleWidgets();
        QVERIFY(desk.opened);
        QVERIFY(desk.send(300));
        desk.panel->resize(1200, 300);
        desk.session.setTheme(ThemeChoice::Light);
        const QImage light = desk.panel->grab().toImage();
        desk.session.setTheme(ThemeChoice::Dark);
        QVERIFY(light != desk.panel->grab().toImage());
    }
};

GATESIGHT_TEST(TstChartsPanel, QApplication)

}  // namespace tst_charts_panel

#include "tst_charts_panel.moc"
