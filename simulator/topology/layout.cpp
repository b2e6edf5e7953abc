#include "simulator/topology/layout.h"

#include <algorithm>
#include <cmath>

#include "simulator/topology/crossings.h"
#include "simulator/topology/earlier_layout.h"
#include "simulator/topology/ordering.h"
#include "simulator/topology/placement.h"

namespace gatesight::simulator {

namespace {

constexpr double kMargin = 36;

/// Part of LayoutOptions::columnGap right of a column. Listener to route and rule to Service carry
/// labels; the others belong together.
double gapAfter(NodeRole role) {
    switch (role) {
        case NodeRole::Client:
        case NodeRole::Service:
            return 0.8;
        case NodeRole::Gateway:
        case NodeRole::Route:
            return 0.65;
        case NodeRole::Listener:
        case NodeRole::Rule:
        case NodeRole::Pod:
        case NodeRole::Exit:
            break;
    }
    return 1;
}

std::vector<double> columnPositions(const LayeredGraph& graph, const LayoutOptions& options) {
    std::vector<double> result;
    double x = kMargin;
    for (const NodeRole role : graph.roles) {
        result.push_back(x);
        x += options.nodeWidth + std::round(options.columnGap * gapAfter(role));
    }
    return result;
}

/// Moves everything so that the topmost node has room for a margin and its band above it.
void normalise(const LayeredGraph& graph, const LayoutOptions& options,
               std::vector<double>& heights) {
    double top = 0;
    for (std::uint32_t item = 0; item < heights.size(); ++item)
        if (item == 0 || heights[item] < top)
            top = heights[item];
    const double shift = kMargin + kBandRoom.top + options.nodeHeight / 2 - top;
    for (std::uint32_t item = 0; item < graph.size(); ++item)
        heights[item] += shift;
}

void addBands(const LayeredGraph& graph, const Topology& topology, const ColumnOrder& order,
              const LayoutOptions& options, Layout& layout) {
    for (const auto& column : order) {
        NamespaceBand* band = nullptr;
        for (const std::uint32_t item : column) {
            if (graph.isBend(item) || topology.nodes()[item].namespace_.empty()) {
                band = nullptr;
                continue;
            }
            const GraphNode& node = topology.nodes()[item];
            const Point at = layout.position[item];
            if (!band || band->namespace_ != node.namespace_)
                band = &layout.bands.emplace_back(
                    NamespaceBand{node.namespace_, node.role, at.x - kBandRoom.side,
                                  at.y - kBandRoom.top, options.nodeWidth + 2 * kBandRoom.side, 0});
            band->height = at.y + options.nodeHeight + kBandRoom.bottom - band->y;
        }
    }
}

void addBends(const LayeredGraph& graph, const Topology& topology,
              const std::vector<double>& heights, const std::vector<double>& columns,
              const LayoutOptions& options, Layout& layout) {
    layout.bends.resize(topology.edges().size());
    for (auto bend = static_cast<std::uint32_t>(graph.nodes); bend < graph.size(); ++bend)
        layout.bends[graph.edgeOf(bend)].push_back(
            {columns[graph.column[bend]] + options.nodeWidth / 2, std::round(heights[bend])});
}

Layout assemble(const LayeredGraph& graph, const Topology& topology, const ColumnOrder& order,
                const LayoutOptions& options, const std::vector<double>& heights) {
    Layout layout;
    layout.nodeWidth = options.nodeWidth;
    layout.nodeHeight = options.nodeHeight;
    const std::vector<double> columns = columnPositions(graph, options);
    layout.position.resize(graph.nodes);
    double bottom = 0;
    for (std::uint32_t node = 0; node < graph.nodes; ++node) {
        layout.position[node] = {columns[graph.column[node]],
                                 std::round(heights[node] - options.nodeHeight / 2)};
        bottom = std::max(bottom, layout.position[node].y + options.nodeHeight);
    }
    addBands(graph, topology, order, options, layout);
    addBends(graph, topology, heights, columns, options, layout);
    if (!columns.empty())
        layout.width = columns.back() + options.nodeWidth + kMargin;
    layout.height = bottom + kBandRoom.bottom + kMargin;
    return layout;
}

}  // namespace

Layout layOut(const Topology& topology, const LayoutOptions& options,
              const Topology* previousTopology, const Layout* previous, std::stop_token stop) {
    if (topology.nodes().empty())
        return {};
    const LayeredGraph graph = layer(topology);
    if (previousTopology && previous) {
        if (const auto carried =
                carryOver(graph, topology, options, *previousTopology, *previous)) {
            const auto heights = placeNear(graph, topology, carried->columns, options,
                                           carried->wished, carried->weight, carried->top);
            Layout layout = assemble(graph, topology, carried->columns, options, heights);
            layout.crossings =
                CrossingCounter(graph).total(carried->columns, ranksOf(graph, carried->columns));
            return layout;
        }
    }
    const Ordering ordering = findOrder(graph, options.sweeps, stop);
    auto heights = placeItems(graph, topology, ordering.columns, options, stop);
    normalise(graph, options, heights);
    Layout layout = assemble(graph, topology, ordering.columns, options, heights);
    layout.crossings = ordering.crossings;
    return layout;
}

}  // namespace gatesight::simulator
