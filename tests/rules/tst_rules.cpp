// What the rules of the catalogue ask for, shown case by case; docs/rules-coverage.md lists which rule has which.
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "tests/rules/support_rule_case.h"

#include <QCoreApplication>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tst_rules {

using gatesight::test::Json;
using gatesight::test::RuleCases;

namespace {

const RuleCases& allCases() {
    static const RuleCases cases = gatesight::test::readRuleCases(gatesight::test::sourcePath("/tests/rules/cases"));
    return cases;
}

}  // namespace

class TestRules : public QObject {
    Q_OBJECT

private slots:
    void partsHold_data() {
        QTest::addColumn<QString>("actual");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<bool>("hold");
        QTest::newRow("the same") << R"({"a": 1})" << R"({"a": 1})" << true;
        QTest::newRow("more keys") << R"({"a": 1, "b": 2})" << R"({"a": 1})" << true;
        QTest::newRow("another value") << R"({"a": 1})" << R"({"a": 2})" << false;
        QTest::newRow("absent, wanted absent") << R"({"a": 1})" << R"({"b": null})" << true;
        QTest::newRow("there, wanted absent") << R"({"a": 1})" << R"({"a": null})" << false;
        QTest::newRow("items in order") << R"([1, 2, 3])" << R"([1, 3])" << true;
        QTest::newRow("items out of order") << R"([1, 2, 3])" << R"([3, 1])" << false;
        QTest::newRow("an item only once") << R"([1, 2])" << R"([1, 1])" << false;
        QTest::newRow("an empty list is empty") << R"([1])" << R"([])" << false;
        QTest::newRow("part of a text") << R"("not permitted")" << R"("~permit")" << true;
        QTest::newRow("no part of a text") << R"("not permitted")" << R"("~allow")" << false;
    }
    void partsHold() {
        QFETCH(QString, actual);
        QFETCH(QString, expected);
        QTEST(gatesight::test::holds(Json::parse(actual.toStdString()), Json::parse(expected.toStdString())), "hold");
    }

    void filesAreRight() {
        QVERIFY2(!allCases().cases.empty(), "no cases");
        QCOMPARE(QString::fromStdString(fmt::format("{}", fmt::join(allCases().problems, "\n"))), QString());
    }

    void holds_data() {
        QTest::addColumn<qsizetype>("index");
        for (std::size_t i = 0; i < allCases().cases.size(); ++i) {
            const auto& each = allCases().cases[i];
            QTest::newRow(fmt::format("{}: {}", fmt::join(each.rules, " "), each.title).c_str()) << static_cast<qsizetype>(i);
        }
    }
    void holds() {
        QFETCH(qsizetype, index);
        const auto& ruleCase = allCases().cases[static_cast<std::size_t>(index)];
        const auto wrong = violations(ruleCase);
        // QVERIFY2 would cut the answers short.
        for (const std::string& each : wrong)
            qInfo().noquote() << QString::fromStdString(each);
        QVERIFY2(wrong.empty(), ruleCase.place.c_str());
    }
};

GATESIGHT_TEST(TestRules, QCoreApplication)

}  // namespace tst_rules

#include "tst_rules.moc"
