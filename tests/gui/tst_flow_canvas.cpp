#include "support_flow_graph.h"
#include "tests/house/test_program.h"
#include "ui/graph/flow_canvas.h"
#include "ui/graph/flow_detail.h"
#include "ui/graph/flow_export.h"
#include "ui/graph/flow_painter.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QWheelEvent>

namespace tst_flow_canvas {

using namespace gatesight;
using namespace gatesight::tests;
using namespace std::chrono_literals;
using ui::FlowCanvas;

namespace {

class Shown {
public:
    explicit Shown(const simulator::TopologyPtr& topology) {
        canvas.resize(1000, 600);
        canvas.setScene(sceneOf(topology));
        canvas.show();
        // Only advance() moves things: a slow machine must not change what is seen.
        canvas.advance(1h);
    }

    [[nodiscard]] std::uint32_t node(std::string_view key) const {
        return static_cast<std::uint32_t>(canvas.scene().find(key));
    }
    [[nodiscard]] QPoint middle(std::string_view key) const {
        return ui::cardOnScreen(canvas.scene(), canvas.camera(), node(key)).center().toPoint();
    }
    void wheel(const QPoint& at, int delta) {
        QWheelEvent event(at, canvas.mapToGlobal(QPointF(at)), {}, {0, delta}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&canvas, &event);
    }

    FlowCanvas canvas;
};

QColor pixel(FlowCanvas& canvas, const QPoint& at) {
    return canvas.grab().toImage().pixelColor(at);
}

}  // namespace

class TstFlowCanvas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void longWordsDoNotHideTheWay() {
        Shown shown(shopGraph());
        QImage image(1000, 600, QImage::Format_RGB32);
        QPainter painter(&image);
        ui::FlowInk ink;
        ink.use({}, shown.canvas.font(), 1);
        ui::FlowPainter flow(painter, shown.canvas.scene(), shown.canvas.camera(), ink);
        const QRectF within(0, 0, 400, 300);
        const auto widthOf = [&](const QString& words) {
            return flow.drawTag({200, 150}, words, Qt::black, Qt::white, within).width();
        };
        QVERIFY(widthOf(QStringLiteral(
                    "301 to https://a-host-with-a-long-name.example.com/and/a/path")) <
                within.width() / 2);
        QVERIFY(widthOf(QStringLiteral("200")) < 60);
    }

    void clickingTellsTheNode() {
        Shown shown(shopGraph());
        std::vector<std::string> clicked;
        QObject::connect(&shown.canvas, &FlowCanvas::nodeClicked,
                         [&](const std::string& key) { clicked.push_back(key); });
        QSignalSpy background(&shown.canvas, &FlowCanvas::backgroundClicked);
        for (const std::string& key : pathToPodA())
            QTest::mouseClick(&shown.canvas, Qt::LeftButton, {}, shown.middle(key));
        QCOMPARE(clicked, pathToPodA());
        QTest::mouseClick(&shown.canvas, Qt::LeftButton, {}, {500, 590});
        QCOMPARE(background.count(), 1);
    }

    void aLitPathIsReadableAmongThousands() {
        Shown shown(wideGraph(2000));
        const std::vector<std::string> path{
            "Client/internet",       "Gateway/infra/public", "Listener/infra/public/https",
            "HTTPRoute/team-3/r500", "Rule/team-3/r500/0",   "Service/team-3/r500",
            "Pod/team-3/r500"};
        const QPoint at = shown.middle("HTTPRoute/team-3/r500");
        const double row = ui::cardOnScreen(shown.canvas.scene(), shown.canvas.camera(),
                                            shown.node("HTTPRoute/team-3/r500"))
                               .height();
        QVERIFY2(row < ui::kBoxPixels, "the rows are not thin enough to test this");
        const QColor card = ui::flowColors(ui::palette(false)).card;
        // Above the letters, inside of the card.
        const QPoint inside = at - QPoint(0, static_cast<int>(ui::kChipPixels) / 2 - 3);
        QVERIFY(pixel(shown.canvas, inside) != card);
        shown.canvas.setReduceMotion(true);
        shown.canvas.setLitPath(path, std::make_shared<const simulator::Decision>(forwarded(200)));
        QCOMPARE(pixel(shown.canvas, inside), card);
    }

    void draggingPansAndClicksNothing() {
        Shown shown(wideGraph(200));
        shown.canvas.zoomBy(10);
        bool clicked = false;
        QObject::connect(&shown.canvas, &FlowCanvas::nodeClicked, [&] { clicked = true; });
        const QPointF before = shown.canvas.camera().toScene(QPointF(500, 300));
        QTest::mousePress(&shown.canvas, Qt::LeftButton, {}, {500, 300});
        QTest::mouseMove(&shown.canvas, {500, 340});
        QTest::mouseMove(&shown.canvas, {500, 360});
        QTest::mouseRelease(&shown.canvas, Qt::LeftButton, {}, {500, 360});
        const QPointF after = shown.canvas.camera().toScreen(before);
        QVERIFY(std::abs(after.y() - 360) < 0.5);
        QVERIFY(!clicked);
    }

    void theWheelZoomsAtTheCursor() {
        Shown shown(wideGraph(200));
        const QPoint cursor(700, 400);
        const QPointF under = shown.canvas.camera().toScene(QPointF(cursor));
        const double before = shown.canvas.camera().zoom();
        shown.wheel(cursor, 240);
        QVERIFY(shown.canvas.camera().zoom() > before * 1.4);
        QVERIFY((shown.canvas.camera().toScreen(under) - QPointF(cursor)).manhattanLength() < 0.5);
        shown.wheel(cursor, -240);
        QVERIFY(qFuzzyCompare(shown.canvas.camera().zoom(), before));
    }

    void keysFitAndZoom() {
        Shown shown(wideGraph(200));
        QTest::keyClick(&shown.canvas, Qt::Key_Plus);
        QVERIFY(!shown.canvas.camera().isFitted());
        QTest::keyClick(&shown.canvas, Qt::Key_F);
        shown.canvas.advance(1h);
        QVERIFY(shown.canvas.camera().isFitted());
        const double fitted = shown.canvas.camera().zoom();
        QTest::keyClick(&shown.canvas, Qt::Key_Minus);
        QVERIFY(shown.canvas.camera().zoom() <= fitted);
    }

    void arrowsWalkThroughTheGraph() {
        Shown shown(shopGraph());
        QObject::connect(&shown.canvas, &FlowCanvas::nodeClicked,
                         [&](const std::string& key) { shown.canvas.setSelectedKey(key); });
        shown.canvas.setSelectedKey("Client/internet");
        std::string last;
        QObject::connect(&shown.canvas, &FlowCanvas::nodeClicked,
                         [&](const std::string& key) { last = key; });
        for (int i = 0; i < 2; ++i)
            QTest::keyClick(&shown.canvas, Qt::Key_Right);
        QCOMPARE(last, std::string("Listener/infra/public/https"));
        QTest::keyClick(&shown.canvas, Qt::Key_Left);
        QCOMPARE(last, std::string("Gateway/infra/public"));
    }

    void doubleClickFocusesAndEscapeLeaves() {
        Shown shown(shopGraph());
        QSignalSpy changed(&shown.canvas, &FlowCanvas::focusedPathChanged);
        QTest::mouseDClick(&shown.canvas, Qt::LeftButton, {}, shown.middle("Service/shop/cart-v2"));
        QCOMPARE(shown.canvas.focusedKey(), std::string("Service/shop/cart-v2"));
        const auto& nodes = shown.canvas.emphases().nodes;
        QCOMPARE(nodes[shown.node("Pod/shop/c")], ui::FlowEmphasis::Normal);
        QCOMPARE(nodes[shown.node("Pod/shop/a")], ui::FlowEmphasis::Dim);
        QTest::keyClick(&shown.canvas, Qt::Key_Escape);
        QVERIFY(shown.canvas.focusedKey().empty());
        QVERIFY(shown.canvas.emphases().empty());
        QCOMPARE(changed.count(), 2);
    }

    void aDotTravelsWhenTheAnswerChanges() {
        Shown shown(shopGraph());
        const auto answer = std::make_shared<const simulator::Decision>(forwarded(200));
        shown.canvas.setLitPath(pathToPodA(), answer);
        QCOMPARE(shown.canvas.dotProgress(), 0.0);
        shown.canvas.advance(ui::JourneyClock::kStage * 3);
        QCOMPARE(shown.canvas.dotProgress(), 0.5);
        // The same way again is no news.
        shown.canvas.setLitPath(pathToPodA(), std::make_shared<const simulator::Decision>(*answer));
        QCOMPARE(shown.canvas.dotProgress(), 0.5);
        shown.canvas.setLitPath(pathToListener(),
                                std::make_shared<const simulator::Decision>(notFound()));
        QCOMPARE(shown.canvas.dotProgress(), 0.0);
        shown.canvas.advance(1h);
        QVERIFY(!shown.canvas.isMoving());
        QCOMPARE(shown.canvas.litPath().ending, QStringLiteral("404 no route matched"));
        QVERIFY(
            shown.canvas.accessibleDescription().contains(QStringLiteral("404 no route matched")));
        shown.canvas.setLitPath({}, nullptr);
        QVERIFY(shown.canvas.litPath().empty());
        QVERIFY(shown.canvas.emphases().empty());
    }

    void withReducedMotionNothingMoves() {
        Shown shown(shopGraph());
        shown.canvas.setReduceMotion(true);
        shown.canvas.setLitPath(pathToPodA(),
                                std::make_shared<const simulator::Decision>(forwarded(200)));
        QVERIFY(!shown.canvas.isMoving());
        QCOMPARE(shown.canvas.dotProgress(), 1.0);
        shown.canvas.setScene(sceneOf(wideGraph(5)));
        shown.canvas.fit();
        QVERIFY(!shown.canvas.isMoving());
    }

    void successAndFailureLookDifferentAtTheEnd() {
        Shown shown(shopGraph());
        shown.canvas.setReduceMotion(true);
        shown.canvas.setLitPath(pathToListener(),
                                std::make_shared<const simulator::Decision>(notFound()));
        const auto failed = shown.canvas.grab().toImage();
        shown.canvas.setLitPath(pathToListener(),
                                std::make_shared<const simulator::Decision>(forwarded(200)));
        QVERIFY(failed != shown.canvas.grab().toImage());
    }

    void nodesGoToTheirNewPlaces() {
        Shown shown(shopGraph());
        shown.canvas.setScene(sceneOf(wideGraph(5)));
        QVERIFY(shown.canvas.isMoving());
        shown.canvas.grab();
        shown.canvas.advance(100ms);
        shown.canvas.grab();
        shown.canvas.advance(1s);
        QVERIFY(!shown.canvas.isMoving());
        QVERIFY(shown.canvas.camera().isFitted());
    }

    void theViewStaysWhereItWasWhenSomethingChanges() {
        Shown shown(wideGraph(50));
        shown.canvas.zoomBy(8);
        const ui::FlowCamera before = shown.canvas.camera();
        shown.canvas.setScene(sceneOf(wideGraph(51)));
        shown.canvas.advance(1s);
        QCOMPARE(shown.canvas.camera().zoom(), before.zoom());
        QVERIFY(!shown.canvas.camera().isFitted());
    }

    void selectingBringsIntoView() {
        Shown shown(wideGraph(500));
        shown.canvas.zoomBy(1 / shown.canvas.camera().zoom());
        shown.canvas.advance(1s);
        for (const std::string key : {"Pod/team-0/r0", "Pod/team-2/r499"}) {
            shown.canvas.setSelectedKey(key);
            shown.canvas.advance(1s);
            const QRectF card =
                ui::cardOnScreen(shown.canvas.scene(), shown.canvas.camera(), shown.node(key));
            QVERIFY(shown.canvas.camera().viewport().contains(card));
        }
    }

    void selectionIsDrawn() {
        Shown shown(shopGraph());
        const QRectF card = ui::cardOnScreen(shown.canvas.scene(), shown.canvas.camera(),
                                             shown.node("HTTPRoute/shop/old"));
        const QPoint ring(static_cast<int>(card.center().x()), static_cast<int>(card.top() - 3));
        const QColor before = pixel(shown.canvas, ring);
        shown.canvas.setSelectedKey("HTTPRoute/shop/old");
        QVERIFY(pixel(shown.canvas, ring) != before);
    }

    void trafficIsDrawnAndBounded() {
        Shown shown(shopGraph());
        auto plan = std::make_shared<ui::TrafficPlan>();
        plan->paths = {{pathToPodA(), true, {}}, {pathToListener(), false, {}}};
        for (int i = 0; i < 20'000; ++i)
            plan->departures.push_back({i / 20'000.0, i % 2 == 0 ? 0U : 1U});
        const QImage still = shown.canvas.grab().toImage();
        shown.canvas.setTraffic(plan);
        shown.canvas.setTrafficTime(1, 1);
        QVERIFY(shown.canvas.movingDots().dots.size() <= ui::TrafficMotion::kMaxDots);
        QVERIFY(shown.canvas.requestsPerDot() > 1);
        QVERIFY(shown.canvas.grab().toImage() != still);
        shown.canvas.setTraffic(nullptr);
        QVERIFY(shown.canvas.grab().toImage() == still);
    }

    void panningCopiesTheSamePixelsAsDrawing() {
        Shown shown(wideGraph(300));
        shown.canvas.zoomBy(1 / shown.canvas.camera().zoom(), QPointF(500, 300));
        shown.canvas.grab();
        shown.canvas.panBy({0, -37});
        shown.canvas.panBy({-21, 12});
        const QImage copied = shown.canvas.grab().toImage();
        shown.canvas.setColors(ui::flowColors(ui::palette(false)));
        QCOMPARE(copied, shown.canvas.grab().toImage());
    }

    void tooltipsAreEscaped() {
        simulator::GraphNode node;
        node.title = "<script>";
        node.why = "a < b & c";
        node.nearest = "cart";
        const QString text = ui::nodeToolTip(node);
        QVERIFY(text.contains(QStringLiteral("&lt;script&gt;")));
        QVERIFY(text.contains(QStringLiteral("a &lt; b &amp; c")));
        QVERIFY(text.contains(QStringLiteral("cart")));
        const ui::FlowScene scene = sceneOf(shopGraph());
        const int edge =
            scene.edgeBetween(static_cast<std::uint32_t>(scene.find("Rule/shop/cart/0")),
                              static_cast<std::uint32_t>(scene.find("Service/shop/cart-v1")));
        QVERIFY(ui::edgeToolTip(scene, static_cast<std::uint32_t>(edge))
                    .contains(QStringLiteral("90 % of requests (9 of 10)")));
    }

    void exportsShowTheWholeGraph() {
        const ui::FlowColors colors = ui::flowColors(ui::palette(false));
        const ui::FlowScene scene = sceneOf(shopGraph());
        const QImage image = ui::flowImage(scene, {}, {}, colors, QFont(), 2);
        QVERIFY(image.width() > 2 * scene.bounds().width());
        QVERIFY(image.pixelColor(image.rect().center()) !=
                    image.pixelColor(2, image.height() - 2) ||
                image.convertToFormat(QImage::Format_Indexed8).colorCount() > 10);
        QVERIFY(ui::flowImage({}, {}, {}, colors, QFont(), 2).isNull());
        // Too large for memory: scaled down, never refused.
        const QImage large = ui::flowImage(sceneOf(wideGraph(2000)), {}, {}, colors, QFont(), 2);
        QVERIFY(!large.isNull());
        QVERIFY(qint64{large.width()} * large.height() <= 64'000'000);
        const simulator::Layout layout = simulator::layOut(*shopGraph());
        const QByteArray svg = ui::flowSvg(*shopGraph(), layout, pathToPodA(), true, "shop");
        QVERIFY(svg.contains("cart-v2") && svg.contains("</svg>"));
    }

    void everySizeCanBeDrawn() {
        Shown shown(wideGraph(20));
        for (const QSize size : {QSize(1, 1), QSize(240, 30), QSize(3000, 80), QSize(1, 900)}) {
            shown.canvas.resize(size);
            shown.canvas.grab();
        }
        shown.canvas.setScene({});
        shown.canvas.advance(1s);
        shown.canvas.grab();
        QCOMPARE(shown.canvas.nodeAt({5, 5}), -1);
    }
};

GATESIGHT_TEST(TstFlowCanvas, QApplication)

}  // namespace tst_flow_canvas

#include "tst_flow_canvas.moc"
