#include "simulator/topology/layered_graph.h"

#include <array>
#include <unordered_map>
#include <utility>

namespace gatesight::simulator {

namespace {

using Piece = std::pair<std::uint32_t, std::uint32_t>;  // left item, right item

constexpr std::size_t kRoles = static_cast<std::size_t>(NodeRole::Exit) + 1;

Neighbours rows(std::size_t items, const std::vector<Piece>& pieces, bool ofRight) {
    Neighbours result;
    result.begin.assign(items + 1, 0);
    for (const auto& [left, right] : pieces)
        ++result.begin[(ofRight ? right : left) + 1];
    for (std::size_t i = 1; i < result.begin.size(); ++i)
        result.begin[i] += result.begin[i - 1];
    result.items.resize(pieces.size());
    auto next = result.begin;
    for (const auto& [left, right] : pieces)
        result.items[next[ofRight ? right : left]++] = ofRight ? left : right;
    return result;
}

/// Columns are the roles that occur, in their order.
void assignColumns(LayeredGraph& graph, const Topology& topology) {
    std::array<bool, kRoles> used{};
    for (const GraphNode& node : topology.nodes())
        used[static_cast<std::size_t>(node.role)] = true;
    std::array<std::uint32_t, kRoles> columnOf{};
    for (std::size_t role = 0; role < kRoles; ++role) {
        if (!used[role])
            continue;
        columnOf[role] = static_cast<std::uint32_t>(graph.roles.size());
        graph.roles.push_back(static_cast<NodeRole>(role));
    }
    for (const GraphNode& node : topology.nodes())
        graph.column.push_back(columnOf[static_cast<std::size_t>(node.role)]);
}

void assignGroups(LayeredGraph& graph, const Topology& topology) {
    std::unordered_map<std::string_view, std::uint32_t> ids;
    for (const GraphNode& node : topology.nodes()) {
        const auto next = static_cast<std::uint32_t>(ids.size());
        graph.group.push_back(ids.emplace(node.namespace_, next).first->second);
    }
    auto next = static_cast<std::uint32_t>(ids.size());
    while (graph.group.size() < graph.size())
        graph.group.push_back(next++);
}

}  // namespace

LayeredGraph layer(const Topology& topology) {
    LayeredGraph graph;
    graph.nodes = topology.nodes().size();
    assignColumns(graph, topology);
    std::vector<Piece> pieces;
    pieces.reserve(topology.edges().size());
    for (std::uint32_t index = 0; index < topology.edges().size(); ++index) {
        const GraphEdge& edge = topology.edges()[index];
        std::uint32_t from = edge.from;
        const std::uint32_t last = graph.column[edge.to];
        if (graph.column[from] >= last)
            continue;
        for (std::uint32_t column = graph.column[from] + 1; column < last; ++column) {
            const auto bend = static_cast<std::uint32_t>(graph.size());
            graph.column.push_back(column);
            graph.bendOf.push_back(index);
            pieces.emplace_back(from, bend);
            from = bend;
        }
        pieces.emplace_back(from, edge.to);
    }
    assignGroups(graph, topology);
    graph.left = rows(graph.size(), pieces, true);
    graph.right = rows(graph.size(), pieces, false);
    return graph;
}

}  // namespace gatesight::simulator
