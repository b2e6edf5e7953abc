// The rules of host names as tables: what matches, what two patterns have in common, which is more
// specific.
// QtTest comes first: moc of Qt 6.4 stumbles over <compare> when it is the first header it meets.

#include "simulator/control/hostname.h"
#include "tests/house/test_program.h"

#include <array>

namespace gatesight::simulator::tst_hostname {

class TestHostname : public QObject {
    Q_OBJECT

private slots:
    void matching_data();
    void matching();
    void intersecting_data();
    void intersecting();
    void intersectionAgreesWithMatching();
    void specificityOrders();
    void widening();
    void portIsCutOff_data();
    void portIsCutOff();
};

void TestHostname::matching_data() {
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("expected");

    const auto row = [](const char* rule, const char* pattern, const char* host, bool expected) {
        QTest::addRow("%s: '%s' %s '%s'", rule, pattern, expected ? "admits" : "refuses", host)
            << QByteArray(pattern) << QByteArray(host) << expected;
    };
    row("listener.hostname.unset-matches-all", "", "a.example.com", true);
    row("listener.hostname.unset-matches-all", "", "", true);
    row("exact", "a.example.com", "a.example.com", true);
    row("exact", "a.example.com", "b.example.com", false);
    row("exact", "a.example.com", "x.a.example.com", false);
    row("exact", "a.example.com", "", false);
    row("listener.hostname.wildcard-suffix", "*.example.com", "a.example.com", true);
    row("listener.hostname.wildcard-suffix", "*.example.com", "b.a.example.com", true);
    row("listener.hostname.wildcard-suffix", "*.example.com", "example.com", false);
    row("listener.hostname.wildcard-suffix", "*.example.com", ".example.com", false);
    row("listener.hostname.wildcard-suffix", "*.example.com", "badexample.com", false);
    row("listener.hostname.wildcard-suffix", "*.example.com", "", false);
    row("listener.hostname.case", "a.example.com", "A.Example.COM", true);
    row("listener.hostname.case", "*.example.com", "A.EXAMPLE.com", true);
}

void TestHostname::matching() {
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, host);
    QFETCH(bool, expected);
    QCOMPARE(admits(pattern.toStdString(), host.toStdString()), expected);
}

void TestHostname::intersecting_data() {
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QByteArray>("expected");  // "-": nothing in common

    const auto row = [](const char* first, const char* second, const char* expected) {
        QTest::addRow("'%s' with '%s'", first, second)
            << QByteArray(first) << QByteArray(second) << QByteArray(expected);
    };
    row("", "", "");
    row("", "a.example.com", "a.example.com");
    row("", "*.example.com", "*.example.com");
    row("a.example.com", "a.example.com", "a.example.com");
    row("a.example.com", "b.example.com", "-");
    row("a.example.com", "*.example.com", "a.example.com");
    row("b.a.example.com", "*.example.com", "b.a.example.com");
    row("example.com", "*.example.com", "-");
    row("*.com", "*.example.com", "*.example.com");
    row("*.example.com", "*.example.com", "*.example.com");
    row("*.a.example.com", "*.b.example.com", "-");
    row("*.example.com", "*.badexample.com", "-");
    row("*.example.com", "a.test.com", "-");
}

void TestHostname::intersecting() {
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(QByteArray, expected);
    const std::string a = first.toStdString(), b = second.toStdString();
    QCOMPARE(QByteArray::fromStdString(std::string(intersection(a, b).value_or("-"))), expected);
    QCOMPARE(QByteArray::fromStdString(std::string(intersection(b, a).value_or("-"))), expected);
}

/// Every host that both patterns admit, and no other, is admitted by their intersection.
void TestHostname::intersectionAgreesWithMatching() {
    constexpr std::array<std::string_view, 9> patterns = {
        "", "com", "*.com", "b.com", "*.b.com", "a.b.com", "*.a.b.com", "x.a.b.com", "*.c.com"};
    constexpr std::array<std::string_view, 9> hosts = {
        "", "com", "b.com", "a.b.com", "x.a.b.com", "y.x.a.b.com", "c.com", "d.c.com", "ab.com"};
    for (const auto first : patterns) {
        for (const auto second : patterns) {
            const auto common = intersection(first, second);
            for (const auto host : hosts)
                QCOMPARE(common && admits(*common, host),
                         admits(first, host) && admits(second, host));
        }
    }
}

void TestHostname::specificityOrders() {
    constexpr std::array<std::string_view, 4> ascending = {"", "*.com", "*.example.com", "a.b"};
    for (std::size_t i = 1; i < ascending.size(); ++i)
        QVERIFY(specificity(ascending[i - 1]) < specificity(ascending[i]));
}

void TestHostname::widening() {
    QCOMPARE(widened("a.b.com"), std::optional<std::string>("*.b.com"));
    QCOMPARE(widened("*.b.com"), std::optional<std::string>("*.com"));
    QCOMPARE(widened("*.com"), std::optional<std::string>(""));
    QCOMPARE(widened("localhost"), std::optional<std::string>(""));
    QCOMPARE(widened(""), std::optional<std::string>());
}

void TestHostname::portIsCutOff_data() {
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* authority, const char* expected) {
        QTest::newRow(authority) << QByteArray(authority) << QByteArray(expected);
    };
    row("a.example.com", "a.example.com");
    row("a.example.com:8080", "a.example.com");
    row("[2001:db8::1]:443", "[2001:db8::1]");
    row("2001:db8::1", "2001:db8::1");
    row("[broken", "[broken");
    row(":80", "");
}

void TestHostname::portIsCutOff() {
    QFETCH(QByteArray, authority);
    QFETCH(QByteArray, expected);
    const std::string whole = authority.toStdString();
    QCOMPARE(QByteArray::fromStdString(std::string(withoutPort(whole))), expected);
}

GATESIGHT_TEST(TestHostname)

}  // namespace gatesight::simulator::tst_hostname

#include "tst_hostname.moc"
