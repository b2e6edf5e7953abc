#include "support_flow_graph.h"
#include "tests/house/test_program.h"
#include "ui/graph/flow_filter.h"

#include <algorithm>

namespace tst_flow_filter {

using namespace gatesight;
using namespace gatesight::tests;
using simulator::TopologyPtr;

namespace {

ui::NodeFilter filter(std::string_view text) {
    return *ui::NodeFilter::parse(text);
}

std::vector<std::string> keys(const simulator::Topology& topology) {
    std::vector<std::string> result;
    for (const simulator::GraphNode& node : topology.nodes())
        result.push_back(node.key);
    return result;
}

}  // namespace

class TstFlowFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchesAreCounted() {
        const TopologyPtr topology = shopGraph();
        const auto count = [&](std::string_view text) {
            return std::ranges::count(ui::matchesOf(*topology, filter(text)), true);
        };
        QCOMPARE(count(""), static_cast<std::ptrdiff_t>(topology->nodes().size()));
        QCOMPARE(count("ns = infra"), 2);
        QCOMPARE(count("cart"), 3);
        QCOMPARE(count("nothing-like-it"), 0);
    }

    void hidingKeepsWholePaths() {
        const TopologyPtr topology = shopGraph();
        const TopologyPtr shown =
            ui::pathsThrough(*topology, ui::matchesOf(*topology, filter("cart-v2")));
        const std::vector<std::string> expected{
            "Client/internet",     "Gateway/infra/public", "Listener/infra/public/https",
            "HTTPRoute/shop/cart", "Rule/shop/cart/0",     "Service/shop/cart-v2",
            "Pod/shop/c"};
        QCOMPARE(keys(*shown), expected);
        QCOMPARE(shown->edges().size(), std::size_t{6});
        for (const simulator::GraphEdge& edge : shown->edges())
            QVERIFY(edge.from < shown->nodes().size() && edge.to < shown->nodes().size());
        const int rule = shown->find("Rule/shop/cart/0");
        const auto share = std::ranges::find_if(
            shown->edges(), [&](const auto& edge) { return static_cast<int>(edge.from) == rule; });
        QCOMPARE(share->denominator, std::int64_t{10});
    }

    void nothingMatchingLeavesNothing() {
        const TopologyPtr topology = shopGraph();
        const TopologyPtr shown =
            ui::pathsThrough(*topology, std::vector<bool>(topology->nodes().size(), false));
        QVERIFY(shown->nodes().empty());
        QVERIFY(shown->edges().empty());
    }

    void countsAddUp() {
        const TopologyPtr topology = shopGraph();
        const auto byRole = ui::countByRole(*topology);
        QCOMPARE(byRole[static_cast<std::size_t>(simulator::NodeRole::Service)], std::size_t{3});
        const auto byState = ui::countByState(*topology);
        QCOMPARE(byState[static_cast<std::size_t>(simulator::NodeState::Missing)], std::size_t{1});
        std::size_t sum = 0;
        for (const std::size_t count : byState)
            sum += count;
        QCOMPARE(sum, topology->nodes().size());
    }
};

GATESIGHT_TEST(TstFlowFilter)

}  // namespace tst_flow_filter

#include "tst_flow_filter.moc"
