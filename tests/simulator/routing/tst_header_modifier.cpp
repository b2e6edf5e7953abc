// Header filters: case, repetition, order of actions (RULES 6.2).
#include "simulator/routing/header_modifier.h"
#include "tests/house/test_program.h"

namespace gatesight::simulator::tst_header_modifier {

namespace {

/// "A: 1 | B: 2"
QByteArray shown(const HeaderList& headers) {
    QByteArray text;
    for (const auto& [name, value] : headers)
        text += (text.isEmpty() ? "" : " | ") + QByteArray::fromStdString(name) + ": " +
                QByteArray::fromStdString(value);
    return text;
}

model::HTTPHeaderFilter filter(std::vector<model::HTTPHeader> set,
                               std::vector<model::HTTPHeader> add = {},
                               std::vector<std::string> remove = {}) {
    model::HTTPHeaderFilter result;
    result.set = std::move(set);
    result.add = std::move(add);
    result.remove = std::move(remove);
    return result;
}

}  // namespace

class HeaderModifierTest : public QObject {
    Q_OBJECT

private slots:
    void applies_data() {
        QTest::addColumn<HeaderList>("headers");
        QTest::addColumn<model::HTTPHeaderFilter>("change");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, HeaderList headers, model::HTTPHeaderFilter change,
                            const char* expected) {
            QTest::newRow(name) << headers << change << QByteArray(expected);
        };
        row("set creates", {{"A", "1"}}, filter({{"B", "2"}}), "A: 1 | B: 2");
        row("set replaces", {{"A", "1"}}, filter({{"A", "2"}}), "A: 2");
        row("set replaces all values, whatever the case", {{"a", "1"}, {"B", "x"}, {"A", "2"}},
            filter({{"A", "3"}}), "a: 3 | B: x");
        row("add creates", {}, filter({}, {{"A", "1"}}), "A: 1");
        row("add appends", {{"A", "1"}}, filter({}, {{"a", "2"}}), "A: 1,2");
        row("add appends to the last", {{"A", "1"}, {"A", "2"}}, filter({}, {{"A", "3"}}),
            "A: 1 | A: 2,3");
        row("remove takes all", {{"A", "1"}, {"a", "2"}, {"B", "3"}}, filter({}, {}, {"A"}),
            "B: 3");
        row("remove of what is absent", {{"B", "3"}}, filter({}, {}, {"A"}), "B: 3");
        row("of equal names in one list the first counts", {},
            filter({{"A", "1"}, {"a", "2"}}, {{"B", "3"}, {"b", "4"}}), "A: 1 | B: 3");
        row("remove, then set, then add", {{"A", "1"}}, filter({{"A", "2"}}, {{"A", "3"}}, {"A"}),
            "A: 2,3");
        row("several values in one entry", {}, filter({{"A", "1,2"}}), "A: 1,2");
    }
    void applies() {
        QFETCH(HeaderList, headers);
        QFETCH(model::HTTPHeaderFilter, change);
        QFETCH(QByteArray, expected);
        simulator::apply(change, headers);  // not std::apply
        QCOMPARE(shown(headers), expected);
    }

    void valuesAreJoined() {
        const HeaderList headers{{"A", "1"}, {"B", "x"}, {"a", "2"}};
        QCOMPARE(headerValue(headers, "A").value(), std::string("1,2"));
        QVERIFY(!headerValue(headers, "C"));
    }
};

GATESIGHT_TEST(HeaderModifierTest)

}  // namespace gatesight::simulator::tst_header_modifier

#include "tst_header_modifier.moc"
