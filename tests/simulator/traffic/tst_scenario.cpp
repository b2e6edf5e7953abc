// Scenarios: what is understood, and what is told about the rest. Every mistake has a twin that is
// right.
#include "simulator/traffic/scenario.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

namespace gatesight::simulator::tst_scenario {

using namespace test;

namespace {

std::string scenario(const std::string& spec) {
    return "apiVersion: gatesight.dev/v1alpha1\nkind: Scenario\nmetadata: {name: s}\nspec:\n" +
           spec;
}

Scenario read(const std::string& yaml) {
    const auto world = worldOf(yaml);
    return world->scenarios().empty() ? Scenario() : readScenario(world->scenarios().front());
}

QString headerText(const HeaderList& headers) {
    QStringList parts;
    for (const auto& [name, value] : headers)
        parts << text(name) + QLatin1Char('=') + text(value);
    return parts.join(QLatin1Char(','));
}

QStringList requestLines(const Scenario& scenario) {
    QStringList lines;
    for (const ScenarioRequest& request : scenario.requests)
        lines << QStringLiteral("%1: %2 %3 %4")
                     .arg(text(request.name), text(request.request.method),
                          text(request.request.url()), headerText(request.request.headers))
                     .trimmed();
    return lines;
}

/// Whatever a field wants, without the place.
QStringList messages(const Scenario& scenario) {
    QStringList lines;
    for (const model::Finding& finding : scenario.findings)
        lines << text(finding.message);
    return lines;
}

}  // namespace

class TestScenario : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requests_data() {
        QTest::addColumn<QString>("requests");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const char* requests, const QStringList& expected) {
            QTest::newRow(name) << QString::fromLatin1(requests) << expected;
        };
        row("headers as a map", "{name: a, url: 'http://h/', headers: {x: '1', z: two}}",
            {"a: GET http://h/ x=1,z=two"});
        row("headers as a list keep order and repetition",
            "{name: a, url: 'http://h/', headers: [[z, '1'], [x, '2'], [z, '3']]}",
            {"a: GET http://h/ z=1,x=2,z=3"});
        row("unquoted values of headers are text",
            "{name: a, url: 'http://h/', headers: {x: true, z: 12}}",
            {"a: GET http://h/ x=true,z=12"});
        row("without a name", "{url: 'http://h/'}", {"request 1: GET http://h/"});
        row("matrix sets fields", "{name: a, url: 'http://h/', matrix: {method: [GET, PUT]}}",
            {"a (method: GET): GET http://h/", "a (method: PUT): PUT http://h/"});
        row("matrix stands in texts",
            "{name: 'get {what}', url: 'http://h/{what}', headers: {x: '{count}'}, "
            "matrix: {what: [a, b], count: [1, 2]}}",
            {"get a (count: 1): GET http://h/a x=1", "get a (count: 2): GET http://h/a x=2",
             "get b (count: 1): GET http://h/b x=1", "get b (count: 2): GET http://h/b x=2"});
        row("what was put in is not looked at again",
            "{name: '{a}', url: 'http://h/{a}', headers: {x: '{b}'}, "
            "matrix: {a: ['%7Bb%7D', '{b}x'], b: [z]}}",
            {"%7Bb%7D (b: z): GET http://h/%7Bb%7D x=z", "{b}x (b: z): GET http://h/{b}x x=z"});
        row("a parameter for what is expected",
            "{name: a, url: 'http://h/', matrix: {b: [x/y]}, expect: {backend: '{b}'}}",
            {"a (b: x/y): GET http://h/"});
    }
    void requests() {
        QFETCH(QString, requests);
        QFETCH(QStringList, expected);
        const Scenario result = read(scenario("  requests: [" + requests.toStdString() + "]\n"));
        COMPARE_LINES(findingLines(result.findings), QStringList());
        COMPARE_LINES(requestLines(result), expected);
    }

    void mistakes_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const char* spec, const QStringList& expected) {
            QTest::newRow(name) << QString::fromLatin1(spec) << expected;
        };
        row("unknown field of spec", "  request: []\n",
            {"error scenario.field 5:3 spec.request: unknown field \"request\"; did you mean "
             "\"requests\"?"});
        row("unknown field of a request", "  requests:\n    - {url: 'http://h/', metod: GET}\n",
            {"error scenario.field 6:26 spec.requests[0].metod: unknown field \"metod\"; did you "
             "mean \"method\"?"});
        row("every problem of a request is told",
            "  requests:\n    - {url: 'http://h/', port: 0, tls: {snni: a}, protocol: h3}\n",
            {"error scenario.field 6:32 spec.requests[0].port: port has to be a whole number from "
             "1 "
             "to 65535, not 0",
             "error scenario.field 6:47 spec.requests[0].tls.snni: unknown field tls.snni; did you "
             "mean sni?",
             "error scenario.field 6:61 spec.requests[0].protocol: protocol has to be one of "
             "http1, "
             "h2, h2c, ws, grpc, tls, tcp, udp, not \"h3\"; did you mean h2?"});
        row("no url", "  requests:\n    - {name: a}\n",
            {"error scenario.field 6:7 spec.requests[0]: url has to be there, for example "
             "http://shop.example.com/cart"});
        row("two of one name",
            "  requests:\n    - {name: a, url: 'http://h/'}\n    - {name: a, url: 'http://i/'}\n",
            {"error scenario.name 7:14 spec.requests[1].name: there is another request \"a\""});
        row("unknown field of expect",
            "  requests:\n    - {url: 'http://h/', expect: {bakend: a/b}}\n",
            {"error scenario.field 6:43 spec.requests[0].expect.bakend: unknown field \"bakend\"; "
             "did you mean \"backend\"?"});
        row("status out of range", "  requests:\n    - {url: 'http://h/', expect: {status: 99}}\n",
            {"error scenario.field 6:43 spec.requests[0].expect.status: status has to be a number "
             "from 100 to 599"});
        row("outcome misspelt",
            "  requests:\n    - {url: 'http://h/', expect: {outcome: redirect}}\n",
            {"error scenario.field 6:44 spec.requests[0].expect.outcome: outcome has to be one of "
             "forwarded, redirected, responded, refused, exited, unknown, not \"redirect\"; did "
             "you "
             "mean \"redirected\"?"});
        row("backend without namespace",
            "  requests:\n    - {url: 'http://h/', expect: {backend: cart}}\n",
            {"error scenario.field 6:44 spec.requests[0].expect.backend: backend has to be "
             "\"namespace/name\", not \"cart\""});
        row("matrix that is no map", "  requests:\n    - {url: 'http://h/', matrix: [a]}\n",
            {"error scenario.field 6:34 spec.requests[0].matrix: matrix has to be a map of "
             "parameters, each with a list of values"});
        row("matrix with a parameter for nothing",
            "  requests:\n    - {url: 'http://h/', matrix: {method: [GET], path: [/a]}}\n",
            {"error scenario.field 6:56 spec.requests[0].matrix.path: nothing takes the parameter "
             "\"path\": it is no field of a request, and no text has \"{path}\""});
        row("dns without namespace", "  dns: {shop.example.com: public}\n",
            {"error scenario.field 5:27 spec.dns[shop.example.com]: dns of shop.example.com has to "
             "be \"namespace/gateway\""});
        row("workload misspelt", "  workloads: [{workload: shop/cart, delayMS: [1]}]\n",
            {"error scenario.field 5:37 spec.workloads[0].delayMS: unknown field \"delayMS\"; did "
             "you "
             "mean \"delayMs\"?"});
        row("rate without unit is per second, but not zero", "  traffic: [{rate: 0}]\n",
            {"error scenario.field 5:20 spec.traffic[0].rate: rate has to be like 500/s, 30/m or "
             "10/h, at most 10000000/s"});
        row("duration", "  traffic: [{duration: soon}]\n",
            {"error scenario.field 5:24 spec.traffic[0].duration: duration has to be like 60s or "
             "1m30s, at most seven days"});
        row("mix names no request",
            "  requests: [{name: browse, url: 'http://h/'}]\n  traffic: [{mix: [{request: "
            "brose}]}]\n",
            {"error scenario.name 6:30 spec.traffic[0].mix[0].request: there is no request "
             "\"brose\"; did you mean \"browse\"?"});
        row("negative weight",
            "  requests: [{name: a, url: 'http://h/'}]\n  traffic: [{mix: [{request: a, weight: "
            "-1}]}]\n",
            {"error scenario.field 6:41 spec.traffic[0].mix[0].weight: weight has to be a number "
             "from 0 to 1000000000"});
    }
    void mistakes() {
        QFETCH(QString, spec);
        QFETCH(QStringList, expected);
        const Scenario result = read(scenario(spec.toStdString()));
        COMPARE_LINES(findingLines(result.findings), expected);
    }

    void theRestIsThere() {
        const Scenario result = read(scenario(R"(
  requests:
    - {name: bad, url: 'http://h/', metod: GET}
    - {name: good, url: 'http://h/', expect: {status: 200}}
  traffic:
    - {name: t, rate: 30/m, duration: 1m30s, mix: [{request: bad}, {request: good, weight: 3}]}
)"));
        QCOMPARE(result.findings.size(), std::size_t{1});
        COMPARE_LINES(requestLines(result), {"good: GET http://h/"});
        QCOMPARE(result.traffic.size(), std::size_t{1});
        QCOMPARE(result.traffic[0].requestsPerSecond, 0.5);
        QCOMPARE(result.traffic[0].seconds, 90.0);
        QCOMPARE(result.traffic[0].parts.size(), std::size_t{1});
        QCOMPARE(result.traffic[0].parts[0].weight, 3.0);
    }

    void aMixSharesTheWeightOfAMatrix() {
        const Scenario result = read(scenario(R"(
  requests:
    - {name: a, url: 'http://h/', matrix: {method: [GET, PUT]}}
    - {name: b, url: 'http://h/'}
  traffic:
    - {mix: [{request: a, weight: 3}, b, {request: 'a (method: PUT)'}]}
    - {name: all}
)"));
        QCOMPARE(messages(result), QStringList());
        QStringList parts;
        for (const TrafficMix::Part& part : result.traffic[0].parts)
            parts << QStringLiteral("%1*%2").arg(part.request).arg(part.weight);
        QCOMPARE(parts, QStringList({"0*1.5", "1*1.5", "2*1", "1*1"}));
        QCOMPARE(result.traffic[1].parts.size(), std::size_t{3});
    }

    void aMatrixIsBounded() {
        std::string values;
        for (int i = 0; i < 200; ++i)
            values += std::to_string(i) + ",";
        const std::string item =
            "{name: a, url: 'http://h/', matrix: {a: [" + values + "], b: [" + values + "]}}";
        const Scenario result = read(scenario("  requests: [" + item + "]\n"));
        QCOMPARE(messages(result), QStringList({"the matrix makes more than 10000 combinations"}));
        QVERIFY(result.requests.empty());
    }

    void findingsAreBounded() {
        std::string items;
        for (int i = 0; i < 3000; ++i)
            items += "    - {url: 'http://h/', x" + std::to_string(i) + ": 1}\n";
        const Scenario result = read(scenario("  requests:\n" + items));
        QCOMPARE(result.findings.size(), std::size_t{1001});
        QCOMPARE(text(result.findings.back().rule), QStringLiteral("scenario.limit"));
    }

    void otherVersion() {
        const Scenario result =
            read("apiVersion: gatesight.dev/v9\nkind: Scenario\nmetadata: {name: s}\nspec: {}\n");
        QCOMPARE(result.findings.size(), std::size_t{1});
        QCOMPARE(text(result.findings[0].rule), QStringLiteral("scenario.version"));
    }

    void surroundings() {
        const auto world = worldOf(
            scenario(
                "  dns: {a.example.com: infra/one, b.example.com: infra/two}\n"
                "  workloads: [{workload: shop/cart, delayMs: [5]}, {workload: shop/cart, port: "
                "8443, statuses: [500]}]\n") +
            "---\n" +
            scenario("  dns: {a.example.com: infra/three}\n"
                     "  workloads: [{workload: shop/cart, tls: {secret: shop/cert}}]\n"));
        const Surroundings all = surroundingsOf(*world);
        QCOMPARE(text(all.dns.at("a.example.com")), QStringLiteral("infra/three"));
        QCOMPARE(text(all.dns.at("b.example.com")), QStringLiteral("infra/two"));
        QCOMPARE(all.workloads.size(), std::size_t{2});
        QCOMPARE(text(all.behaviorOf("shop/cart", 80)->tlsSecret), QStringLiteral("shop/cert"));
        QVERIFY(all.behaviorOf("shop/cart", 80)->delayMs.empty());
        QCOMPARE(all.behaviorOf("shop/cart", 8443)->statuses, std::vector<int>{500});
        QVERIFY(!all.behaviorOf("shop/other", 80));
    }

    void unmetExpectations_data() {
        QTest::addColumn<QString>("expect");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* expect, const QStringList& expected) {
            QTest::newRow(expect) << QString::fromLatin1(expect) << expected;
        };
        row("{}", {});
        row("{status: 200, outcome: forwarded, backend: shop/cart, pod: shop/cart-7f}", {});
        row("{status: 404}", {"status: expected 404, got 200"});
        row("{backend: shop/other}", {"backend: expected shop/other, got shop/cart"});
        row("{backend: ''}", {"backend: expected none, got shop/cart"});
        row("{backend: null}", {"backend: expected none, got shop/cart"});
        row("{pod: shop/other-}", {"pod: expected shop/other-…, got shop/cart-7f-1"});
        row("{route: shop/cart}", {});
        row("{route: 'shop/cart[2]'}", {});
        row("{route: 'shop/cart[canary]'}", {});
        row("{route: 'shop/cart[1]'}", {"route: expected shop/cart[1], got shop/cart[2]"});
        row("{listener: infra/public/https}", {});
        row("{listener: infra/public/http}",
            {"listener: expected infra/public/http, got infra/public/https"});
        row("{reason: X}", {"reason: expected X, got none"});
        row("{path: /v2}", {});
        row("{path: /v1}", {"path: expected /v1, got /v2"});
        row("{location: /}", {"location: expected /, got none"});
        row("{headers: {X-A: '1,2'}}", {});
        row("{headers: {x-a: '1'}}", {"header x-a: expected \"1\", got \"1,2\""});
        row("{headers: {x-b: '1'}}", {"header x-b: expected \"1\", it is not there"});
        row("{responseHeaders: [[Server, me]]}", {});
        row("{responseHeaders: {server: you}}",
            {"response header server: expected \"you\", got \"me\""});
        row("{shares: {shop/cart: 80%, shop/cart-v2: 1/5}}", {});
        row("{shares: {shop/cart: 0.75}}", {"share of shop/cart: expected 75%, got 80%"});
        row("{shares: {shop/cart: 75%}, tolerance: 5%}", {});
        row("{shares: {shop/cart: 74%}, tolerance: 0.05}",
            {"share of shop/cart: expected 74% ± 5%, got 80%"});
        row("{shares: {shop/cart-v3: 1%}}", {"share of shop/cart-v3: expected 1%, got 0%"});
        row("{getsTraffic: shop/cart}", {});
        row("{getsTraffic: [shop/cart-v2, shop/audit]}", {});
        row("{getsTraffic: [shop/cart-v3, shop/broken]}",
            {"shop/cart-v3 gets no traffic", "shop/broken gets no traffic"});
        row("{mustNotReach: [shop/cart-v3, shop/broken, pay/*, sho/*]}", {});
        row("{mustNotReach: shop/audit}", {"shop/audit must not be reached"});
        row("{mustNotReach: [shop/cart, 'sho/*']}", {"shop/cart must not be reached"});
        row("{mustNotReach: 'shop/*'}",
            {"shop/audit must not be reached", "shop/cart must not be reached",
             "shop/cart-v2 must not be reached"});
    }
    void unmetExpectations() {
        QFETCH(QString, expect);
        QFETCH(QStringList, expected);
        const Scenario parsed = read(
            scenario("  requests: [{url: 'http://h/', expect: " + expect.toStdString() + "}]\n"));
        COMPARE_LINES(messages(parsed), QStringList());
        Decision decision;
        decision.outcome = Outcome::Forwarded;
        decision.status = 200;
        decision.listener = DecidedListener{"infra/public", "https", 443, "HTTPS", "", ""};
        decision.route = DecidedRoute{"HTTPRoute", "shop", "cart", 2, "canary", 0, 0};
        decision.backend = DecidedBackend{"Service", "shop", "cart", 80, 1};
        decision.endpoint = DecidedEndpoint{"shop/cart-7f-1", "10.0.0.1", "", 80, "", "", "shop/cart"};
        decision.forwarded =
            ForwardedRequest{"GET", "/v2", "h", {{"x-a", "1"}, {"X-A", "2"}}, {}, {}};
        decision.responseHeaders = {{"server", "me"}};
        decision.shares = {{{"Service", "shop", "cart", 80, 8}, 4, 5, Outcome::Forwarded, {}, 0},
                           {{"Service", "shop", "cart-v2", 80, 2}, 1, 5, Outcome::Forwarded, {}, 0},
                           {{"Service", "shop", "broken", 80, 0}, 0, 1, Outcome::Responded, {}, 500}};
        decision.mirrors = {{{"Service", "shop", "audit", 80, {}}, 1, 10, false, {}}};
        QStringList lines;
        for (const std::string& line : unmet(parsed.requests.at(0).expect, decision))
            lines << text(line);
        COMPARE_LINES(lines, expected);
    }

    void theSamplesAreUnderstood() {
        for (const char* sample : {"first-steps", "bookshop", "tenants", "broken"}) {
            const auto manifests = model::readPath(gatesight::test::sourcePath("/samples/") +
                                                   sample + "/scenario.yaml");
            QVERIFY2(manifests.has_value(), sample);
            for (const auto& document : manifests->documents) {
                const Scenario result = readScenario(document);
                COMPARE_LINES(findingLines(result.findings), QStringList());
                QVERIFY(!result.requests.empty());
            }
        }
    }
};

GATESIGHT_TEST(TestScenario)

}  // namespace gatesight::simulator::tst_scenario

#include "tst_scenario.moc"
