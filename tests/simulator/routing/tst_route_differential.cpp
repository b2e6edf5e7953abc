// The compiled table and the naive reference answer alike on random worlds. The bulk runs outside,
// in gatesight-differential.
#include "support_differential.h"

#include <QTest>

using namespace gatesight::test;

class RouteDifferentialTest : public QObject {
    Q_OBJECT

private slots:
    void agrees_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 8; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void agrees() {
        QFETCH(int, seed);
        constexpr int kWorlds = 25, kRequests = 200;
        for (int i = 0; i < kWorlds; ++i) {
            Dice dice(static_cast<std::uint64_t>(seed * 1000 + i) << 32);
            const SmallWorld world = randomWorld(dice);
            const auto difference = firstDifference(world, kRequests, dice);
            if (!difference)
                continue;
            const Difference small = shrunk(*difference);
            QFAIL(qPrintable(QString("expected %1, found %2\n%3\n%4")
                                 .arg(QString::fromStdString(small.expected),
                                      QString::fromStdString(small.found),
                                      QString::fromStdString(toYaml(small.world)),
                                      QString::fromStdString(switches(small.world)) + ' ' +
                                          QString::fromStdString(small.request.authority() +
                                                                 small.request.path))));
        }
    }

    /// The comparison itself can fail: a reference with another order of hosts finds differences.
    void noticesDifferences() {
        int differences = 0;
        for (std::uint64_t i = 0; i < 200 && differences == 0; ++i) {
            Dice dice(i << 32);
            const SmallWorld world = randomWorld(dice);
            CompiledWorld both = compiled(world);
            for (int n = 0; n < 50; ++n) {
                const auto request = randomRequest(world, dice);
                gatesight::simulator::Options other = both.options;
                other.choices.regexOrder =
                    other.choices.regexOrder ==
                            gatesight::simulator::SpecChoices::RegexOrder::AfterPrefix
                        ? gatesight::simulator::SpecChoices::RegexOrder::BetweenExactAndPrefix
                        : gatesight::simulator::SpecChoices::RegexOrder::AfterPrefix;
                if (!(referenceAnswer(*both.world, other, request, 0) ==
                      tableAnswer(both, request, 0)))
                    ++differences;
            }
        }
        QVERIFY(differences > 0);
    }
};

QTEST_APPLESS_MAIN(RouteDifferentialTest)
#include "tst_route_differential.moc"
