// What commands print for people and programs, byte by byte. With GATESIGHT_UPDATE_GOLDEN=1 the
// golden files are written anew: look at the difference before it is committed.
#include "tests/cli/support_run.h"
#include "tests/house/test_program.h"

#include <QDir>
#include <QFile>

namespace tst_cli_golden {

using namespace gatesight::cli;
using namespace gatesight::cli::test;

class TestCliGolden : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(QDir::setCurrent(QString::fromStdString(dataFolder()))); }
    void prints_data();
    void prints();
    void isTheSameAgain();
};

void TestCliGolden::prints_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("colours");
    const auto row = [](const char* name, const char* line, bool colours = false) {
        QTest::newRow(name) << QString(line) << colours;
    };
    row("help", "help");
    row("help-trace", "help trace");
    row("trace-forwarded", "trace -f shop http://shop.example.com/cart");
    row("trace-forwarded-colours", "trace -f shop http://shop.example.com/cart", true);
    row("trace-canary", "trace -f shop -H x-canary:true http://shop.example.com/cart");
    row("trace-redirect", "trace -f shop http://shop.example.com/old");
    row("trace-follow", "trace -f shop --follow http://shop.example.com/old");
    row("trace-nearest-miss", "trace -f shop http://shop.example.com/card");
    row("trace-no-grant", "trace -f shop http://pay.example.com/");
    row("trace-no-listener", "trace -f shop --gateway infra/public http://shop.example.com:8081/");
    row("trace-inside", "trace -f shop --from shop/cart-v2 http://cart-v1:8080/");
    row("trace-tiers", "trace -f tiers.yaml --from office/desk http://10.96.0.7/");
    row("trace-json", "trace -f shop -o json http://shop.example.com/cart");
    row("trace-repeat", "trace -f shop --repeat 1000 http://shop.example.com/cart");
    row("status", "status -f shop");
    row("status-compare", "status --compare -f reported");
    row("status-compare-all", "status --compare --all -f reported");
    row("status-compare-nothing", "status --compare -f shop");
    row("lint", "lint -f shop -f broken.yaml");
    row("lint-json", "lint -f shop -f broken.yaml -o json");
    row("lint-sarif", "lint -f shop -f broken.yaml -o sarif");
    row("lint-github", "lint -f shop -f broken.yaml -o github");
    row("lint-rules", "lint -f shop --rules");
    row("samples-lint-rules-tenants", "lint -f ../../../samples/tenants --rules");
    row("lint-schema-only", "lint --schema-only -f broken.yaml");
    row("show", "show -f shop/routes.yaml");
    row("graph-mermaid", "graph -f shop -o mermaid --no-pods");
    row("graph-dot", "graph -f shop -o dot");
    row("graph-east-west", "graph -f shop --view east-west -o text");
    row("test", "test -f shop checks.yaml");
    row("test-junit", "test -f shop checks.yaml -o junit");
    row("test-github", "test -f shop checks.yaml -o github");
    row("test-markdown", "test -f shop checks.yaml -o markdown");
    row("replay", "replay -f shop checks.yaml");
    row("replay-csv", "replay -f shop checks.yaml -o csv");
    row("replay-log", "replay -f shop --log access.log");
    row("replay-log-csv", "replay -f shop --log access.log -o csv");
    row("replay-log-json", "replay -f shop --log access.log --format envoy-text -o json");
    row("samples-replay-log",
        "replay -f ../../../samples/bookshop --log ../../../samples/bookshop/access.log");
    row("report-markdown", "report -f shop checks.yaml -o markdown --quiet");
    row("report-json", "report -f shop checks.yaml -o json --seed 3 --spec no-endpoints=500");
    row("report-html", "report -f shop checks.yaml -o html --quiet");
    row("report-csv", "report -f shop -o csv");
    row("samples-report-protocols", "report -f ../../../samples/protocols -o csv");
    row("samples-report-tenants", "report -f ../../../samples/tenants -o csv");
    row("capsule", "capsule -f shop http://shop.example.com/cart");
    row("capsule-not-found", "capsule -f shop http://shop.example.com/card");
    row("capsule-kept-names", "capsule -f shop --keep-names http://shop.example.com/old");
    row("anonymise", "anonymise -f shop checks.yaml");
    row("test-record", "test -f shop --record");
    row("test-record-scenario", "test -f shop --record checks.yaml");
    row("explain", "explain httproute.match.path.prefix");
    row("explain-text-rule", "explain manifest.tab");
    row("samples-status-tenants", "status -f ../../../samples/tenants");
    row("samples-status-broken", "status -f ../../../samples/broken");
    row("samples-status-protocols", "status -f ../../../samples/protocols");
    row("samples-trace-grpc",
        "trace -f ../../../samples/protocols "
        "grpc://api.games.example.com/games.v1.Matchmaker/Find");
    row("samples-trace-passthrough",
        "trace -f ../../../samples/protocols --gateway games/edge tls://shop.games.example.com");
    row("samples-lint-broken", "lint -f ../../../samples/broken");
    row("samples-lint-mall", "lint -f ../../../samples/mall");
    row("samples-trace-weights",
        "trace -f ../../../samples/bookshop https://bookshop.example.com/cart/42");
    row("samples-trace-filters",
        "trace -f ../../../samples/bookshop -X POST https://bookshop.example.com/pay");
    row("samples-trace-wrong-name",
        "trace -f ../../../samples/bookshop --sni wrong.example.com https://bookshop.example.com/");
    row("samples-trace-no-gateway",
        "trace -f ../../../samples/bookshop https://library.example.com/");
    row("samples-trace-no-grant",
        "trace -f ../../../samples/broken --quiet http://grant.example.com/");
    row("samples-trace-not-ready",
        "trace -f ../../../samples/broken --quiet http://ready.example.com/");
    row("samples-trace-all",
        "trace -f ../../../samples/bookshop --all https://bookshop.example.com/nowhere");
    row("samples-test-bookshop", "test -f ../../../samples/bookshop");
    // Every form beside a small sample, and the short ones beside a larger one.
    row("samples-report-first-steps-markdown", "report -f ../../../samples/first-steps -o markdown");
    row("samples-report-first-steps-json", "report -f ../../../samples/first-steps -o json");
    row("samples-report-first-steps-html", "report -f ../../../samples/first-steps -o html");
    row("samples-report-first-steps-csv", "report -f ../../../samples/first-steps -o csv");
    row("samples-report-tenants-markdown", "report -f ../../../samples/tenants -o markdown");
    row("samples-test-first-steps", "test -f ../../../samples/first-steps");
    row("samples-test-first-steps-json", "test -f ../../../samples/first-steps -o json");
    row("samples-test-tenants-junit", "test -f ../../../samples/tenants -o junit");
    row("samples-test-tenants-markdown", "test -f ../../../samples/tenants -o markdown");
    row("samples-test-record-first-steps",
        "test -f ../../../samples/first-steps --record ../../../samples/first-steps/scenario.yaml");
    row("samples-lint-tenants-json", "lint -f ../../../samples/tenants -o json");
    row("samples-lint-tenants-sarif", "lint -f ../../../samples/tenants -o sarif");
    row("samples-lint-broken-github", "lint -f ../../../samples/broken -o github");
    row("samples-lint-broken-patch", "lint -f ../../../samples/broken -o patch");
    row("samples-lint-first-steps", "lint -f ../../../samples/first-steps");
    row("samples-graph-first-steps-svg", "graph -f ../../../samples/first-steps -o svg");
    row("samples-graph-first-steps-json", "graph -f ../../../samples/first-steps -o json");
    row("samples-graph-first-steps-dot", "graph -f ../../../samples/first-steps -o dot");
    row("samples-graph-bookshop-mermaid", "graph -f ../../../samples/bookshop -o mermaid");
    row("samples-diff", "diff ../../../samples/first-steps ../../../samples/tenants");
    row("samples-diff-markdown",
        "diff ../../../samples/first-steps ../../../samples/tenants -o markdown");
    row("samples-diff-json", "diff ../../../samples/first-steps ../../../samples/tenants -o json");
    row("samples-east-west-mall", "graph -f ../../../samples/mall --view east-west -o text");
    row("samples-east-west-mall-workloads",
        "graph -f ../../../samples/mall --view east-west --expand all -o text");
    row("samples-east-west-mall-json",
        "graph -f ../../../samples/mall --view east-west -n store -o json");
    row("samples-east-west-mall-mermaid",
        "graph -f ../../../samples/mall --view east-west -n store -n goods -o mermaid");
}

void TestCliGolden::prints() {
    QFETCH(QString, line);
    QFETCH(bool, colours);
    Environment environment;
    environment.colors = environment.outputIsTerminal = colours;
    const Ran ran = runLine(line.toStdString(), {}, environment);
    const std::string fresh = ran.out + (ran.err.empty() ? "" : "--- standard error\n" + ran.err);

    QFile golden(QString("golden/%1.txt").arg(QTest::currentDataTag()));
    if (qEnvironmentVariableIntValue("GATESIGHT_UPDATE_GOLDEN") == 1) {
        QVERIFY(golden.open(QIODevice::WriteOnly));
        golden.write(QByteArray::fromStdString(fresh));
        return;
    }
    QVERIFY2(golden.open(QIODevice::ReadOnly),
             "no golden file; write it with GATESIGHT_UPDATE_GOLDEN=1");
    const QStringList expected = QString::fromUtf8(golden.readAll()).split('\n');
    const QStringList actual = QString::fromStdString(fresh).split('\n');
    for (qsizetype i = 0; i < std::min(expected.size(), actual.size()); ++i)
        QVERIFY2(actual[i] == expected[i], qPrintable(QString("line %1\n  golden: %2\n  now:    %3")
                                                          .arg(i + 1)
                                                          .arg(expected[i], actual[i])));
    QCOMPARE(actual.size(), expected.size());
}

void TestCliGolden::isTheSameAgain() {
    for (const char* line : {"trace -f shop --repeat 500 http://shop.example.com/cart",
                             "status -f shop -o json --generated", "graph -f shop",
                             "graph -f shop --view east-west -o json",
                             "replay -f shop checks.yaml -o json", "report -f shop checks.yaml -o html"})
        QCOMPARE(runLine(line).out, runLine(line).out);
}

GATESIGHT_TEST(TestCliGolden)

}  // namespace tst_cli_golden

#include "tst_cli_golden.moc"
