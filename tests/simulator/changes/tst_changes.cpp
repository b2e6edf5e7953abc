// What is told of two states: which requests move and how, in as few lines as it takes; and that
// what changes nothing moves nothing.
#include "simulator/changes/changes.h"
#include "simulator/changes/path_witnesses.h"
#include "simulator/changes/pattern_samples.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

#include <fmt/format.h>

namespace gatesight::simulator::tst_changes {

using simulator::test::linesOf;

namespace {

const std::string kBase = R"(
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: c}
spec: {controllerName: example.com/controller}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw, namespace: infra}
spec:
  gatewayClassName: c
  listeners:
    - {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: infra, creationTimestamp: "2026-01-01T00:00:00Z"}
spec:
  parentRefs: [{name: gw}]
  hostnames: [shop.example.com]
  rules:
    - matches: [{path: {type: PathPrefix, value: /cart}}]
      backendRefs: [{name: a, port: 80, weight: 4}, {name: b, port: 80, weight: 1}]
    - matches: [{path: {type: Exact, value: /pay}, method: POST}]
      backendRefs: [{name: a, port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: a, namespace: infra}
spec: {ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: b, namespace: infra}
spec: {ports: [{port: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: a-1, namespace: infra, labels: {kubernetes.io/service-name: a}}
addressType: IPv4
ports: [{port: 80}]
endpoints: [{addresses: [10.0.0.1]}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: b-1, namespace: infra, labels: {kubernetes.io/service-name: b}}
addressType: IPv4
ports: [{port: 80}]
endpoints: [{addresses: [10.0.0.2]}]
)";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    if (at != std::string::npos)
        return text.replace(at, what.size(), by);
    qCritical("the text to replace is not there");
    std::abort();
}

Changes changesOf(const std::string& before, const std::string& after) {
    return *compareStates(simulate(simulator::test::worldOf(before)),
                          simulate(simulator::test::worldOf(after)), {});
}

/// "breaks GET http://shop.example.com/cart: answer infra/a:80 -> 404 NoRouteMatched (3)"
QStringList moveLines(const Changes& changes) {
    QStringList lines;
    for (const RequestMove& move : changes.requests.moves) {
        std::string line = fmt::format("{} {}:", toString(move.effect), inWords(move.witness));
        for (const PartChange& part : move.parts)
            line += fmt::format(" {} {} -> {}", part.name, part.before, part.after);
        lines.push_back(QString::fromStdString(fmt::format("{} ({})", line, move.classes)));
    }
    return lines;
}

QStringList objectLines(const Changes& changes) {
    QStringList lines;
    for (const ObjectChange& change : changes.objects) {
        lines.push_back(QString::fromStdString(
            fmt::format("{} {}", toString(change.kind), model::toString(change.object))));
        for (const FieldChange& field : change.fields)
            lines.push_back(QString::fromStdString(fmt::format("{}: {} -> {}", field.path,
                                                               field.before.value_or("nothing"),
                                                               field.after.value_or("nothing"))));
    }
    return lines;
}

}  // namespace

class ChangesTest : public QObject {
    Q_OBJECT

private slots:
    void tells_data();
    void tells();
    void refactoringsMoveNothing_data();
    void refactoringsMoveNothing();
    void nothingChanges();
    void savedRequestsAreAskedOnBothSides();
    void findingsAndConditions();
    void valuesOfSecretsAreNotTold();
    void samplesAreSaidToBeSamples();
    void boundsAreSaid();
    void expressionsHaveSamples_data();
    void expressionsHaveSamples();
};

void ChangesTest::tells_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("by");
    QTest::addColumn<QStringList>("moves");
    const auto row = [](const char* name, const char* what, const char* by, QStringList moves) {
        QTest::newRow(name) << QString(what) << QString(by) << std::move(moves);
    };
    row("weights", "weight: 4", "weight: 1",
        {"changes GET http://shop.example.com/cart: answer infra/a:80 80 %, infra/b:80 20 % -> "
         "infra/a:80 50 %, infra/b:80 50 % (3)"});
    row("a prefix that is longer", "value: /cart}", "value: /cart/new}",
        {"breaks GET http://shop.example.com/cart: answer infra/a:80 80 %, infra/b:80 20 % -> 404 "
         "NoRouteMatched (3)"});
    row("a method", "method: POST", "method: PUT",
        {"breaks POST http://shop.example.com/pay: answer infra/a:80 -> 404 NoRouteMatched (1)",
         "repairs PUT http://shop.example.com/pay: answer 404 NoRouteMatched -> infra/a:80 (1)"});
    row("a header that is wanted", "value: /cart}}]",
        "value: /cart}, headers: [{name: x-a, value: '1'}]}]",
        {"breaks GET http://shop.example.com/cart: answer infra/a:80 80 %, infra/b:80 20 % -> 404 "
         "NoRouteMatched (3)"});
    row("a port that no Service has", "{name: a, port: 80}]\n---", "{name: a, port: 81}]\n---",
        {"breaks POST http://shop.example.com/pay: answer infra/a:80 -> 500 InvalidBackendRef "
         "(1)"});
    row("another host", "[shop.example.com]", "['*.example.com']",
        {"repairs GET http://anything.example.com/cart: answer 404 NoRouteMatched -> infra/a:80 80 "
         "%, infra/b:80 20 % (3)",
         "repairs POST http://anything.example.com/pay: answer 404 NoRouteMatched -> infra/a:80 "
         "(1)"});
    row("a timeout, which no request has to wait for", "    - matches: [{path: {type: Exact",
        "      timeouts: {request: 3s}\n    - matches: [{path: {type: Exact",
        {"changes GET http://shop.example.com/cart: limits  -> request timeout 3s (3)"});
    row("a filter that only shows where the header is sent", "    - matches: [{path: {type: Exact",
        "      filters: [{type: RequestHeaderModifier, requestHeaderModifier: {remove: [x-b]}}]\n"
        "    - matches: [{path: {type: Exact",
        {"changes GET http://shop.example.com/cart, x-b: anything: request headers  -> without x-b "
         "(3)"});
    row("another Pod behind the Service", "10.0.0.1", "10.0.0.9",
        {"changes GET http://shop.example.com/cart: workloads infra/a:80: 10.0.0.1:80; infra/b:80: "
         "10.0.0.2:80 -> infra/a:80: 10.0.0.9:80; infra/b:80: 10.0.0.2:80 (3)",
         "changes POST http://shop.example.com/pay: workloads 10.0.0.1:80 -> 10.0.0.9:80 (1)"});
    row("a Service without endpoints", "addresses: [10.0.0.1]",
        "addresses: [10.0.0.1], conditions: {ready: false}",
        {"breaks GET http://shop.example.com/cart: answer infra/a:80 80 %, infra/b:80 20 % -> 503 "
         "NoReadyEndpoints 80 %, infra/b:80 20 % (3)",
         "breaks POST http://shop.example.com/pay: answer infra/a:80 -> 503 NoReadyEndpoints (1)"});
}

void ChangesTest::tells() {
    QFETCH(QString, what);
    QFETCH(QString, by);
    QFETCH(QStringList, moves);
    const Changes changes = changesOf(kBase, replaced(kBase, what.toStdString(), by.toStdString()));
    COMPARE_LINES(moveLines(changes), moves);
}

void ChangesTest::refactoringsMoveNothing_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("by");
    QTest::addColumn<bool>("objectsDiffer");
    const auto row = [](const char* name, const char* what, const char* by,
                        bool objectsDiffer = true) {
        QTest::newRow(name) << QString(what) << QString(by) << objectsDiffer;
    };
    row("a renamed route", "name: shop,", "name: store,");
    row("a route split in two", "    - matches: [{path: {type: Exact",
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n"
        "metadata: {name: pay, namespace: infra}\nspec:\n  parentRefs: [{name: gw}]\n"
        "  hostnames: [shop.example.com]\n  rules:\n    - matches: [{path: {type: Exact");
    row("backends the other way round",
        "{name: a, port: 80, weight: 4}, {name: b, port: 80, weight: 1}",
        "{name: b, port: 80, weight: 1}, {name: a, port: 80, weight: 4}");
    row("the same shares in other numbers", "weight: 4}, {name: b, port: 80, weight: 1}",
        "weight: 80}, {name: b, port: 80, weight: 20}");
    row("defaults written out", "{name: a, port: 80}]\n---",
        "{group: '', kind: Service, name: a, port: 80, weight: 1}]\n---", false);
    row("keys in another order", "{name: gw, namespace: infra}", "{namespace: infra, name: gw}",
        false);
    row("a match that another covers", "value: /cart}}]",
        "value: /cart}}, {path: {type: PathPrefix, value: /cart/new}}]");
    row("a rule that nothing reaches", "    - matches: [{path: {type: Exact",
        "    - matches: [{path: {type: PathPrefix, value: /cart}}]\n"
        "    - matches: [{path: {type: Exact");
    row("a listener renamed", "name: http, port", "name: web, port");
}

void ChangesTest::refactoringsMoveNothing() {
    QFETCH(QString, what);
    QFETCH(QString, by);
    QFETCH(bool, objectsDiffer);
    const Changes changes = changesOf(kBase, replaced(kBase, what.toStdString(), by.toStdString()));
    COMPARE_LINES(moveLines(changes), QStringList());
    QCOMPARE(!changes.objects.empty(), objectsDiffer);
    QVERIFY(!changes.movesBehaviour());
}

void ChangesTest::nothingChanges() {
    const Changes changes = changesOf(kBase, kBase);
    QVERIFY(!changes.any());
    QCOMPARE(changes.requests.coverage.classes, std::size_t{0});
    QCOMPARE(summaryOf(changes.requests), std::string("nothing moves"));
}

void ChangesTest::savedRequestsAreAskedOnBothSides() {
    // It lies on one side alone, and what it lends holds for both.
    const std::string scenario = R"(
---
apiVersion: gatesight.dev/v1alpha1
kind: Scenario
metadata: {name: checks}
spec:
  dns: {alias.example.org: infra/gw}
  requests:
    - {name: pays, url: "http://shop.example.com/pay", method: POST, expect: {status: 200}}
    - {name: nowhere, url: "http://alias.example.org/"}
)";
    const Changes changes =
        changesOf(kBase + scenario, replaced(kBase, "method: POST", "method: PUT"));
    QCOMPARE(changes.saved.asked, std::size_t{2});
    QCOMPARE(changes.saved.changes.size(), std::size_t{1});
    const SavedRequestChange& change = changes.saved.changes.front();
    QCOMPARE(change.name, std::string("pays"));
    QVERIFY(change.effect == MoveEffect::Breaks);
    QCOMPARE(change.unmet, std::vector<std::string>{"status: expected 200, got 404"});
}

void ChangesTest::findingsAndConditions() {
    const Changes changes = changesOf(
        kBase, replaced(kBase, "{name: a, port: 80}]\n---", "{name: gone, port: 80}]\n---"));
    QCOMPARE(changes.findings.appeared.size(), std::size_t{1});
    QCOMPARE(changes.findings.appeared.front().rule, std::string("backendref.not-found-500"));
    QVERIFY(changes.findings.gone.empty());
    QCOMPARE(changes.status.size(), std::size_t{1});
    const StatusChange& status = changes.status.front();
    QCOMPARE(status.part, std::string("parent Gateway infra/gw"));
    QCOMPARE(status.condition, std::string("ResolvedRefs"));
    QCOMPARE(status.before->status, std::string("True"));
    QCOMPARE(status.after->reason, std::string("BackendNotFound"));
    COMPARE_LINES(objectLines(changes),
                  {"changed HTTPRoute infra/shop", "spec.rules[1].backendRefs[a].name: a -> gone"});
}

void ChangesTest::valuesOfSecretsAreNotTold() {
    const auto secret = [](const std::string& value) {
        return kBase +
               "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: infra}\n"
               "data: {token: " +
               value + "}\n";
    };
    QVERIFY(!changesOf(secret("c2VjcmV0"), secret("b3RoZXJz")).any());
    const Changes changes = changesOf(secret("c2VjcmV0"), secret("b3RoZXJz, more: eA=="));
    QVERIFY(!toJson(changes).dump().empty());
    COMPARE_LINES(objectLines(changes),
                  {"changed Secret infra/s", "data.more: nothing -> (not looked at)"});
}

void ChangesTest::samplesAreSaidToBeSamples() {
    const std::string before = replaced(kBase, "{type: PathPrefix, value: /cart}",
                                        "{type: RegularExpression, value: '/v[0-9]+/cart'}");
    const Changes changes = changesOf(before, replaced(before, "weight: 4", "weight: 1"));
    QCOMPARE(changes.requests.moves.size(), std::size_t{1});
    QVERIFY(changes.requests.moves.front().witness.path.starts_with("/v"));
    QCOMPARE(changes.requests.notes.size(), std::size_t{1});
    QVERIFY(changes.requests.notes.front().find("samples were asked") != std::string::npos);
}

void ChangesTest::boundsAreSaid() {
    std::string headers;
    for (int i = 0; i < 12; ++i)
        headers += fmt::format("{}{{name: x-{}, value: '1'}}", i == 0 ? "" : ", ", i);
    const std::string before =
        replaced(kBase, "value: /cart}}]", "value: /cart}, headers: [" + headers + "]}]");
    const Changes changes = changesOf(before, replaced(before, "weight: 4", "weight: 1"));
    // What the match asks for is among what is asked.
    QCOMPARE(changes.requests.moves.size(), std::size_t{1});
    QCOMPARE(changes.requests.moves.front().witness.headers.size(), std::size_t{12});
    QVERIFY(changes.requests.coverage.classes <= 3 * ClassBounds{}.perPath);
    QCOMPARE(changes.requests.notes.size(), std::size_t{1});
    QVERIFY(changes.requests.notes.front().find("others by chance") != std::string::npos);
}

void ChangesTest::expressionsHaveSamples_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QStringList>("samples");
    const auto row = [](const char* expression, QStringList samples) {
        QTest::newRow(expression) << QString(expression) << std::move(samples);
    };
    row("/a", {"/a"});
    row("/(a|b)", {"/a", "/b"});
    row("/v[0-9]{2}", {"/v00", "/v99"});
    row("^/x\\.y$", {"/x.y"});
    row("/(?:in|out)/\\d+", {"/in/4", "/out/77"});
    row("(?i)abc?", {"ab", "abc"});
    row("[^/]+", {"x", "QQ"});
    row("(bad", {});
}

void ChangesTest::expressionsHaveSamples() {
    QFETCH(QString, expression);
    QFETCH(QStringList, samples);
    QStringList found;
    for (const std::string& sample : samplesOf(expression.toStdString(), 2))
        found.push_back(QString::fromStdString(sample));
    COMPARE_LINES(found, samples);
}

GATESIGHT_TEST(ChangesTest)

}  // namespace gatesight::simulator::tst_changes

#include "tst_changes.moc"
