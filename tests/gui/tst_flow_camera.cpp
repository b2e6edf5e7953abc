#include "tests/house/test_program.h"
#include "ui/graph/flow_camera.h"

namespace tst_flow_camera {

using gatesight::ui::FlowCamera;

namespace {

FlowCamera looking(const QSizeF& viewport, const QSizeF& content) {
    FlowCamera camera;
    camera.setContent(QRectF(QPointF(0, 0), content));
    camera.setViewport(QRectF(QPointF(0, 30), viewport));
    camera.fit();
    return camera;
}

double distance(const QPointF& a, const QPointF& b) {
    return (a - b).manhattanLength();
}

}  // namespace

class TstFlowCamera : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fitShowsEverything_data() {
        QTest::addColumn<QSizeF>("viewport");
        QTest::addColumn<QSizeF>("content");
        QTest::newRow("smaller than the view") << QSizeF(1000, 600) << QSizeF(400, 200);
        QTest::newRow("wide") << QSizeF(1000, 600) << QSizeF(4000, 200);
        QTest::newRow("tall") << QSizeF(1000, 600) << QSizeF(2200, 9000);
        QTest::newRow("two thousand rows") << QSizeF(1000, 600) << QSizeF(2200, 120'000);
        QTest::newRow("a narrow pane") << QSizeF(240, 160) << QSizeF(2200, 900);
    }
    void fitShowsEverything() {
        QFETCH(QSizeF, viewport);
        QFETCH(QSizeF, content);
        const FlowCamera camera = looking(viewport, content);
        const QRectF shown = camera.toScreen(camera.content());
        QVERIFY(camera.viewport().adjusted(-0.5, -0.5, 0.5, 0.5).contains(shown));
        QVERIFY(camera.zoom() <= 1);
        QVERIFY(camera.isFitted());
    }

    void fewColumnsOfManyRowsFillTheWidth() {
        const FlowCamera camera = looking({1000, 600}, {2200, 120'000});
        const QRectF shown = camera.toScreen(camera.content());
        QVERIFY(shown.width() > 900);
        QVERIFY(camera.scaleX() > 50 * camera.scaleY());
    }

    void scalesAreTheSameFromOneOn() {
        FlowCamera camera = looking({1000, 600}, {2200, 900});
        camera.zoomAt({500, 300}, 1 / camera.zoom());
        QCOMPARE(camera.scaleX(), camera.scaleY());
        camera.zoomAt({500, 300}, 2);
        QCOMPARE(camera.scaleX(), 2.0);
        QCOMPARE(camera.scaleY(), 2.0);
    }

    void zoomKeepsThePointUnderTheCursor_data() {
        QTest::addColumn<QPointF>("cursor");
        QTest::addColumn<double>("factor");
        for (const double factor : {1.1, 1.25, 3.0}) {
            QTest::addRow("middle x%g", factor) << QPointF(500, 330) << factor;
            QTest::addRow("top left x%g", factor) << QPointF(120, 120) << factor;
            QTest::addRow("bottom right x%g", factor) << QPointF(880, 540) << factor;
        }
    }
    void zoomKeepsThePointUnderTheCursor() {
        QFETCH(QPointF, cursor);
        QFETCH(double, factor);
        FlowCamera camera = looking({1000, 600}, {2200, 9000});
        const QPointF before = camera.toScene(cursor);
        for (int i = 0; i < 5; ++i)
            camera.zoomAt(cursor, factor);
        QVERIFY(distance(camera.toScreen(before), cursor) < 0.01);
        camera.zoomAt(cursor, 1 / factor);
        QVERIFY(distance(camera.toScreen(before), cursor) < 0.01);
    }

    void zoomStaysWithinItsBounds() {
        FlowCamera camera = looking({1000, 600}, {2200, 9000});
        camera.zoomAt({500, 300}, 1e9);
        QCOMPARE(camera.zoom(), FlowCamera::kMaxZoom);
        camera.zoomAt({500, 300}, 1e-9);
        QCOMPARE(camera.zoom(), camera.minZoom());
        QVERIFY(camera.minZoom() > 0);
    }

    void panningCannotLoseTheGraph() {
        FlowCamera camera = looking({1000, 600}, {2200, 9000});
        camera.zoomAt({500, 300}, 10);
        camera.pan({1e6, -1e6});
        QVERIFY(camera.visibleScene().intersects(camera.content()));
    }

    void panMovesByPixels() {
        FlowCamera camera = looking({1000, 600}, {2200, 9000});
        camera.zoomAt({500, 300}, 20);
        const QPointF before = camera.toScreen(QPointF(1000, 4000));
        camera.pan({30, -40});
        QVERIFY(distance(camera.toScreen(QPointF(1000, 4000)), before + QPointF(30, -40)) < 0.01);
        QVERIFY(!camera.isFitted());
    }

    void aFittedViewStaysFittedWhenThePaneChanges() {
        FlowCamera camera = looking({1000, 600}, {2200, 900});
        camera.setViewport(QRectF(0, 30, 700, 300));
        QVERIFY(camera.isFitted());
        QVERIFY(camera.viewport().contains(camera.toScreen(camera.content())));
    }

    void revealMovesNoMoreThanNeeded() {
        FlowCamera camera = looking({1000, 600}, {2200, 9000});
        camera.zoomAt({500, 300}, 1 / camera.zoom());
        const QRectF inside(camera.visibleScene().center(), QSizeF(100, 40));
        const FlowCamera before = camera;
        camera.reveal(inside);
        QCOMPARE(camera, before);
        const QRectF below(camera.visibleScene().center() + QPointF(0, 2000), QSizeF(100, 40));
        camera.reveal(below);
        QVERIFY(camera.viewport().contains(camera.toScreen(below)));
        QCOMPARE(camera.zoom(), before.zoom());
    }

    void revealZoomsOutForWhatIsLarger() {
        FlowCamera camera = looking({1000, 600}, {2200, 9000});
        camera.zoomAt({500, 300}, 1 / camera.zoom());
        const QRectF large(100, 100, 2000, 3000);
        camera.reveal(large);
        QVERIFY(camera.zoom() < 1);
        QVERIFY(camera.viewport().adjusted(-1, -1, 1, 1).contains(camera.toScreen(large)));
    }

    void movingEndsWhereItShould() {
        const FlowCamera from = looking({1000, 600}, {2200, 9000});
        FlowCamera to = from;
        to.zoomAt({300, 300}, 8);
        QCOMPARE(FlowCamera::between(from, to, 1), to);
        const double middle = FlowCamera::between(from, to, 0.5).zoom();
        QVERIFY(middle > from.zoom() && middle < to.zoom());
    }

    void nothingToShowIsNoTrouble() {
        FlowCamera camera;
        camera.setViewport({});
        camera.setContent({});
        camera.fit();
        camera.zoomAt({0, 0}, 2);
        camera.reveal({});
        QVERIFY(std::isfinite(camera.toScreen(QPointF(1, 1)).x()));
    }
};

GATESIGHT_TEST(TstFlowCamera)

}  // namespace tst_flow_camera

#include "tst_flow_camera.moc"
