// Whatever id a trace, a condition or a finding cites, `gatesight explain` has something to say.
#include "model/rules/explained_rules.h"
#include "tests/cli/support_run.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <nlohmann/json.hpp>

namespace tst_cli_explain {

using namespace gatesight::cli;
using namespace gatesight::cli::test;
using namespace gatesight::model;

class TestCliExplain : public QObject {
    Q_OBJECT

private slots:
    void everyCitedRuleIsExplained();
    void everyRuleHasWords();
    void aTextRuleShowsItsExample();
    void beginningsShowAll();
    void unknownRulesAreUnusable();
    void aRuleShowsItsExample();
    void citationsNameObjectsAndLines();
    void withoutARuleThoseThatAreCited();
    void requestsNeedManifests();
};

namespace {

/// String literals of the sources that look like ids of rules: words joined by dots, the first one
/// begins a known rule.
QSet<QString> citedIds() {
    static const QRegularExpression literal("\"([a-z]+(?:\\.[a-z0-9-]+)+)\"");
    QSet<QString> sections, ids;
    for (const ExplainedRule& each : explainedRules())
        sections.insert(
            QString::fromStdString(std::string(each.rule.id.substr(0, each.rule.id.find('.')))));
    for (const char* room : {"/model", "/simulator", "/app/cli"}) {
        QDirIterator files(QString::fromStdString(gatesight::test::sourcePath(room)),
                           {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            for (auto match = literal.globalMatch(QString::fromUtf8(file.readAll()));
                 match.hasNext();) {
                const QString id = match.next().captured(1);
                if (sections.contains(id.section('.', 0, 0)))
                    ids.insert(id);
            }
        }
    }
    // Keys of Secrets, groups, fields and domains that look like ids.
    ids -= {"tls.crt", "tls.key", "cluster.local", "svc.cluster.local", "svc.clusterset.local"};
    ids.removeIf([](const QString& id) { return id.endsWith(".io") || id.endsWith(".dev"); });
    return ids;
}

}  // namespace

void TestCliExplain::everyCitedRuleIsExplained() {
    const QSet<QString> ids = citedIds();
    QVERIFY(ids.size() > 200);
    QStringList unexplained;
    for (const QString& id : ids) {
        if (!findExplained(id.toStdString()))
            unexplained.append(id);
    }
    unexplained.sort();
    QCOMPARE(unexplained.join(' '), QString());
}

void TestCliExplain::everyRuleHasWords() {
    for (const ExplainedRule& each : explainedRules())
        QVERIFY2(!each.rule.text.empty() && !each.rule.section.empty(), each.rule.id.data());
    const auto ids = runGatesight({"explain"});
    QCOMPARE(static_cast<std::size_t>(std::ranges::count(ids.out, '\n')), explainedRules().size());
}

void TestCliExplain::aTextRuleShowsItsExample() {
    const Ran ran = runLine("explain manifest.tab");
    QCOMPARE(ran.code, 0);
    QVERIFY2(ran.out.find("Example:\n    a:\n") != std::string::npos, ran.out.c_str());
    QVERIFY2(ran.out.find('\t') == std::string::npos, ran.out.c_str());
}

void TestCliExplain::beginningsShowAll() {
    const auto json = nlohmann::json::parse(runLine("explain manifest -o json").out).at("rules");
    QVERIFY(json.size() > 30);
    for (const auto& rule : json)
        QVERIFY(rule.at("id").get<std::string>().starts_with("manifest."));
}

void TestCliExplain::unknownRulesAreUnusable() {
    const Ran ran = runLine("explain httproute.match.path.prefx");
    QCOMPARE(ran.code, codeOf(ExitCode::Usage));
    QVERIFY2(ran.err.find("httproute.match.path.prefix") != std::string::npos, ran.err.c_str());
}

void TestCliExplain::aRuleShowsItsExample() {
    const Ran ran = runLine("explain httproute.match.path.prefix");
    QVERIFY2(ran.out.find("Example: ") != std::string::npos, ran.out.c_str());
    QVERIFY2(ran.out.find("    # HTTPRoute apps/r\n") != std::string::npos, ran.out.c_str());
    const auto json =
        nlohmann::json::parse(runLine("explain httproute.match.path.prefix -o json").out);
    const auto& rule = json.at("rules").at(0);
    QVERIFY(rule.at("example").get<std::string>().starts_with("# HTTPRoute"));
    QVERIFY(!rule.at("exampleOutcomes").empty());
    QVERIFY(!rule.contains("cited"));
}

void TestCliExplain::citationsNameObjectsAndLines() {
    const std::string data = gatesight::test::sourcePath("/samples/first-steps");
    const Ran ran = runGatesight({"explain", "httproute.match.path.prefix", "-f", data, "-o",
                                  "json", "--request", "http://hello.example.com/bye"});
    QCOMPARE(ran.code, 0);
    const auto cited = nlohmann::json::parse(ran.out).at("rules").at(0).at("cited");
    QVERIFY2(!cited.empty(), ran.out.c_str());
    bool asked = false;
    for (const auto& each : cited) {
        QCOMPARE(each.at("by").get<std::string>(), std::string("trace"));
        QCOMPARE(each.at("object").at("kind").get<std::string>(), std::string("HTTPRoute"));
        QVERIFY(each.at("source").at("line").get<int>() > 1);
        asked = asked || each.at("request") == "http://hello.example.com/bye";
    }
    QVERIFY(asked);
    const Ran text = runGatesight({"explain", "httproute.match.path.prefix", "-f", data});
    QVERIFY2(text.out.find("HTTPRoute demo/hello") != std::string::npos, text.out.c_str());
    QVERIFY2(text.out.find(".yaml:") != std::string::npos, text.out.c_str());
    const Ran none = runGatesight({"explain", "filter.cors.preflight", "-f", data});
    QVERIFY2(none.out.find("Nothing here cites it") != std::string::npos, none.out.c_str());
}

void TestCliExplain::withoutARuleThoseThatAreCited() {
    const std::string data = gatesight::test::sourcePath("/samples/broken");
    const Ran ran =
        runGatesight({"explain", "-f", data, "-o", "json", "--fail-on", "never", "--quiet"});
    QCOMPARE(ran.code, 0);
    const auto rules = nlohmann::json::parse(ran.out).at("rules");
    QVERIFY(rules.size() > 5 && rules.size() < explainedRules().size());
    QSet<QString> by;
    for (const auto& rule : rules) {
        QVERIFY(!rule.at("cited").empty());
        for (const auto& each : rule.at("cited"))
            by.insert(QString::fromStdString(each.at("by")));
    }
    QCOMPARE(by, (QSet<QString>{"finding", "condition", "trace"}));
    const Ran text = runGatesight({"explain", "-f", data, "--fail-on", "never", "--quiet"});
    QVERIFY2(text.out.starts_with("CITED  RULE\n"), text.out.c_str());
}

void TestCliExplain::requestsNeedManifests() {
    QCOMPARE(runLine("explain --request http://a/").code, codeOf(ExitCode::Usage));
    QCOMPARE(runGatesight({"explain", "-f", gatesight::test::sourcePath("/samples/first-steps"),
                           "--request", "http://a:x/"})
                 .code,
             codeOf(ExitCode::Usage));
}

GATESIGHT_TEST(TestCliExplain)

}  // namespace tst_cli_explain

#include "tst_cli_explain.moc"
