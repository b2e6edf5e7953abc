#include "tests/house/test_program.h"
#include "ui/charts/playback_bar.h"
#include "ui/charts/playback_clock.h"
#include "ui/charts/tally_model.h"
#include "ui/charts/traffic_mix.h"
#include "ui/charts/traffic_run.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

namespace tst_charts_data {

using namespace gatesight;
using simulator::Tally;
using ui::ChartRow;
using ui::MixModel;
using ui::PlaybackClock;
using ui::TallyModel;

namespace {

/// Tallies named a, b, c, … with these counts, all in the first of two buckets.
std::vector<Tally> tallies(std::initializer_list<std::uint32_t> counts) {
    std::vector<Tally> result;
    for (const std::uint32_t count : counts) {
        Tally& tally = result.emplace_back();
        tally.name = std::string(1, static_cast<char>('a' + result.size() - 1));
        tally.count = count;
        tally.failures = count / 10;
        tally.perBucket = {count, 0};
    }
    return result;
}

std::vector<std::pair<QString, std::uint64_t>> shortly(const std::vector<ChartRow>& rows) {
    std::vector<std::pair<QString, std::uint64_t>> result;
    for (const ChartRow& row : rows)
        result.emplace_back(row.name, row.count);
    return result;
}

simulator::ReplayRequest weighted(const char* name, double weight) {
    simulator::ReplayRequest request;
    request.name = name;
    request.weight = weight;
    return request;
}

}  // namespace

class TstChartsData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLargestAreShownAndTheRestIsSummed() {
        using Rows = std::vector<std::pair<QString, std::uint64_t>>;
        const auto many = tallies({10, 50, 30, 20, 40});
        const Rows two{
            {QStringLiteral("b"), 50}, {QStringLiteral("e"), 40}, {QStringLiteral("3 others"), 60}};
        QCOMPARE(shortly(ui::chartRows(many, 2)), two);
        QVERIFY(ui::chartRows(many, 2).back().others);
        // "1 others" would take as much room as the one itself.
        QCOMPARE(ui::chartRows(many, 4).size(), std::size_t{5});
        QVERIFY(!ui::chartRows(many, 4).back().others);
        QVERIFY(ui::chartRows({}, 4).empty());
    }

    void othersAddUp() {
        const auto rows = ui::chartRows(tallies({10, 50, 30, 20, 40}), 2);
        QCOMPARE(rows.back().failures, std::uint64_t{6});
        const std::vector<std::uint32_t> sums{60, 0};
        QCOMPARE(rows.back().perBucket, sums);
    }

    void bucketsAreRound_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<double>("bucket");
        QTest::newRow("ten seconds") << 10.0 << 0.1;
        QTest::newRow("a minute") << 60.0 << 0.5;
        QTest::newRow("two minutes") << 120.0 << 1.0;
        QTest::newRow("an hour") << 3600.0 << 50.0;
        QTest::newRow("a blink") << 0.01 << 0.0001;
        QTest::newRow("nothing") << 0.0 << 1.0;
    }
    void bucketsAreRound() {
        QFETCH(double, seconds);
        QFETCH(double, bucket);
        QVERIFY2(qFuzzyCompare(ui::bucketSecondsFor(seconds), bucket),
                 qPrintable(QString::number(ui::bucketSecondsFor(seconds))));
    }

    void countsGrowWithTime() {
        ChartRow row;
        row.count = 30;
        row.perBucket = {10, 20};
        QCOMPARE(ui::countUntil(row, 2, 0), 0.0);
        QCOMPARE(ui::countUntil(row, 2, 1), 5.0);
        QCOMPARE(ui::countUntil(row, 2, 3), 20.0);
        QCOMPARE(ui::countUntil(row, 2, 99), 30.0);
    }

    void thePlaybackClockIsGivenItsTime() {
        PlaybackClock clock;
        clock.load(140);
        QCOMPARE(clock.speed(), 10.0);
        clock.advance(1);
        QCOMPARE(clock.now(), 0.0);
        clock.play();
        clock.advance(1);
        QCOMPARE(clock.now(), 10.0);
        clock.pause();
        clock.advance(1);
        QCOMPARE(clock.now(), 10.0);
        clock.setSpeed(20);
        clock.play();
        clock.advance(100);
        QVERIFY(clock.finished() && !clock.playing());
        // The last request has arrived too.
        QCOMPARE(clock.now(), 140 + clock.travel());
        clock.play();
        QVERIFY(!clock.playing());
        clock.restart();
        QVERIFY(clock.playing());
        QCOMPARE(clock.now(), 0.0);
        clock.seek(-5);
        QCOMPARE(clock.now(), 0.0);
    }

    void theSpeedSliderGoesBothWays() {
        for (const double speed : {0.05, 0.3, 1.0, 10.0, 500.0})
            QVERIFY(
                qFuzzyCompare(ui::PlaybackBar::speedAt(ui::PlaybackBar::placeOf(speed)), speed));
    }

    void weightsAreEditedAndShared() {
        MixModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRequests({weighted("browse", 3), weighted("buy", 1)});
        QSignalSpy changed(&model, &MixModel::weightsChanged);
        const auto share = [&](int row) {
            return model.index(row, MixModel::Share).data().toString();
        };
        QCOMPARE(share(0), QStringLiteral("75.0 %"));
        QVERIFY(model.setData(model.index(1, MixModel::Weight), 3, Qt::EditRole));
        QCOMPARE(share(0), QStringLiteral("50.0 %"));
        QCOMPARE(changed.count(), 1);
        QVERIFY(model.setData(model.index(0, MixModel::Weight), 0, Qt::EditRole));
        QCOMPARE(share(0), QStringLiteral("\u2013"));
        QCOMPARE(share(1), QStringLiteral("100.0 %"));
    }

    void badWeightsAreRefused_data() {
        QTest::addColumn<QVariant>("weight");
        QTest::newRow("negative") << QVariant(-1);
        QTest::newRow("no number") << QVariant(QStringLiteral("many"));
        QTest::newRow("not a number") << QVariant(std::nan(""));
        QTest::newRow("endless") << QVariant(std::numeric_limits<double>::infinity());
    }
    void badWeightsAreRefused() {
        QFETCH(QVariant, weight);
        MixModel model;
        model.setRequests({weighted("browse", 3)});
        QVERIFY(!model.setData(model.index(0, MixModel::Weight), weight, Qt::EditRole));
        QCOMPARE(model.totalWeight(), 3.0);
    }

    void sourcesAreTheSavedRequestsAndTheMixes() {
        ui::SavedRequest saved;
        saved.name = "home";
        saved.weight = 2;
        simulator::Scenario scenario;
        scenario.name = "shop";
        scenario.requests.resize(2);
        scenario.requests[1].name = "buy";
        scenario.traffic.push_back({"rush", 50, 4, {{1, 0.5}, {7, 1}}});
        const auto sources = ui::trafficSources({saved}, {scenario});
        QCOMPARE(sources.size(), std::size_t{2});
        QCOMPARE(sources[0].requests[0].weight, 2.0);
        QCOMPARE(sources[1].title, QStringLiteral("rush (shop)"));
        QCOMPARE(sources[1].count, std::uint64_t{200});
        QCOMPARE(sources[1].requests.size(), std::size_t{1});
        QCOMPARE(sources[1].requests[0].name, std::string("buy"));
        QVERIFY(ui::trafficSources({}, {}).empty());
    }

    void tablesLeaveAsCsvAndJson() {
        TallyModel model(QStringLiteral("Backend"));
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto rows = ui::tableRows(tallies({10, 30}));
        rows[1].name = QStringLiteral("x, \"y\"");
        model.setRows(rows, 40);
        QCOMPARE(ui::csvOf(model), QByteArray("Backend,Requests,Share,Failed\n"
                                              "b,30,0.75,3\n"
                                              "\"x, \"\"y\"\"\",10,0.25,1\n"));
        const QJsonArray json = QJsonDocument::fromJson(ui::jsonOf(model)).array();
        QCOMPARE(json.size(), 2);
        QCOMPARE(json[0].toObject()[QStringLiteral("requests")].toInt(), 30);
        QCOMPARE(json[0].toObject()[QStringLiteral("share")].toDouble(), 0.75);
    }

    void sharesCompareExpectedAndMeasured() {
        ui::ShareModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({{"shop/cart-v1:80", 0.9, 88, false}, {"shop/cart-v2:80", 0.1, 12, false}},
                      100);
        const auto cell = [&](int row, int column) {
            return model.index(row, column).data().toString();
        };
        QCOMPARE(cell(0, ui::ShareModel::Expected), QStringLiteral("90.00 %"));
        QCOMPARE(cell(0, ui::ShareModel::Measured), QStringLiteral("88.00 %"));
        QCOMPARE(cell(0, ui::ShareModel::Difference), QStringLiteral("\u22122.00 %"));
        QCOMPARE(cell(1, ui::ShareModel::Difference), QStringLiteral("+2.00 %"));
    }
};

GATESIGHT_TEST(TstChartsData, QApplication)

}  // namespace tst_charts_data

#include "tst_charts_data.moc"
