#include "ui/graph/flow_filter.h"

#include <utility>

namespace gatesight::ui {

using simulator::GraphEdge;
using simulator::GraphNode;
using simulator::Topology;

namespace {

using End = std::uint32_t GraphEdge::*;

/// Adds to `found` what can be reached from it along edges, walked from their end `from` to `to`.
void spread(const Topology& topology, End from, End to, std::vector<bool>& found) {
    std::vector<std::vector<std::uint32_t>> next(topology.nodes().size());
    for (const GraphEdge& edge : topology.edges())
        next[edge.*from].push_back(edge.*to);
    std::vector<std::uint32_t> open;
    for (std::uint32_t node = 0; node < found.size(); ++node)
        if (found[node])
            open.push_back(node);
    while (!open.empty()) {
        const std::uint32_t node = open.back();
        open.pop_back();
        for (const std::uint32_t other : next[node])
            if (!found[other]) {
                found[other] = true;
                open.push_back(other);
            }
    }
}

template <class Key>
std::vector<std::size_t> countBy(const Topology& topology, Key GraphNode::*key, Key last) {
    std::vector<std::size_t> counts(static_cast<std::size_t>(last) + 1);
    for (const GraphNode& node : topology.nodes())
        ++counts[static_cast<std::size_t>(node.*key)];
    return counts;
}

}  // namespace

std::vector<bool> matchesOf(const Topology& topology, const NodeFilter& filter) {
    std::vector<bool> matches;
    matches.reserve(topology.nodes().size());
    for (const GraphNode& node : topology.nodes())
        matches.push_back(filter.matches(factsOf(node)));
    return matches;
}

simulator::TopologyPtr pathsThrough(const Topology& topology, const std::vector<bool>& matches) {
    std::vector<bool> ahead = matches, kept = matches;
    spread(topology, &GraphEdge::from, &GraphEdge::to, ahead);
    spread(topology, &GraphEdge::to, &GraphEdge::from, kept);
    std::vector<GraphNode> nodes;
    std::vector<std::uint32_t> newIndex(matches.size());
    for (std::uint32_t node = 0; node < matches.size(); ++node) {
        kept[node] = kept[node] || ahead[node];
        newIndex[node] = static_cast<std::uint32_t>(nodes.size());
        if (kept[node])
            nodes.push_back(topology.nodes()[node]);
    }
    std::vector<GraphEdge> edges;
    for (GraphEdge edge : topology.edges()) {
        if (!kept[edge.from] || !kept[edge.to])
            continue;
        edge.from = newIndex[edge.from];
        edge.to = newIndex[edge.to];
        edges.push_back(std::move(edge));
    }
    return Topology::from(std::move(nodes), std::move(edges));
}

std::vector<std::size_t> countByRole(const Topology& topology) {
    return countBy(topology, &GraphNode::role, simulator::NodeRole::Exit);
}

std::vector<std::size_t> countByState(const Topology& topology) {
    return countBy(topology, &GraphNode::state, simulator::NodeState::Unknown);
}

}  // namespace gatesight::ui
