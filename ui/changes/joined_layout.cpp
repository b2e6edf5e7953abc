#include "ui/changes/joined_layout.h"

#include <map>
#include <tuple>

namespace gatesight::ui {

namespace {

using simulator::GraphEdge;
using simulator::GraphNode;
using simulator::Topology;

/// What makes two edges the same one, whatever their numbers.
using EdgeName = std::tuple<std::string, std::string, bool>;

EdgeName nameOf(const Topology& topology, const GraphEdge& edge) {
    return {topology.nodes()[edge.from].key, topology.nodes()[edge.to].key, edge.mirror};
}

/// The part of a layout that a graph needs. Bands are those of all, so that tints are alike, and an
/// empty place is seen to be one.
simulator::Layout partOf(const simulator::Layout& whole, const Topology& all,
                         const std::map<EdgeName, std::size_t>& edges, const Topology& part) {
    simulator::Layout layout = whole;
    layout.position.clear();
    layout.bends.clear();
    for (const GraphNode& node : part.nodes())
        layout.position.push_back(whole.position[static_cast<std::size_t>(all.find(node.key))]);
    for (const GraphEdge& edge : part.edges())
        layout.bends.push_back(whole.bends[edges.at(nameOf(part, edge))]);
    return layout;
}

}  // namespace

simulator::TopologyPtr joined(const Topology& before, const Topology& after) {
    std::vector<GraphNode> nodes(after.nodes().begin(), after.nodes().end());
    std::map<std::string, std::uint32_t, std::less<>> places;
    for (const GraphNode& node : nodes)
        places.emplace(node.key, static_cast<std::uint32_t>(places.size()));
    for (const GraphNode& node : before.nodes())
        if (places.emplace(node.key, static_cast<std::uint32_t>(nodes.size())).second)
            nodes.push_back(node);
    std::map<EdgeName, bool> known;
    std::vector<GraphEdge> edges;
    for (const Topology* side : {&after, &before})
        for (GraphEdge edge : side->edges()) {
            if (!known.emplace(nameOf(*side, edge), true).second)
                continue;
            edge.from = places.at(side->nodes()[edge.from].key);
            edge.to = places.at(side->nodes()[edge.to].key);
            edges.push_back(std::move(edge));
        }
    return Topology::from(std::move(nodes), std::move(edges));
}

ScenePair scenesOf(const simulator::TopologyPtr& before, const simulator::TopologyPtr& after,
                   const simulator::Layout* known, const std::stop_token& stop) {
    const simulator::TopologyPtr all = joined(*before, *after);
    if (all->nodes().empty())
        return {};
    const simulator::Layout layout =
        simulator::layOut(*all, {}, known ? after.get() : nullptr, known, stop);
    if (stop.stop_requested())
        return {};
    const FittedColumns fitted = fitColumns(*all, layout);
    std::map<EdgeName, std::size_t> edges;
    for (std::size_t i = 0; i < all->edges().size(); ++i)
        edges.emplace(nameOf(*all, all->edges()[i]), i);
    const auto scene = [&](const simulator::TopologyPtr& side) {
        return FlowScene(side, partOf(fitted.layout, *all, edges, *side), fitted.widths);
    };
    return {scene(before), scene(after), FlowScene(all, fitted.layout, fitted.widths).bounds()};
}

}  // namespace gatesight::ui
