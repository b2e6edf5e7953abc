// Nodes name only the fields a row is about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#include "support_flow_graph.h"
#include "tests/house/test_program.h"
#include "ui/graph/flow_detail.h"
#include "ui/graph/flow_scene.h"

#include <random>

namespace tst_flow_scene {

using namespace gatesight;
using namespace gatesight::tests;
using simulator::NodeRole;
using ui::FlowScene;

namespace {

std::uint32_t at(const FlowScene& scene, std::string_view key) {
    const int index = scene.find(key);
    Q_ASSERT(index >= 0);
    return static_cast<std::uint32_t>(index);
}

ui::FlowCamera fitted(const FlowScene& scene, const QSizeF& size) {
    ui::FlowCamera camera;
    camera.setContent(scene.bounds());
    camera.setViewport(QRectF(QPointF(0, 30), size));
    camera.fit();
    return camera;
}

}  // namespace

class TstFlowScene : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sharesReadAsPercent_data() {
        QTest::addColumn<qint64>("numerator");
        QTest::addColumn<qint64>("denominator");
        QTest::addColumn<QString>("text");
        QTest::newRow("nine tenths") << qint64{9} << qint64{10} << QStringLiteral("90 %");
        QTest::newRow("a third") << qint64{1} << qint64{3} << QStringLiteral("33.3 %");
        QTest::newRow("all") << qint64{1} << qint64{1} << QStringLiteral("100 %");
        QTest::newRow("none") << qint64{0} << qint64{5} << QStringLiteral("0 %");
        QTest::newRow("next to none") << qint64{1} << qint64{1'000'000} << QStringLiteral("<0.1 %");
        QTest::newRow("next to all")
            << qint64{999'999} << qint64{1'000'000} << QStringLiteral(">99.9 %");
        QTest::newRow("no share") << qint64{0} << qint64{0} << QString();
    }
    void sharesReadAsPercent() {
        QFETCH(qint64, numerator);
        QFETCH(qint64, denominator);
        QTEST(ui::shareText(numerator, denominator), "text");
    }

    void columnsCountTheirNodes() {
        const FlowScene scene = sceneOf(shopGraph());
        std::vector<std::pair<NodeRole, std::size_t>> counts;
        for (const ui::FlowColumn& column : scene.columns())
            counts.emplace_back(column.role, column.count);
        const std::vector<std::pair<NodeRole, std::size_t>> expected{
            {NodeRole::Client, 1}, {NodeRole::Gateway, 1}, {NodeRole::Listener, 1},
            {NodeRole::Route, 2},  {NodeRole::Rule, 1},    {NodeRole::Service, 3},
            {NodeRole::Pod, 3}};
        QCOMPARE(counts, expected);
        for (std::size_t i = 1; i < scene.columns().size(); ++i)
            QVERIFY(scene.columns()[i - 1].right < scene.columns()[i].left);
    }

    void edgesJoinTheSidesOfTheirCards() {
        const FlowScene scene = sceneOf(shopGraph());
        for (std::uint32_t edge = 0; edge < scene.edgeCount(); ++edge) {
            const ui::FlowWire wire = scene.wire(edge);
            const QRectF from = scene.rect(scene.edge(edge).from);
            const QRectF to = scene.rect(scene.edge(edge).to);
            QCOMPARE(wire.front().start.x(), from.right());
            QVERIFY(from.top() < wire.front().start.y() && wire.front().start.y() < from.bottom());
            QCOMPARE(wire.back().end.x(), to.left());
            QVERIFY(to.top() < wire.back().end.y() && wire.back().end.y() < to.bottom());
        }
    }

    void edgesOfOneCardLeaveApart() {
        const FlowScene scene = sceneOf(shopGraph());
        const auto edges = scene.outgoing(at(scene, "Rule/shop/cart/0"));
        QCOMPARE(edges.size(), std::size_t{3});
        for (std::size_t i = 1; i < edges.size(); ++i) {
            QVERIFY(scene.wire(edges[i - 1]).front().start.y() <
                    scene.wire(edges[i]).front().start.y());
            QVERIFY(scene.rect(scene.edge(edges[i - 1]).to).top() <
                    scene.rect(scene.edge(edges[i]).to).top());
        }
    }

    void longEdgesGoThroughTheirBends() {
        simulator::Layout layout;
        const auto topology = simulator::Topology::from(
            {{.key = "a", .role = NodeRole::Client}, {.key = "b", .role = NodeRole::Exit}},
            {{.from = 0, .to = 1}});
        layout.position = {{0, 0}, {900, 0}};
        layout.nodeWidth = 100;
        layout.nodeHeight = 40;
        layout.bends = {{{500, 300}}};
        const ui::FlowWire wire = FlowScene(topology, layout).wire(0);
        QCOMPARE(wire.size(), qsizetype{3});
        QCOMPARE(wire[1].start, QPointF(450, 300));
        QCOMPARE(wire[1].end, QPointF(550, 300));
        QCOMPARE(wire[1].at(0.5), QPointF(500, 300));
        QCOMPARE(wire[2].end, QPointF(900, 20));
    }

    void theGridFindsWhatLookingAtAllFinds() {
        const FlowScene scene = sceneOf(wideGraph(300));
        std::mt19937 random(7);
        std::uniform_real_distribution<double> x(scene.bounds().left(), scene.bounds().right());
        std::uniform_real_distribution<double> y(scene.bounds().top(), scene.bounds().bottom());
        for (int i = 0; i < 200; ++i) {
            const QRectF area =
                QRectF(QPointF(x(random), y(random)), QPointF(x(random), y(random))).normalized();
            std::vector<std::uint32_t> expected;
            for (std::uint32_t node = 0; node < scene.nodeCount(); ++node)
                if (scene.rect(node).intersects(area))
                    expected.push_back(node);
            QCOMPARE(scene.nodesIn(area), expected);
        }
    }

    void arrowsFollowEdgesAndColumns() {
        const FlowScene scene = sceneOf(shopGraph());
        const auto step = [&](std::string_view from, Qt::Key arrow) {
            return scene.node(scene.neighbour(at(scene, from), arrow)).key;
        };
        QCOMPARE(step("Client/internet", Qt::Key_Right), std::string("Gateway/infra/public"));
        QCOMPARE(step("Gateway/infra/public", Qt::Key_Left), std::string("Client/internet"));
        QCOMPARE(step("Client/internet", Qt::Key_Left), std::string("Client/internet"));
        QCOMPARE(step("Client/internet", Qt::Key_Down), std::string("Client/internet"));
        const bool cartFirst = scene.rect(at(scene, "HTTPRoute/shop/cart")).top() <
                               scene.rect(at(scene, "HTTPRoute/shop/old")).top();
        QCOMPARE(step("HTTPRoute/shop/cart", cartFirst ? Qt::Key_Down : Qt::Key_Up),
                 std::string("HTTPRoute/shop/old"));
    }

    void pointingAtAnEdgeFindsIt() {
        const FlowScene scene = sceneOf(shopGraph());
        for (std::uint32_t edge = 0; edge < scene.edgeCount(); ++edge)
            QCOMPARE(scene.edgeAt(scene.wire(edge).back().at(0.9), {3, 3}), static_cast<int>(edge));
        QCOMPARE(scene.edgeAt(scene.bounds().topLeft() - QPointF(50, 50), {3, 3}), -1);
    }

    void edgeBetweenPrefersTheForwardOne() {
        std::vector<simulator::GraphEdge> edges(2);
        edges[0].to = edges[1].to = 1;
        edges[0].mirror = true;
        const auto topology = simulator::Topology::from(
            {{.key = "a", .role = NodeRole::Rule}, {.key = "b", .role = NodeRole::Service}}, edges);
        const FlowScene scene = sceneOf(topology);
        QCOMPARE(scene.edgeBetween(0, 1), 1);
        QCOMPARE(scene.edgeBetween(1, 0), -1);
    }

    void detailFollowsThePixelsOfACard_data() {
        QTest::addColumn<double>("pixels");
        QTest::addColumn<int>("level");
        QTest::newRow("a hair") << 0.02 << int(ui::DetailLevel::Dot);
        QTest::newRow("below a box") << 6.9 << int(ui::DetailLevel::Dot);
        QTest::newRow("a box") << 7.0 << int(ui::DetailLevel::Box);
        QTest::newRow("below a text") << 11.9 << int(ui::DetailLevel::Box);
        QTest::newRow("a text") << 12.0 << int(ui::DetailLevel::Text);
        QTest::newRow("as laid out") << 44.0 << int(ui::DetailLevel::Text);
    }
    void detailFollowsThePixelsOfACard() {
        QFETCH(double, pixels);
        QFETCH(int, level);
        QCOMPARE(int(ui::detailOf(pixels)), level);
    }

    void fewGatewaysStayReadableBesideManyRoutes() {
        const FlowScene scene = sceneOf(wideGraph(2000));
        const ui::FlowCamera camera = fitted(scene, {1000, 600});
        const auto level = [&](std::string_view key) {
            return int(ui::detailOf(ui::cardOnScreen(scene, camera, at(scene, key)).height()));
        };
        QCOMPARE(level("Gateway/infra/public"), int(ui::DetailLevel::Text));
        QCOMPARE(level("Listener/infra/public/https"), int(ui::DetailLevel::Text));
        QCOMPARE(level("HTTPRoute/team-3/r10"), int(ui::DetailLevel::Dot));
    }

    void grownCardsDoNotTouch() {
        const FlowScene scene = sceneOf(wideGraph(40));
        const ui::FlowCamera camera = fitted(scene, {1000, 600});
        for (std::uint32_t a = 0; a < scene.nodeCount(); ++a)
            for (std::uint32_t b = 0; b < a; ++b)
                QVERIFY(!ui::cardOnScreen(scene, camera, a)
                             .intersects(ui::cardOnScreen(scene, camera, b)));
    }

    void pointingFindsTheCardThatIsDrawnThere() {
        for (const int routes : {1, 40, 2000}) {
            const FlowScene scene = sceneOf(wideGraph(routes));
            const ui::FlowCamera camera = fitted(scene, {1000, 600});
            for (std::uint32_t node = 0; node < scene.nodeCount(); node += 97) {
                const QPointF middle = ui::cardOnScreen(scene, camera, node).center();
                QCOMPARE(ui::cardAt(scene, camera, middle), static_cast<int>(node));
            }
            QCOMPARE(ui::cardAt(scene, camera, {2, 32}), -1);
        }
    }

    void nodesGoFromWhereTheyWere() {
        const FlowScene before = sceneOf(shopGraph());
        const FlowScene after = sceneOf(wideGraph(3));
        const FlowScene start = after.onTheWayFrom(before, 0);
        const FlowScene end = after.onTheWayFrom(before, 1);
        const std::string_view kept = "Gateway/infra/public", added = "Pod/team-0/r0";
        QCOMPARE(start.rect(at(start, kept)).topLeft(), before.rect(at(before, kept)).topLeft());
        QCOMPARE(end.rect(at(end, kept)).topLeft(), after.rect(at(after, kept)).topLeft());
        QCOMPARE(start.rect(at(start, added)).topLeft(), after.rect(at(after, added)).topLeft());
    }

    void namespacesHaveTheirTint() {
        const FlowScene scene = sceneOf(wideGraph(30));
        std::map<std::string, std::size_t> hues;
        for (const simulator::NamespaceBand& band : scene.bands()) {
            const auto [found, isNew] = hues.emplace(band.namespace_, scene.bandHue(band));
            QVERIFY(isNew || found->second == scene.bandHue(band));
        }
        std::set<std::size_t> different;
        for (const auto& [name, hue] : hues)
            different.insert(hue);
        QCOMPARE(different.size(), hues.size());
    }

    void anEmptySceneIsNoTrouble() {
        const FlowScene scene;
        QCOMPARE(scene.nodeCount(), std::size_t{0});
        QCOMPARE(scene.find("x"), -1);
        QVERIFY(scene.nodesIn(QRectF(0, 0, 10, 10)).empty());
        QCOMPARE(scene.edgeAt({0, 0}, {5, 5}), -1);
    }
};

GATESIGHT_TEST(TstFlowScene)

}  // namespace tst_flow_scene

#include "tst_flow_scene.moc"
