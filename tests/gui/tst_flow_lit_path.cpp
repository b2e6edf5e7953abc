// Decisions name only the fields a row is about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#include "support_flow_graph.h"
#include "tests/house/test_program.h"
#include "ui/graph/flow_emphasis.h"
#include "ui/graph/lit_path.h"

namespace tst_flow_lit_path {

using namespace gatesight;
using namespace gatesight::tests;
using namespace std::chrono_literals;
using simulator::Decision;
using simulator::Outcome;
using ui::FlowEmphasis;
using ui::FlowScene;
using ui::LitPath;

namespace {

Decision decision(Outcome outcome, std::optional<int> status, const char* reason) {
    Decision made;
    made.outcome = outcome;
    made.status = status;
    made.reason = reason;
    return made;
}

FlowEmphasis emphasis(const FlowScene& scene, const ui::FlowEmphases& emphases,
                      std::string_view key) {
    return emphases.nodes[static_cast<std::size_t>(scene.find(key))];
}

}  // namespace

class TstFlowLitPath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endingsAreSaidInWords_data() {
        QTest::addColumn<Decision>("decision");
        QTest::addColumn<QString>("text");
        QTest::newRow("answered") << forwarded(200) << QStringLiteral("200");
        QTest::newRow("the backend fails") << decision(Outcome::Forwarded, 504, "RequestTimeout")
                                           << QStringLiteral("504 request timeout");
        QTest::newRow("no route") << notFound() << QStringLiteral("404 no route matched");
        QTest::newRow("nobody listens")
            << decision(Outcome::Refused, std::nullopt, "NoListenerForPort")
            << QStringLiteral("refused: no listener for port");
        Decision alert = decision(Outcome::Refused, std::nullopt, "NoTLSCertificate");
        alert.refusal = simulator::Refusal::Alert;
        QTest::newRow("an abbreviation stays")
            << alert << QStringLiteral("TLS alert: no TLS certificate");
        Decision redirect = decision(Outcome::Redirected, 301, "");
        redirect.redirect = simulator::Redirect{.status = 301, .location = "https://shop/"};
        QTest::newRow("redirected") << redirect << QStringLiteral("301 \u2192 https://shop/");
        Decision grpc = forwarded(200);
        grpc.grpcStatus = "OK";
        QTest::newRow("gRPC") << grpc << QStringLiteral("OK");
        Decision unknown = decision(Outcome::Unknown, std::nullopt, "");
        unknown.unknown = "WasmPlugin";
        QTest::newRow("not modelled") << unknown << QStringLiteral("not modelled: WasmPlugin");
    }
    void endingsAreSaidInWords() {
        QFETCH(Decision, decision);
        QTEST(ui::endingText(decision), "text");
    }

    void aPathPassesItsNodesAndEdges() {
        const FlowScene scene = sceneOf(shopGraph());
        const LitPath path = ui::litPathOf(scene, pathToPodA(), forwarded(200));
        QVERIFY(path.endsWell);
        QCOMPARE(path.nodes.size(), std::size_t{7});
        QCOMPARE(path.edges.front(), -1);
        for (std::size_t i = 1; i < path.nodes.size(); ++i) {
            QVERIFY(path.edges[i] >= 0);
            const auto& edge = scene.edge(static_cast<std::uint32_t>(path.edges[i]));
            QCOMPARE(edge.from, path.nodes[i - 1]);
            QCOMPARE(edge.to, path.nodes[i]);
        }
        QCOMPARE(path.alternatives.size(), std::size_t{2});
    }

    void keysThatAreNotShownAreLeftOut() {
        const FlowScene scene = sceneOf(shopGraph());
        auto keys = pathToPodA();
        keys.insert(keys.begin() + 2, "Listener/elsewhere/x/y");
        QCOMPARE(ui::litPathOf(scene, keys, forwarded(200)).nodes.size(), std::size_t{7});
        QVERIFY(ui::litPathOf(scene, {}, forwarded(200)).empty());
    }

    void theRestIsDimmed() {
        const FlowScene scene = sceneOf(shopGraph());
        ui::FlowAttention attention;
        QVERIFY(ui::emphasesOf(scene, attention).empty());
        attention.lit = ui::litPathOf(scene, pathToPodA(), forwarded(200));
        const ui::FlowEmphases emphases = ui::emphasesOf(scene, attention);
        QCOMPARE(emphasis(scene, emphases, "Gateway/infra/public"), FlowEmphasis::Strong);
        QCOMPARE(emphasis(scene, emphases, "HTTPRoute/shop/old"), FlowEmphasis::Dim);
        // Where the other share of requests goes belongs to the answer.
        QCOMPARE(emphasis(scene, emphases, "Service/shop/cart-v2"), FlowEmphasis::Normal);
        QCOMPARE(emphasis(scene, emphases, "Pod/shop/c"), FlowEmphasis::Dim);
    }

    void aFocusedPathHidesTheRestButNotTheLitPath() {
        const FlowScene scene = sceneOf(shopGraph());
        ui::FlowAttention attention;
        attention.lit = ui::litPathOf(scene, pathToListener(), notFound());
        attention.focused = {static_cast<std::uint32_t>(scene.find("Service/shop/cart-v2")),
                             static_cast<std::uint32_t>(scene.find("Pod/shop/c"))};
        const ui::FlowEmphases emphases = ui::emphasesOf(scene, attention);
        QCOMPARE(emphasis(scene, emphases, "Pod/shop/c"), FlowEmphasis::Normal);
        QCOMPARE(emphasis(scene, emphases, "Pod/shop/a"), FlowEmphasis::Dim);
        QCOMPARE(emphasis(scene, emphases, "Gateway/infra/public"), FlowEmphasis::Strong);
        const auto shownEdges = std::ranges::count_if(
            emphases.edges, [](FlowEmphasis level) { return level == FlowEmphasis::Normal; });
        QCOMPARE(shownEdges, 1);
    }

    void theDotLeavesTheFirstCardAndEndsAtTheLast() {
        const FlowScene scene = sceneOf(shopGraph());
        const LitPath path = ui::litPathOf(scene, pathToPodA(), forwarded(200));
        const ui::FlowJourney journey(scene, path.nodes, path.edges);
        QCOMPARE(journey.stages(), 6);
        QCOMPARE(journey.at(0).x(), scene.rect(path.nodes.front()).right());
        QCOMPARE(journey.end().x(), scene.rect(path.nodes.back()).right());
        double x = journey.at(0).x();
        for (int i = 1; i <= 100; ++i) {
            const double next = journey.at(i / 100.0).x();
            QVERIFY(next >= x);
            x = next;
        }
    }

    void eachStageTakesAsLong() {
        const FlowScene scene = sceneOf(shopGraph());
        const LitPath path = ui::litPathOf(scene, pathToPodA(), forwarded(200));
        const ui::FlowJourney journey(scene, path.nodes, path.edges);
        for (std::size_t stage = 0; stage < path.nodes.size(); ++stage) {
            const QPointF at = journey.at(static_cast<double>(stage) / journey.stages());
            QVERIFY(std::abs(at.x() - scene.rect(path.nodes[stage]).right()) < 1);
        }
    }

    void timeIsGiven() {
        ui::JourneyClock clock;
        QVERIFY(!clock.running());
        QCOMPARE(clock.progress(), 1.0);
        clock.start(4);
        QCOMPARE(clock.progress(), 0.0);
        clock.advance(ui::JourneyClock::kStage);
        QCOMPARE(clock.progress(), 0.25);
        clock.advance(1h);
        QVERIFY(!clock.running());
        QCOMPARE(clock.progress(), 1.0);
        clock.start(3);
        clock.finish();
        QVERIFY(!clock.running());
        clock.start(1000);
        clock.advance(ui::JourneyClock::kLongest);
        QVERIFY(!clock.running());
    }
};

GATESIGHT_TEST(TstFlowLitPath)

}  // namespace tst_flow_lit_path

#include "tst_flow_lit_path.moc"
