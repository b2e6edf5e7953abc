// What the rules of the catalogue ask for, shown case by case; docs/rules-coverage.md lists which rule has which.
#include "simulator/lint/checks.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "tests/rules/support_rule_case.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <set>
#include <string>

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

    /// What is found in all the cases is in the list of checks, as loud as the list says; and there is no check that none of them shows.
    void theListOfChecksIsTrue() {
        std::map<std::string, std::set<std::string>> levels;
        for (const auto& each : allCases().cases)
            for (const gatesight::model::Finding& finding : findingsIn(each))
                levels[finding.rule].insert(std::string(toString(finding.severity)));
        QStringList wrong;
        for (const auto& [rule, seen] : levels) {
            const auto* check = gatesight::simulator::findLintCheck(rule);
            static const QRegularExpression beside("^(api|cluster|manifest|scenario|world|ns)\\.");
            if (!check && !beside.match(QString::fromStdString(rule)).hasMatch())
                wrong << QString::fromStdString(rule + " is not in the list");
            for (const std::string& level : seen)
                if (check && !QString::fromUtf8(check->levels.data(), qsizetype(check->levels.size())).split(" or ").contains(QString::fromStdString(level)))
                    wrong << QString::fromStdString(fmt::format("{} is listed as {}, found as {}", rule, check->levels, level));
        }
        for (const auto& check : gatesight::simulator::lintChecks()) {
            // Dates and suppressions are judged by the command.
            const bool ofCommand = check.rule == "lint.certificate.dates" || check.rule.starts_with("lint.suppression.");
            if (!ofCommand && !levels.contains(std::string(check.rule)))
                wrong << QString::fromStdString(fmt::format("no case shows {}", check.rule));
        }
        QCOMPARE(wrong.join('\n'), QString());
    }
};

GATESIGHT_TEST(TestRules, QCoreApplication)

}  // namespace tst_rules

#include "tst_rules.moc"
