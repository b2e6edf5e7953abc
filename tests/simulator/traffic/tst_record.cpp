// Expectations out of the present state: they hold now, and a change breaks them.
#include "model/manifest/writer.h"
#include "simulator/changes/live_rules.h"
#include "simulator/traffic/expectation.h"
#include "simulator/traffic/record.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

#include <algorithm>
#include <set>

namespace gatesight::simulator::tst_record {

using namespace test;

namespace {

SimulationPtr sample(const std::string& name) {
    const auto manifests = model::readPath(gatesight::test::sourcePath("/samples/") + name);
    model::WorldBuilder builder;
    builder.addLayer(*manifests);
    return simulate(std::move(builder).build());
}

SimulationPtr edited(const SimulationPtr& simulation, std::string yaml) {
    return simulate(
        model::withLayer(simulation->world, model::readText("edit.yaml", std::move(yaml))));
}

Request get(std::string_view url) {
    Request request;
    (void)setUrl(request, url);
    return request;
}

}  // namespace

class RecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRuleOfTheSamples_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"first-steps", "bookshop", "protocols", "tenants", "broken"})
            QTest::newRow(name) << QString(name);
    }
    void everyRuleOfTheSamples() {
        QFETCH(QString, name);
        const auto simulation = sample(name.toStdString());
        const auto rules = liveRules(*simulation);
        QVERIFY(!rules.empty());
        std::set<std::string> seen;
        for (const LiveRule& live : rules) {
            const Decision decision = decide(*simulation, live.witness);
            QVERIFY(decision.route);
            QCOMPARE(decision.route->name, live.rule.name);
            QCOMPARE(decision.route->rule, live.rule.rule);
            QVERIFY2(seen.insert(fmt::format("{} {}/{} {}", live.rule.kind, live.rule.namespace_,
                                             live.rule.name, live.rule.rule))
                         .second,
                     "a rule is there twice");
            const Expectation expect = recorded(*simulation, live.witness);
            QVERIFY(expect.route && (expect.outcome || !expect.shares.empty()));
            // What a draw decides is no part of it.
            for (std::uint64_t seed = 1; seed <= 20; ++seed) {
                const auto lines = unmet(expect, decide(*simulation, live.witness, seed));
                QVERIFY2(lines.empty(), lines.empty() ? "" : lines.front().c_str());
            }
        }
    }

    void weightsBecomeShares() {
        const auto simulation = sample("bookshop");
        const Expectation expect = recorded(*simulation, get("https://bookshop.example.com/cart"));
        QVERIFY(!expect.backend);
        QVERIFY(expect.shares.size() > 1);
        double sum = 0;
        for (const auto& [backend, share] : expect.shares)
            sum += share.value;
        QVERIFY(std::abs(sum - 1) < 1e-9);
        QCOMPARE(*expect.status, 200);
    }

    void aChangeOfTheBackendFails() {
        const auto simulation = sample("first-steps");
        const Request request = get("http://hello.example.com/hello");
        const Expectation expect = recorded(*simulation, request);
        QVERIFY(unmet(expect, decide(*simulation, request)).empty());
        const auto other = edited(simulation, R"(
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: hello, namespace: demo}
spec:
  parentRefs: [{name: front}]
  hostnames: [hello.example.com]
  rules:
    - matches: [{path: {type: PathPrefix, value: /hello}}]
      backendRefs: [{name: other, port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: other, namespace: demo}
spec: {selector: {app: hello}, ports: [{port: 80, targetPort: 8080}]}
)");
        QVERIFY(!unmet(expect, decide(*other, request)).empty());
    }

    void whatPeopleWroteStaysWhereItHolds() {
        const auto simulation = sample("bookshop");
        const auto manifests = model::readText("s.yaml", R"(
apiVersion: gatesight.dev/v1alpha1
kind: Scenario
metadata: {name: mine}
spec:
  requests:
    - name: cart
      url: https://bookshop.example.com/cart
      expect: {status: 404, route: "checkout/cart[canary-by-weight]", tolerance: 2%, shares: {checkout/cart-v1: 1%},
               pod: checkout/nobody-, mustNotReach: [catalog/*, checkout/*], headers: {x-no: a}}
    - name: 'any {any}'
      url: https://bookshop.example.com/catalog/a
      headers: {x-any: '{any}'}
      matrix: {any: [a, b]}
    - name: 'ask {path}'
      url: 'https://bookshop.example.com{path}'
      matrix: {path: [/catalog/a, /nowhere-at-all]}
    - name: wrong
      url: https://bookshop.example.com/cart
      expect: {mustNotReach: checkout/*}
)");
        const auto& document = manifests.documents.at(0);
        const Scenario scenario = readScenario(document);
        QVERIFY(scenario.findings.empty());
        const RecordedScenario result = recordedScenario(*simulation, document, scenario, 1);
        const auto& requests = result.document["spec"]["requests"];
        QCOMPARE(requests[0]["expect"]["status"].get<int>(), 200);
        QCOMPARE(requests[0]["expect"]["tolerance"].get<std::string>(), std::string("2%"));
        QCOMPARE(requests[0]["expect"]["mustNotReach"][0].get<std::string>(),
                 std::string("catalog/*"));
        // What no longer holds takes nothing else with it, and each is said.
        QCOMPARE(requests[0]["expect"]["mustNotReach"].size(), std::size_t{1});
        QVERIFY(!requests[0]["expect"].contains("pod"));
        QVERIFY(!requests[0]["expect"].contains("headers"));
        QCOMPARE(requests[0]["expect"]["route"].get<std::string>(),
                 std::string("checkout/cart[canary-by-weight]"));
        // A matrix stays where its combinations come to the same.
        QCOMPARE(requests[1]["name"].get<std::string>(), std::string("any {any}"));
        QCOMPARE(requests[2]["name"].get<std::string>(), std::string("ask /catalog/a"));
        QCOMPARE(requests[3]["name"].get<std::string>(), std::string("ask /nowhere-at-all"));
        QStringList notes;
        for (const std::string& note : result.notes)
            notes << QString::fromStdString(note).section(" no longer", 0, 0);
        QCOMPARE(notes.size(), 4);
        QCOMPARE(notes.filter("\"cart\": pod: expected checkout/nobody-").size(), 1);
        QCOMPARE(notes.filter("must not be reached").size(), 2);
        QCOMPARE(notes.filter("\"cart\": header x-no").size(), 1);
        QVERIFY(!requests.back()["expect"].contains("mustNotReach"));

        const auto written = model::readText("w.yaml", model::toYaml(result.document));
        const Scenario again = readScenario(written.documents.at(0));
        COMPARE_LINES(findingLines(again.findings), QStringList());
        QCOMPARE(again.requests.size(), scenario.requests.size());
        for (std::size_t i = 0; i < again.requests.size(); ++i) {
            QCOMPARE(again.requests[i].name, scenario.requests[i].name);
            QCOMPARE(toJson(again.requests[i].request).dump(),
                     toJson(scenario.requests[i].request).dump());
            const auto lines =
                unmet(again.requests[i].expect, decide(*simulation, again.requests[i].request));
            QVERIFY2(lines.empty(), lines.empty() ? "" : lines.front().c_str());
        }
    }

    void theTextOfAFileStays() {
        const auto simulation = sample("first-steps");
        const auto manifests = model::readText("s.yaml", R"(# Before everything.
kind: Other
---
# Who asks for this is Ada.
apiVersion: gatesight.dev/v1alpha1
kind: Scenario
metadata: {name: mine}   # a short name
spec:
  requests:
    # The first one.
    - name: hello
      url: http://hello.example.com/hello   # no slash
      expect: {status: 404}   # since last year

    - name: elsewhere
      # There is no such host.
      url: http://other.example.com/
      expect:
        status: 200   # not any more
        # Who answers:
        outcome: responded
    - {name: deeper, url: http://hello.example.com/hello/world}   # short
    - name: without
      url: http://hello.example.com/helloworld
    # Behind the last.
---
kind: Another
)");
        QCOMPARE(manifests.documents.size(), std::size_t{3});
        const auto& document = manifests.documents.at(1);
        const RecordedScenario result =
            recordedScenario(*simulation, document, readScenario(document), 1);
        QVERIFY(result.text);
        const std::string expected = R"(# Who asks for this is Ada.
apiVersion: gatesight.dev/v1alpha1
kind: Scenario
metadata: {name: mine}   # a short name
spec:
  requests:
    # The first one.
    - name: hello
      url: http://hello.example.com/hello   # no slash
      expect: {outcome: forwarded, status: 200, listener: demo/front/http, route: "demo/hello[0]",
               backend: demo/hello, path: /hello}   # since last year

    - name: elsewhere
      # There is no such host.
      url: http://other.example.com/
      expect:
        status: 404   # not any more
        # Who answers:
        outcome: responded
        reason: NoRouteMatched
        listener: demo/front/http
    - {name: deeper, url: http://hello.example.com/hello/world,
       expect: {outcome: forwarded, status: 200, listener: demo/front/http, route: "demo/hello[0]",
                backend: demo/hello, path: /hello/world}}   # short
    - name: without
      url: http://hello.example.com/helloworld
      expect:
        outcome: responded
        status: 404
        reason: NoRouteMatched
        listener: demo/front/http
    # Behind the last.
)";
        COMPARE_LINES(QString::fromStdString(*result.text).split('\n'),
                      QString::fromStdString(expected).split('\n'));
        // Recorded once more it is the same, byte by byte.
        const auto written = model::readText("w.yaml", *result.text).documents.at(0);
        QCOMPARE(recordedScenario(*simulation, written, readScenario(written), 1).text, result.text);
    }

    void scenariosOfTheSamplesKeepTheirText_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"first-steps", "bookshop", "protocols", "tenants", "broken", "mall"})
            QTest::newRow(name) << QString(name);
    }
    void scenariosOfTheSamplesKeepTheirText() {
        QFETCH(QString, name);
        const auto simulation = sample(name.toStdString());
        const auto path =
            gatesight::test::sourcePath("/samples/") + name.toStdString() + "/scenario.yaml";
        const auto document = model::readPath(path)->documents.at(0);
        const RecordedScenario result =
            recordedScenario(*simulation, document, readScenario(document), 1);
        QVERIFY2(result.text, "the text took no edit");
        const auto comments = [](const std::string& yaml) {
            QStringList lines;
            for (const QString& line : QString::fromStdString(yaml).split('\n'))
                if (line.trimmed().startsWith('#'))
                    lines << line;
            return lines;
        };
        COMPARE_LINES(comments(*result.text), comments(document->source->text));
    }

    void whatIsNoYamlOfPeopleIsWrittenAnew() {
        const auto simulation = sample("first-steps");
        const auto document =
            model::readText("s.json", R"({"apiVersion": "gatesight.dev/v1alpha1", "kind": "Scenario",
 "metadata": {"name": "j"}, "spec": {"requests": [{"name": "a", "url": "http:\/\/hello.example.com/"}]}}
)")
                .documents.at(0);
        const RecordedScenario result =
            recordedScenario(*simulation, document, readScenario(document), 1);
        QVERIFY(result.document["spec"]["requests"][0].contains("expect"));
        QVERIFY(!result.text);
    }
};

GATESIGHT_TEST(RecordTest)

}  // namespace gatesight::simulator::tst_record

#include "tst_record.moc"
