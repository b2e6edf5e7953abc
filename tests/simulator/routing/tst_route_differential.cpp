// The compiled table and the naive reference answer alike on random worlds. The bulk runs outside,
// in gatesight-differential.
#include "tests/house/test_program.h"

#include "support_differential.h"

#include <QDir>

namespace gatesight::simulator::tst_route_differential {

using namespace gatesight::test;

namespace {

constexpr int kSeeds = 6, kWorldsPerSeed = 20, kRequestsPerWorld = 150;

Dice diceOf(int seed, int world) {
    return Dice(static_cast<std::uint64_t>(seed * 1000 + world) << 32);
}

/// The difference made small and written to files one can open.
QByteArray reported(const Difference& difference, int seed) {
    const Difference small = shrunk(difference);
    const QString stem = QDir::temp().filePath(QString("route-difference-%1").arg(seed));
    return QByteArray::fromStdString("expected " + small.expected + ", found " + small.found +
                                     "\n  " + writeDown(small, stem.toStdString()));
}

}  // namespace

class RouteDifferentialTest : public QObject {
    Q_OBJECT

private slots:
    void agrees_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= kSeeds; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void agrees() {
        QFETCH(int, seed);
        Tally tally;
        for (int i = 0; i < kWorldsPerSeed; ++i) {
            Dice dice = diceOf(seed, i);
            const SmallWorld world = randomWorld(dice);
            const auto difference = firstDifference(world, kRequestsPerWorld, dice, tally);
            QVERIFY2(!difference, difference ? reported(*difference, seed).constData() : "");
        }
    }

    /// The worlds are of use only when every criterion of precedence decides now and then.
    void worldsExerciseEveryCriterion() {
        Tally tally;
        for (int i = 0; i < 150; ++i) {
            Dice dice = diceOf(0, i);
            const SmallWorld world = randomWorld(dice);
            QVERIFY(!firstDifference(world, 60, dice, tally));
        }
        const std::string told = toString(tally);
        for (const std::uint64_t times : tally.decidedBy)
            QVERIFY2(times > 0, told.c_str());
        QVERIFY2(tally.noListener > 0 && tally.noRoute > 0 && tally.withoutBackend > 0,
                 told.c_str());
        QVERIFY2(2 * tally.routed > tally.decisions(), told.c_str());
    }

    /// The comparison itself can fail: a reference with another order of expressions differs.
    void noticesDifferences() {
        using Order = gatesight::simulator::SpecChoices::RegexOrder;
        int differences = 0;
        for (int i = 0; i < 200 && differences == 0; ++i) {
            Dice dice = diceOf(0, i);
            const SmallWorld world = randomWorld(dice);
            const CompiledWorld both = compiled(world);
            gatesight::simulator::Options options = world.options;
            options.choices.regexOrder = options.choices.regexOrder == Order::AfterPrefix
                                             ? Order::BetweenExactAndPrefix
                                             : Order::AfterPrefix;
            const Reference other(*both.world, options);
            for (int n = 0; n < 50; ++n) {
                const auto request = randomRequest(world, dice);
                differences += other.answer(request, 0) == tableAnswer(both, request, 0) ? 0 : 1;
            }
        }
        QVERIFY(differences > 0);
    }
};

GATESIGHT_TEST(RouteDifferentialTest)

}  // namespace gatesight::simulator::tst_route_differential

#include "tst_route_differential.moc"
