// Columns as wide as their names need, without moving anything up or down.
#include "support_flow_graph.h"
#include "tests/house/test_program.h"
#include "ui/graph/flow_columns.h"
#include "ui/graph/flow_scene.h"

#include <array>

namespace tst_flow_columns {

using namespace gatesight;
using namespace gatesight::tests;
using simulator::NodeRole;

namespace {

ui::FlowScene fittedScene(const simulator::TopologyPtr& topology) {
    const ui::FittedColumns fitted = ui::fitColumns(*topology, simulator::layOut(*topology));
    return {topology, fitted.layout, fitted.widths};
}

double widthOf(const ui::FlowScene& scene, NodeRole role) {
    for (const ui::FlowColumn& column : scene.columns())
        if (column.role == role)
            return column.right - column.left;
    return 0;
}

}  // namespace

class tst_flow_columns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void heightsAndOrderStay() {
        const auto topology = wideGraph(40);
        const simulator::Layout before = simulator::layOut(*topology);
        const simulator::Layout after = ui::fitColumns(*topology, before).layout;
        QCOMPARE(after.position.size(), before.position.size());
        for (std::size_t i = 0; i < before.position.size(); ++i)
            QCOMPARE(after.position[i].y, before.position[i].y);
        const ui::FlowScene scene = fittedScene(topology);
        for (std::size_t i = 1; i < scene.columns().size(); ++i)
            QVERIFY(scene.columns()[i - 1].right < scene.columns()[i].left);
    }

    void longNamesGetMoreRoom() {
        const ui::FlowScene scene = fittedScene(shopGraph());
        // "https" beside "cart-v1" and "a".
        QVERIFY(widthOf(scene, NodeRole::Service) > widthOf(scene, NodeRole::Listener));
        QVERIFY(widthOf(scene, NodeRole::Pod) > 0);
    }

    void thePictureIsNarrowerThanWithEqualCards() {
        const auto topology = shopGraph();
        QVERIFY(fittedScene(topology).bounds().width() < sceneOf(topology).bounds().width());
    }

    void bandsLieBehindTheirCards() {
        const ui::FlowScene scene = fittedScene(shopGraph());
        for (std::uint32_t node = 0; node < scene.nodeCount(); ++node) {
            if (scene.node(node).namespace_.empty())
                continue;
            bool held = false;
            for (const simulator::NamespaceBand& band : scene.bands())
                held = held ||
                       (band.namespace_ == scene.node(node).namespace_ &&
                        QRectF(band.x, band.y, band.width, band.height).contains(scene.rect(node)));
            QVERIFY2(held, scene.node(node).key.c_str());
        }
    }

    void edgesStillJoinTheirCards() {
        const ui::FlowScene scene = fittedScene(shopGraph());
        for (std::uint32_t edge = 0; edge < scene.edgeCount(); ++edge) {
            const ui::FlowWire wire = scene.wire(edge);
            QCOMPARE(wire.front().start.x(), scene.rect(scene.edge(edge).from).right());
            QCOMPARE(wire.back().end.x(), scene.rect(scene.edge(edge).to).left());
        }
    }

    void anEmptyGraphIsLeftAlone() {
        const auto topology = simulator::Topology::from({}, {});
        QVERIFY(ui::fitColumns(*topology, {}).widths.empty());
    }
};

GATESIGHT_TEST(tst_flow_columns)

}  // namespace tst_flow_columns

#include "tst_flow_columns.moc"
