// Exact shares and draws (RULES 7.2).
#include "simulator/routing/draw.h"
#include "simulator/routing/weights.h"
#include "tests/house/test_program.h"

#include <map>

namespace gatesight::simulator::tst_weights {

class WeightsTest : public QObject {
    Q_OBJECT

private slots:
    void shares_data() {
        QTest::addColumn<QList<int>>("weights");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("one") << QList<int>{7} << QByteArray("1/1");
        QTest::newRow("not per cent") << QList<int>{1, 3} << QByteArray("1/4 3/4");
        QTest::newRow("lowest terms") << QList<int>{70, 20, 10} << QByteArray("7/10 1/5 1/10");
        QTest::newRow("zero gets nothing") << QList<int>{0, 5} << QByteArray("0/1 1/1");
        QTest::newRow("all zero") << QList<int>{0, 0} << QByteArray("0/1 0/1");
        QTest::newRow("large") << QList<int>{1000000, 999999}
                               << QByteArray("1000000/1999999 999999/1999999");
        QTest::newRow("negative counts as nothing") << QList<int>{-5, 1} << QByteArray("0/1 1/1");
    }
    void shares() {
        QFETCH(QList<int>, weights);
        QFETCH(QByteArray, expected);
        const std::vector<std::int32_t> list(weights.begin(), weights.end());
        QByteArrayList found;
        for (const ExactShare& share : exactShares(list))
            found << QByteArray::number(qlonglong(share.numerator)) + '/' +
                         QByteArray::number(qlonglong(share.denominator));
        QCOMPARE(found.join(' '), expected);
    }

    void picksByTheBits() {
        const std::vector<std::int32_t> weights{1, 0, 3};
        const std::uint64_t quarter = std::uint64_t{1} << 62;
        QCOMPARE(weightedPick(weights, 0).value(), 0u);
        QCOMPARE(weightedPick(weights, quarter - 1).value(), 0u);
        QCOMPARE(weightedPick(weights, quarter).value(), 2u);
        QCOMPARE(weightedPick(weights, ~std::uint64_t{0}).value(), 2u);
        QVERIFY(!weightedPick(std::vector<std::int32_t>{0, 0}, 5));
        QVERIFY(!weightedPick({}, 5));
    }

    /// Chi-square with two degrees of freedom: 13.8 is exceeded once in a thousand times.
    void drawsFollowTheWeights() {
        const std::vector<std::int32_t> weights{70, 20, 10};
        constexpr int kDraws = 100'000;
        std::map<std::uint32_t, int> counts;
        for (std::uint64_t i = 0; i < kDraws; ++i)
            ++counts[*weightedPick(weights, drawn(1, i, Purpose::Backend))];
        double chiSquare = 0;
        for (std::uint32_t i = 0; i < weights.size(); ++i) {
            const double expected = kDraws * weights[i] / 100.0;
            chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        QVERIFY2(chiSquare < 13.8, qPrintable(QString::number(chiSquare)));
    }

    void drawsArePure() {
        QCOMPARE(drawn(1, 7, Purpose::Backend), drawn(1, 7, Purpose::Backend));
        QVERIFY(drawn(1, 7, Purpose::Backend) != drawn(2, 7, Purpose::Backend));
        QVERIFY(drawn(1, 7, Purpose::Backend) != drawn(1, 8, Purpose::Backend));
        QVERIFY(drawn(1, 7, Purpose::Backend) != drawn(1, 7, Purpose::Endpoint));
        QVERIFY(drawn(1, 7, Purpose::Mirror, 0) != drawn(1, 7, Purpose::Mirror, 1));
    }
};

GATESIGHT_TEST(WeightsTest)

}  // namespace gatesight::simulator::tst_weights

#include "tst_weights.moc"
