// Which host name patterns admit a host, and in which order.
#include "simulator/routing/host_index.h"
#include "tests/house/test_program.h"

namespace gatesight::simulator::tst_host_index {

class HostIndexTest : public QObject {
    Q_OBJECT

private slots:
    void order_data() {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("exact, then wildcards, then any")
            << QByteArray("a.b.example.com")
            << QByteArray("a.b.example.com *.b.example.com *.example.com *.com (any)");
        QTest::newRow("no exact name") << QByteArray("x.b.example.com")
                                       << QByteArray("*.b.example.com *.example.com *.com (any)");
        QTest::newRow("a wildcard takes several labels")
            << QByteArray("x.y.z.example.com") << QByteArray("*.example.com *.com (any)");
        QTest::newRow("but at least one")
            << QByteArray("example.com") << QByteArray("example.com *.com (any)");
        QTest::newRow("not the middle of a label")
            << QByteArray("xexample.com") << QByteArray("*.com (any)");
        QTest::newRow("none sent") << QByteArray("") << QByteArray("(any)");
        QTest::newRow("only dots") << QByteArray("..") << QByteArray("(any)");
        QTest::newRow("a leading dot is no label")
            << QByteArray(".example.com") << QByteArray("*.com (any)");
        QTest::newRow("an address") << QByteArray("198.51.100.7") << QByteArray("(any)");
    }
    void order() {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, expected);
        const QByteArrayList patterns{"*.com",         "a.b.example.com", "",
                                      "*.example.com", "EXAMPLE.com",     "*.b.example.com",
                                      "*.other.org"};
        HostIndex index;
        for (qsizetype i = 0; i < patterns.size(); ++i)
            index.add(patterns[i].toStdString(), static_cast<std::uint32_t>(i));
        QByteArrayList found;
        index.visit(host.toStdString(), [&](std::uint32_t value) {
            found << (patterns[value].isEmpty() ? QByteArray("(any)") : patterns[value].toLower());
            return false;
        });
        QCOMPARE(found.join(' '), expected);
    }

    void theFirstOfEqualPatternsCounts() {
        HostIndex index;
        QCOMPARE(index.add("A.example.com", 1), 1u);
        QCOMPARE(index.add("a.EXAMPLE.com", 2), 1u);
        QCOMPARE(index.add("", 3), 3u);
        QCOMPARE(index.add("", 4), 3u);
        QCOMPARE(index.best("a.example.com"), 1u);
        QCOMPARE(index.best("b.example.com"), 3u);
    }

    void anExactNameIsNoWildcard() {
        HostIndex index;
        index.add("*.example.com", 1);
        QCOMPARE(index.best(".example.com"), HostIndex::kNone);
        QCOMPARE(index.best("example.com"), HostIndex::kNone);
    }

    void emptyFindsNothing() { QCOMPARE(HostIndex().best("a.example.com"), HostIndex::kNone); }

    void manyNames() {
        HostIndex index;
        for (std::uint32_t i = 0; i < 20'000; ++i)
            index.add("h" + std::to_string(i) + ".example.com", i);
        for (std::uint32_t i = 0; i < 20'000; ++i)
            QCOMPARE(index.best("h" + std::to_string(i) + ".example.com"), i);
        QCOMPARE(index.best("h20000.example.com"), HostIndex::kNone);
    }

    void moreLabelsThanTheMaskHolds() {
        std::string deep = "x";
        for (int i = 0; i < 70; ++i)
            deep += ".l" + std::to_string(i);
        HostIndex index;
        index.add("*" + deep.substr(1), 1);
        QCOMPARE(index.best(deep), 1u);
        QCOMPARE(index.best("y." + deep), 1u);
        QCOMPARE(index.best(deep + ".z"), HostIndex::kNone);
    }
};

GATESIGHT_TEST(HostIndexTest)

}  // namespace gatesight::simulator::tst_host_index

#include "tst_host_index.moc"
