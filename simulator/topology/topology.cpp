#include "simulator/topology/topology.h"

#include <algorithm>
#include <utility>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/reverse_graph.hpp>

#include "simulator/topology/topology_graph.h"

namespace gatesight::simulator {

namespace {

using Csr = boost::compressed_sparse_row_graph<boost::bidirectionalS>;

Csr csrOf(std::size_t nodes, const std::vector<GraphEdge>& edges) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    pairs.reserve(edges.size());
    for (const GraphEdge& edge : edges)
        pairs.emplace_back(edge.from, edge.to);
    return {boost::edges_are_unsorted_multi_pass, pairs.begin(), pairs.end(), nodes};
}

/// Marks what can be reached from `start` along the edges of `graph`.
template <class AnyGraph>
void markFrom(const AnyGraph& graph, std::size_t start, std::vector<bool>& marked) {
    std::vector<boost::default_color_type> colors(boost::num_vertices(graph));
    const auto index = boost::get(boost::vertex_index, graph);
    const auto colorMap = boost::make_iterator_property_map(colors.begin(), index);
    boost::breadth_first_visit(graph, start, boost::color_map(colorMap));
    for (std::size_t i = 0; i < colors.size(); ++i)
        marked[i] = marked[i] || colors[i] == boost::black_color;
}

}  // namespace

std::shared_ptr<const Topology> Topology::from(std::vector<GraphNode> nodes,
                                               std::vector<GraphEdge> edges) {
    return from(std::move(nodes), std::move(edges), {});
}

std::shared_ptr<const Topology> Topology::from(std::vector<GraphNode> nodes,
                                               std::vector<GraphEdge> edges, FieldNames fields) {
    auto topology = std::make_shared<Topology>();
    topology->m_graph =
        std::make_shared<const Graph>(Graph{csrOf(nodes.size(), edges), std::move(fields)});
    topology->m_nodes = std::move(nodes);
    topology->m_edges = std::move(edges);
    for (std::uint32_t index = 0; const GraphNode& node : topology->m_nodes)
        topology->m_byKey.emplace(node.key, index++);
    return topology;
}

std::vector<std::uint32_t> Topology::through(std::uint32_t node) const {
    std::vector<std::uint32_t> result;
    if (node >= m_nodes.size())
        return result;
    std::vector<bool> marked(m_nodes.size(), false);
    markFrom(m_graph->edges, node, marked);
    markFrom(boost::make_reverse_graph(m_graph->edges), node, marked);
    for (std::uint32_t i = 0; i < marked.size(); ++i)
        if (marked[i])
            result.push_back(i);
    return result;
}

bool GraphEdge::counts() const {
    return (denominator > 0 && numerator != denominator) ||
           std::ranges::any_of(ways, [](const ExitWay& way) {
               return way.verdict != ExitWay::Verdict::Open;
           });
}

std::string_view toString(NodeRole role) {
    switch (role) {
        case NodeRole::Client:
            return "client";
        case NodeRole::Gateway:
            return "gateway";
        case NodeRole::Listener:
            return "listener";
        case NodeRole::Route:
            return "route";
        case NodeRole::Rule:
            return "rule";
        case NodeRole::Service:
            return "service";
        case NodeRole::Pod:
            return "pod";
        case NodeRole::Exit:
            return "exit";
    }
    return {};
}

std::string_view toString(NodeState state) {
    switch (state) {
        case NodeState::GetsTraffic:
            return "getsTraffic";
        case NodeState::Idle:
            return "idle";
        case NodeState::Refused:
            return "refused";
        case NodeState::Missing:
            return "missing";
        case NodeState::Unknown:
            return "unknown";
    }
    return {};
}

int Topology::find(std::string_view key) const {
    const auto found = m_byKey.find(key);
    return found == m_byKey.end() ? -1 : static_cast<int>(found->second);
}

}  // namespace gatesight::simulator
