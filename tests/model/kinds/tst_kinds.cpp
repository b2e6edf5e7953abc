// Durations, timestamps, selectors, scopes.
#include "model/kinds/duration.h"
#include "model/kinds/resource.h"
#include "model/kinds/scope.h"
#include "model/kinds/timestamp.h"
#include "tests/house/test_program.h"

namespace tst_kinds {

using namespace gatesight::model;

class Kinds : public QObject {
    Q_OBJECT

private slots:
    void durations_data();
    void durations();
    void printedDurations_data();
    void printedDurations();
    void timestamps_data();
    void timestamps();
    void selectors_data();
    void selectors();
    void emptySelectors();
    void scopes();
};

void Kinds::durations_data() {
    QTest::addColumn<QString>("written");
    QTest::addColumn<qint64>("milliseconds");  // -1: not a duration
    const auto row = [](const char* written, qint64 milliseconds) {
        QTest::newRow(written) << written << milliseconds;
    };
    row("1h", 3'600'000);
    row("1m", 60'000);
    row("1s", 1'000);
    row("1ms", 1);
    row("0s", 0);
    row("1h30m", 5'400'000);
    row("10s5m", 310'000);
    row("1s1s1s1s", 4'000);
    row("99999h", 359'996'400'000);
    for (const char* wrong : {"", "0", "1", "h", "1d", "-1s", "+1s", "1.5s", "1 s", "100000s",
                              "1s1s1s1s1s", "1sx", "s1"})
        row(wrong, -1);
}

void Kinds::durations() {
    QFETCH(QString, written);
    QFETCH(qint64, milliseconds);
    const auto parsed = parseDuration(written.toStdString());
    QCOMPARE(parsed.has_value(), milliseconds >= 0);
    QCOMPARE(parsed.value_or(-1), milliseconds);
}

void Kinds::printedDurations_data() {
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("printed");
    QTest::newRow("api.duration.format: zero") << qint64(0) << "0s";
    QTest::newRow("milliseconds") << qint64(5) << "5ms";
    QTest::newRow("api.duration.format: descending units") << qint64(3'723'004) << "1h2m3s4ms";
    QTest::newRow("gaps") << qint64(3'600'001) << "1h1ms";
}

void Kinds::printedDurations() {
    QFETCH(qint64, milliseconds);
    QFETCH(QString, printed);
    QCOMPARE(QString::fromStdString(formatDuration(milliseconds)), printed);
}

void Kinds::timestamps_data() {
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("expected");  // empty: not a timestamp
    const auto row = [](const char* written, const char* expected) {
        QTest::newRow(written) << written << expected;
    };
    row("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z");
    row("2026-08-21T10:00:00.999999Z", "2026-08-21T10:00:00Z");
    row("2026-08-21T10:00:00+02:00", "2026-08-21T08:00:00Z");
    row("2026-08-20T23:30:00-01:00", "2026-08-21T00:30:00Z");
    row("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z");
    row("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z");
    for (const char* wrong :
         {"", "2026-08-21", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-08-21T24:00:00Z",
          "2026-08-21T10:00:00", "2026-08-21T10:00:00Zx", "yesterday"})
        row(wrong, "");
}

void Kinds::timestamps() {
    QFETCH(QString, written);
    QFETCH(QString, expected);
    const auto parsed = parseTimestamp(written.toStdString());
    QCOMPARE(parsed ? QString::fromStdString(formatTimestamp(*parsed)) : QString(), expected);
}

void Kinds::selectors_data() {
    using enum LabelSelector::Operator;
    QTest::addColumn<int>("operator_");
    QTest::addColumn<bool>("onListed");
    QTest::addColumn<bool>("onOther");
    QTest::addColumn<bool>("onMissing");
    QTest::newRow("sel.operators: In") << int(In) << true << false << false;
    QTest::newRow("np.label-selector: NotIn") << int(NotIn) << false << true << true;
    QTest::newRow("sel.operators: Exists") << int(Exists) << true << true << false;
    QTest::newRow("np.label-selector: DoesNotExist") << int(DoesNotExist) << false << false << true;
}

void Kinds::selectors() {
    QFETCH(int, operator_);
    LabelSelector selector;
    selector.matchExpressions.push_back(
        {.key = "k",
         .operator_ = static_cast<LabelSelector::Operator>(operator_),
         .values = {"a", "b"}});
    QTEST(selector.matches({{"k", "a"}}), "onListed");
    QTEST(selector.matches({{"k", "c"}}), "onOther");
    QTEST(selector.matches({{"l", "a"}}), "onMissing");
    selector.matchLabels = {{"x", "y"}};
    QVERIFY(!selector.matches({{"k", "a"}}));
}

void Kinds::emptySelectors() {
    QVERIFY(LabelSelector().matches({}));  // sel.nil-vs-empty
    QVERIFY(!selects({}, {{"a", "b"}}));   // svc.selector
    QVERIFY(selects({{"a", "b"}}, {{"a", "b"}, {"c", "d"}}));
    QVERIFY(!selects({{"a", "b"}, {"c", "d"}}, {{"a", "b"}}));
}

void Kinds::scopes() {
    QCOMPARE(scopeOf(kGatewayGroup, "GatewayClass"), Scope::Cluster);  // api.scope
    QCOMPARE(scopeOf(kGatewayGroup, "HTTPRoute"), Scope::Namespaced);
    QCOMPARE(scopeOf(kGatewayExperimentalGroup, "XMesh"), Scope::Cluster);
    QCOMPARE(scopeOf("", "Node"), Scope::Cluster);
    QCOMPARE(scopeOf("networking.k8s.io", "NetworkPolicy"), Scope::Namespaced);
    QCOMPARE(scopeOf("example.com", "Widget"), Scope::Unknown);
}

GATESIGHT_TEST(Kinds)

}  // namespace tst_kinds

#include "tst_kinds.moc"
