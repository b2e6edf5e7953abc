// Logs replayed: where their requests go, what their statuses say of that, what no rule takes and
// no request reaches, and that nothing secret comes out again.
#include "simulator/accesslog/log_replay.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <random>
#include <sstream>

namespace gatesight::simulator::tst_log_replay {

using namespace test;

namespace {

const std::string kWorld = R"(
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: infra}
spec:
  gatewayClassName: any
  listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop}
spec:
  parentRefs: [{name: public, namespace: infra}]
  hostnames: [shop.example.com]
  rules:
    - matches: [{path: {value: /cart}, headers: [{name: x-canary, value: "true"}]}]
      backendRefs: [{name: two, port: 80}]
    - matches: [{path: {value: /cart}}]
      backendRefs: [{name: one, port: 80, weight: 3}, {name: two, port: 80, weight: 1}]
    - matches: [{path: {value: /gone}}]
      backendRefs: [{name: three, port: 80}]
    - matches: [{path: {value: /half}}]
      backendRefs: [{name: one, port: 80}, {name: three, port: 80}]
    - matches: [{path: {value: /old}}]
      filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]
    - matches: [{path: {value: /find}, queryParams: [{name: plan, value: gold}, {name: q, type: RegularExpression, value: "A.*"}]}]
      backendRefs: [{name: two, port: 80}]
---
)";

std::string service(const std::string& name, int address, const std::string& ready = "True") {
    return "apiVersion: v1\nkind: Service\nmetadata: {name: " + name +
           ", namespace: shop}\nspec: {selector: {app: " + name +
           "}, ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: " + name +
           ", namespace: shop, labels: {app: " + name +
           "}}\nspec: {containers: [{name: c}]}\nstatus: {phase: Running, podIP: 10.0.0." +
           std::to_string(address) + ", conditions: [{type: Ready, status: \"" + ready +
           "\"}]}\n---\n";
}

SimulationPtr shopWorld() {
    static const SimulationPtr world = simulate(
        worldOf(kWorld + service("one", 1) + service("two", 2) + service("three", 3, "False")));
    return world;
}

LogReplay replayed(const std::string& log, LogOptions options = {}, std::uint64_t seed = 1) {
    LogReplayer replayer(*shopWorld(), std::move(options), seed);
    std::istringstream in(log);
    replayer.read(in, "test.log");
    return replayer.finish();
}

std::string line(const std::string& path, const std::string& status, const std::string& more = {}) {
    constexpr auto kLine =
        R"({{"method":"GET","authority":"shop.example.com","scheme":"http","path":"{}","response_code":{}{}}})";
    return fmt::format(kLine, path, status, more) + "\n";
}

QStringList tallyLines(const std::vector<Tally>& tallies) {
    QStringList lines;
    for (const Tally& tally : tallies)
        lines << text(tally.name) + QString(" %1").arg(tally.count) +
                     (tally.failures > 0 ? QString(" failed %1").arg(tally.failures) : QString());
    return lines;
}

/// All that is counted, without places and examples.
QStringList countedIn(const LogReplay& replay) {
    QStringList lines = tallyLines(replay.byOutcome) + tallyLines(replay.byBackend) +
                        tallyLines(replay.byPod) + tallyLines(replay.byStatus) +
                        tallyLines(replay.byRoute);
    for (const ComparedStatus& compared : replay.comparison)
        lines << text(toString(compared.match)) + QString(" %1").arg(compared.count);
    for (const UntakenRequests& untaken : replay.untaken)
        lines << text(untaken.host + untaken.path) + QString(" %1").arg(untaken.count);
    for (const RuleCoverage& rule : replay.coverage)
        lines << QString("rule %1: %2").arg(rule.rule).arg(rule.requests);
    for (const UnusableLines& unusable : replay.unusable)
        lines << text(toString(unusable.reason)) + QString(" %1").arg(unusable.count);
    for (const std::string& note : replay.notes)
        lines << text(note);
    return lines;
}

}  // namespace

class TestLogReplay : public QObject {
    Q_OBJECT

private slots:
    void counts();
    void sharesComeOut();
    void equalRequestsAreOne();
    void compares_data();
    void compares();
    void tellsWhatNoRuleTakes();
    void tellsWhatIsUnreached();
    void tellsWhatTheLogCannot();
    void orderCountsForNothing();
    void secretsStayInside();
    void keptValuesDecide();
    void decidesBeyondTheBound();
    void namesWhatItCannotRead();
    void stopsWhenAsked();
    void writesCsvAndJson();
};

void TestLogReplay::counts() {
    const LogReplay replay =
        replayed(line("/gone", "503") + line("/old", "302") + line("/nowhere", "404") +
                 line("/cart", "200", R"(,"x_canary":"true")"));
    QCOMPARE(replay.total, std::uint64_t{4});
    COMPARE_LINES(tallyLines(replay.byBackend),
                  {"no backend 2 failed 1", "shop/three 1 failed 1", "shop/two 1"});
    COMPARE_LINES(tallyLines(replay.byRoute), {"no route 1 failed 1", "shop/shop[0] 1",
                                               "shop/shop[2] 1 failed 1", "shop/shop[4] 1"});
    COMPARE_LINES(tallyLines(replay.byStatus),
                  {"200 1", "302 1", "404 1 failed 1", "503 1 failed 1"});
    COMPARE_LINES(tallyLines(replay.byOutcome),
                  {"forwarded 1", "redirected 1", "responded 2 failed 2"});
}

void TestLogReplay::sharesComeOut() {
    std::string csv = "url,count,status\nhttp://shop.example.com/cart,40000,200\n";
    const LogReplay replay = replayed(csv);
    QCOMPARE(replay.total, std::uint64_t{40'000});
    QCOMPARE(replay.different, std::uint64_t{1});
    QCOMPARE(replay.byBackend.size(), std::size_t{2});
    const double share = static_cast<double>(replay.byBackend[0].count) / 40'000;
    QVERIFY2(std::abs(share - 0.75) < 0.02, std::to_string(share).c_str());
    QCOMPARE(tallyLines(replayed(csv).byBackend), tallyLines(replay.byBackend));
    QVERIFY(tallyLines(replayed(csv, {}, 2).byBackend) != tallyLines(replay.byBackend));
}

void TestLogReplay::equalRequestsAreOne() {
    std::string log;
    for (int i = 0; i < 500; ++i)
        log += line("/cart?session=" + std::to_string(100 + i), "200",
                    R"(,"user_agent":"agent )" + std::to_string(i) + R"(","x_request_id":")" +
                        std::to_string(i) + "\"");
    const LogReplay replay = replayed(log);
    QCOMPARE(replay.total, std::uint64_t{500});
    QCOMPARE(replay.different, std::uint64_t{1});
}

void TestLogReplay::compares_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* path, const char* status,
                        const char* expected, const char* more = "") {
        QTest::newRow(name) << path << status << more << expected;
    };
    row("served", "/cart", "200", "agrees 1");
    row("the workload redirects", "/cart", "302", "agrees 1");
    row("404 of whomever", "/cart", "404", "notFoundForwarded 1");
    row("404 of the gateway", "/cart", "404", "noRouteForwarded 1", R"(,"response_flags":"NR")");
    row("a flag that is another", "/cart", "404", "notFoundForwarded 1",
        R"(,"response_flags":"NRX,UH")");
    row("among flags", "/cart", "404", "noRouteForwarded 1", R"(,"response_flags":"DC,NR")");
    row("not allowed", "/cart", "403", "clientErrorForwarded 1");
    row("broken", "/cart", "502", "serverErrorForwarded 1");
    row("no route on both sides", "/nowhere", "404", "agrees 1");
    row("it had a route", "/nowhere", "200", "servedFailed 1");
    row("fails otherwise", "/nowhere", "503", "otherAnswer 1");
    row("no endpoints on both sides", "/gone", "503", "agrees 1");
    row("it had endpoints", "/gone", "200", "servedFailed 1");
    row("redirected on both sides", "/old", "302", "agrees 1");
    row("redirected otherwise", "/old", "301", "otherAnswer 1");
    row("served instead", "/old", "200", "otherAnswer 1");
    row("no status", "/cart", "0", "noStatus 1");
}

void TestLogReplay::compares() {
    QFETCH(QString, path);
    QFETCH(QString, status);
    QFETCH(QString, more);
    QFETCH(QString, expected);
    const LogReplay replay =
        replayed(line(path.toStdString(), status.toStdString(), more.toStdString()));
    QStringList lines;
    for (const ComparedStatus& compared : replay.comparison) {
        lines << text(toString(compared.match)) + QString(" %1").arg(compared.count);
        QCOMPARE(compared.place.line, std::uint64_t{1});
        QCOMPARE(text(compared.call), "GET http://shop.example.com" + path);
        QVERIFY(!compared.answer.empty());
    }
    COMPARE_LINES(lines, {expected});
}

void TestLogReplay::tellsWhatNoRuleTakes() {
    const LogReplay replay = replayed(
        line("/nowhere?a=1", "404") + line("/nowhere?b=22", "404") + line("/cart", "200") +
        R"({"method":"GET","authority":"other.example.com","scheme":"http","path":"/x","response_code":404})");
    QStringList lines;
    for (const UntakenRequests& untaken : replay.untaken)
        lines << text(untaken.host + untaken.path + " " + untaken.reason) +
                     QString(" %1").arg(untaken.count);
    COMPARE_LINES(lines, {"shop.example.com/nowhere NoRouteMatched 2",
                          "other.example.com/x NoRouteMatched 1"});
}

void TestLogReplay::tellsWhatIsUnreached() {
    const LogReplay replay = replayed(line("/cart", "200") + line("/cart/1", "200"));
    QStringList unreached;
    for (const RuleCoverage& rule : replay.coverage) {
        if (rule.requests == 0)
            unreached << QString::number(rule.rule);
    }
    COMPARE_LINES(unreached, {"0", "2", "3", "4", "5"});
    QCOMPARE(reachableRules(replay.coverage), std::size_t{6});
    QCOMPARE(reachedRules(replay.coverage), std::size_t{1});
    QCOMPARE(replay.coverage[1].requests, std::size_t{2});
}

void TestLogReplay::tellsWhatTheLogCannot() {
    COMPARE_LINES(
        [](const LogReplay& replay) {
            QStringList notes;
            for (const std::string& note : replay.notes)
                notes << text(note);
            return notes;
        }(replayed(
            R"({"method":"GET","authority":"shop.example.com","path":"/find?plan=tin&q=ABC"})"
            "\n" +
            line("/find?plan=gold&q=BCD", "200"))),
        {"1 request without a scheme taken as http; --log-scheme https says otherwise",
         "1 request had masked values where a regular expression looks, and may be decided "
         "otherwise; --keep-values decides them",
         "no line tells the header x-canary, which routes look at: requests are taken to be "
         "without"});
    QVERIFY(replayed(line("/cart", "200", R"(,"x_canary":"no")")).notes.empty());
}

void TestLogReplay::orderCountsForNothing() {
    std::mt19937 dice(7);
    std::vector<std::string> lines;
    const std::vector<std::string> paths{"/cart",
                                         "/cart/1",
                                         "/gone",
                                         "/half",
                                         "/old",
                                         "/nowhere",
                                         "/find?plan=gold&q=A",
                                         "/find?plan=tin&q=B"};
    for (int i = 0; i < 600; ++i) {
        const std::string status = i % 3 == 0 ? "200" : i % 3 == 1 ? "404" : "503";
        lines.push_back(i % 20 == 0 ? "no line\n"
                                    : line(paths[dice() % paths.size()], status,
                                           i % 2 == 0 ? R"(,"x_canary":"true")" : ""));
    }
    QStringList first;
    for (int round = 0; round < 6; ++round) {
        std::string log;
        for (const std::string& each : lines)
            log += each;
        const QStringList counted = countedIn(replayed(log));
        if (round == 0)
            first = counted;
        COMPARE_LINES(counted, first);
        std::ranges::shuffle(lines, dice);
    }
    QVERIFY(!first.filter("drawn").isEmpty());
}

void TestLogReplay::secretsStayInside() {
    // A marker in every place where a log may hold a secret; routes look at some of them.
    std::string log;
    int planted = 0;
    const auto secret = [&planted] { return "s3cr3t" + std::to_string(planted++) + "z"; };
    for (int i = 0; i < 15; ++i) {
        const std::string path = i % 3 == 0 ? "/cart" : i % 3 == 1 ? "/nowhere" : "/find";
        log += line(
            path + "?token=" + secret() + "&plan=" + secret() + "&q=A" + secret() + "&" + secret(),
            i % 2 == 0 ? "500" : "200",
            R"(,"x_canary":")" + secret() + R"(","cookie":"a=)" + secret() +
                R"(","authorization":"Bearer )" + secret() + R"(","user_agent":")" + secret() +
                "\"");
        log += line("http://" + secret() + ":" + secret() + "@shop.example.com/x;s=" + secret(),
                    "404");
        log += "half of a line with " + secret() + "\n";
        log += R"({"method":"GET","path":"no path )" + secret() + R"(","authority":"a"})" + "\n";
        log += R"({"method":"GET","path":"/","authority":"no host )" + secret() + "\"}\n";
    }
    QVERIFY(planted >= 100);
    const LogReplay replay = replayed(log);
    QVERIFY(replay.total == 30 && replay.unusableLines() == 45);
    const std::string all = toJson(replay).dump() + toCsv(replay);
    QVERIFY2(all.find("s3cr3t") == std::string::npos, all.c_str());
    QVERIFY(all.find("?token=x") != std::string::npos);
}

void TestLogReplay::keptValuesDecide() {
    const std::string log = line("/find?plan=gold&q=ABC", "200");
    COMPARE_LINES(tallyLines(replayed(log).byRoute), {"no route 1 failed 1"});
    LogOptions keep;
    keep.keepValues = true;
    const LogReplay kept = replayed(log, keep);
    COMPARE_LINES(tallyLines(kept.byRoute), {"shop/shop[5] 1"});
    QCOMPARE(kept.notes.size(), std::size_t{1});  // the header that no line tells
}

void TestLogReplay::decidesBeyondTheBound() {
    std::string log = "url\n";
    constexpr std::size_t kBound = 100, kMore = 50;
    for (std::size_t i = 0; i < kBound + kMore; ++i)
        log += "http://shop.example.com/gone/" + std::to_string(i) + "\n";
    LogOptions options;
    options.mostDifferent = kBound;
    const LogReplay replay = replayed(log, options);
    QCOMPARE(replay.total, std::uint64_t{kBound + kMore});
    QCOMPARE(replay.different, std::uint64_t{kBound});
    QCOMPARE(replay.beyond, std::uint64_t{kMore});
    QCOMPARE(replay.byRoute.size(), std::size_t{1});
    QCOMPARE(replay.byRoute[0].count, replay.total);
}

void TestLogReplay::namesWhatItCannotRead() {
    LogReplayer replayer(*shopWorld(), {});
    std::istringstream prose("It was a dark and stormy night.\n"),
        log(line("/cart", "200") + "a\nb\nc\nd\n");
    replayer.read(prose, "prose.txt");
    replayer.read(log, "second.log");
    const LogReplay replay = replayer.finish();
    QVERIFY(replay.logs[0].format == LogFormat::Auto);
    QVERIFY(replay.logs[1].format == LogFormat::EnvoyJson);
    QCOMPARE(replay.unusable.size(), std::size_t{1});
    QCOMPARE(replay.unusable[0].count, std::uint64_t{4});
    QCOMPARE(replay.unusable[0].examples.size(), std::size_t{3});
    QCOMPARE(replay.unusable[0].examples[0].place, (LogPlace{1, 2}));
}

void TestLogReplay::stopsWhenAsked() {
    std::string log;
    for (int i = 0; i < 5000; ++i)
        log += line("/cart", "200");
    std::stop_source stop;
    stop.request_stop();
    LogReplayer replayer(*shopWorld(), {}, 1, stop.get_token());
    std::istringstream in(log);
    replayer.read(in, "test.log");
    QVERIFY(replayer.finish().cancelled);
}

void TestLogReplay::writesCsvAndJson() {
    const LogReplay replay = replayed(line("/nowhere", "404") + "half\n");
    COMPARE_LINES(
        text(toCsv(replay)).split('\n').mid(0, 9),
        {"dimension,name,count,failures,share", "outcome,responded,1,1,1.000000",
         "backend,no backend,1,1,1.000000", "pod,no Pod,1,1,1.000000", "status,404,1,1,1.000000",
         "route,no route,1,1,1.000000", "comparison,agrees,1,,",
         "untaken,shop.example.com/nowhere,1,,", "coverage,HTTPRoute shop/shop[0],0,,"});
    const auto json = toJson(replay);
    QCOMPARE(json["kind"].get<std::string>(), std::string("LogReplay"));
    QCOMPARE(json["logs"][0]["format"].get<std::string>(), std::string("envoy-json"));
    QCOMPARE(json["unusable"][0]["examples"][0]["line"].get<int>(), 2);
    QVERIFY(json["untaken"].size() == 1 && json["coverage"].size() == 6);
}

GATESIGHT_TEST(TestLogReplay)

}  // namespace gatesight::simulator::tst_log_replay

#include "tst_log_replay.moc"
