// What a report says of routes and policies that do not agree.
#include "simulator/report/contradictions_chapter.h"
#include "tests/house/test_program.h"
#include "tests/simulator/report/support_report.h"
#include "tests/simulator/support_world.h"

#include <nlohmann/json.hpp>

namespace gatesight::simulator::tst_report_contradictions {

using namespace test;

namespace {

constexpr auto kFenced = R"(
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress]}
)";

}  // namespace

class TestReportContradictions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWorldThatAgreesSaysSo() {
        const Report report = reportOf(shopYaml());
        QVERIFY(report.contradictions.empty());
        QVERIFY(toJson(report)["contradictions"].empty());
        const Chapter chapter = contradictionsChapter(report.contradictions);
        QCOMPARE(chapter.blocks.size(), std::size_t(1));
        QVERIFY(std::holds_alternative<Paragraph>(chapter.blocks.front().content));
    }

    void everyRowIsInTheChapterAndTheJson() {
        const Report report = reportOf(shopYaml() + kFenced);
        QVERIFY(!report.contradictions.empty());
        const auto json = toJson(report)["contradictions"];
        QCOMPARE(json.size(), report.contradictions.size());
        QCOMPARE(text(json[0]["kind"].get<std::string>()), QStringLiteral("Dropped"));
        QCOMPARE(text(json[0]["decider"]["policy"].get<std::string>()),
                 QStringLiteral("NetworkPolicy shop/closed"));
        QVERIFY(json[0]["dropped"].get<std::size_t>() > 0);
        QVERIFY(json[0]["remedy"].get<std::string>().starts_with("let Pods of namespace "));
        QVERIFY(json[0]["source"]["line"].get<int>() > 0);
        QVERIFY(json[0]["decider"]["source"]["line"].get<int>() > 0);
        QCOMPARE(rowsOf(contradictionsChapter(report.contradictions)),
                 report.contradictions.size());
        const Chapter chapter = contradictionsChapter(report.contradictions);
        const DataTable& table = firstTable(chapter);
        const auto column = std::ranges::find(table.columns, "What to do", &DataTable::Column::title);
        QVERIFY(column != table.columns.end());
        const auto index = static_cast<std::size_t>(column - table.columns.begin());
        QCOMPARE(table.rows.front().size(), table.columns.size());
        QCOMPARE(text(table.rows.front()[index].plain()),
                 text(report.contradictions.front().remedy));
        const auto chapters = bookletOf(report).chapters;
        QVERIFY(std::ranges::any_of(
            chapters, [](const Chapter& each) { return each.id == "contradictions"; }));
        // Lint and the report say the same.
        QCOMPARE(static_cast<std::size_t>(
                     std::ranges::count(report.findings, "promise.dropped", &model::Finding::rule)),
                 report.contradictions.size());
    }

private:
    static const DataTable& firstTable(const Chapter& chapter) {
        const auto fold = std::ranges::find_if(chapter.blocks, [](const Block& block) {
            return std::holds_alternative<Fold>(block.content);
        });
        return std::get<DataTable>(std::get<Fold>(fold->content).blocks.front().content);
    }

    /// Of all tables, which stand in folds.
    static std::size_t rowsOf(const Chapter& chapter) {
        std::size_t rows = 0;
        for (const Block& block : chapter.blocks)
            if (const auto* fold = std::get_if<Fold>(&block.content))
                for (const Block& inner : fold->blocks)
                    rows += std::get<DataTable>(inner.content).rows.size();
        return rows;
    }
};

GATESIGHT_TEST(TestReportContradictions)

}  // namespace gatesight::simulator::tst_report_contradictions

#include "tst_report_contradictions.moc"
