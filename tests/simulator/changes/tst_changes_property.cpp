// diff and brute force agree on random pairs of small worlds: nothing is missed, nothing invented.
// Every request of 2,000 pairs is asked outside, in gatesight-differential.
#include "tests/house/test_program.h"

#include "support_brute_force.h"

#include <fmt/format.h>
#include <QDir>

#include <fstream>

namespace gatesight::simulator::tst_changes_property {

using namespace gatesight::test;

namespace {

constexpr int kSeeds = 10, kPairsPerSeed = 20;
constexpr std::size_t kRequestsPerPair = 12;

QByteArray pairReport(const WorldPair& pair, const std::string& problem, int seed) {
    const std::string stem = QDir::temp().filePath(QString("changes-%1").arg(seed)).toStdString();
    std::ofstream(stem + "-before.yaml") << gatesight::test::yamlOf(pair.before);
    std::ofstream(stem + "-after.yaml") << gatesight::test::yamlOf(pair.after);
    return QByteArray::fromStdString(
        fmt::format("{}: {}\n   {}-before.yaml", pair.mutation, problem, stem));
}

}  // namespace

class ChangesPropertyTest : public QObject {
    Q_OBJECT

private slots:
    void agreesWithBruteForce_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= kSeeds; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void agreesWithBruteForce() {
        QFETCH(int, seed);
        for (int i = 0; i < kPairsPerSeed; ++i) {
            Dice dice(static_cast<std::uint64_t>(seed * 1000 + i) << 32);
            const WorldPair pair = randomPair(dice);
            const std::string problem = firstProblem(pair, kRequestsPerPair, dice, m_tally);
            if (!problem.empty())
                QFAIL(pairReport(pair, problem, seed).constData());
        }
    }

    /// Without pairs that move and pairs that do not, agreeing says nothing.
    void pairsAreOfBothSorts() {
        QVERIFY(m_tally.withMoves > m_tally.pairs / 4);
        QVERIFY(m_tally.withMoves < m_tally.pairs * 9 / 10);
        QVERIFY(m_tally.differ > m_tally.pairs / 10);
    }

private:
    BruteForceTally m_tally;
};

GATESIGHT_TEST(ChangesPropertyTest)

}  // namespace gatesight::simulator::tst_changes_property

#include "tst_changes_property.moc"
