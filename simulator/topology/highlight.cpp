#include "simulator/topology/highlight.h"

#include <set>
#include <utility>

namespace gatesight::simulator {

Highlight::Highlight(const Topology& topology, std::span<const std::string> keys)
    : m_nodes(topology.nodes().size(), false), m_edges(topology.edges().size(), false) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> steps;
    int previous = -1;
    for (const std::string& key : keys) {
        const int index = topology.find(key);
        if (index < 0)
            continue;
        m_any = true;
        m_nodes[static_cast<std::size_t>(index)] = true;
        if (previous >= 0)
            steps.emplace(previous, index);
        previous = index;
    }
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        const GraphEdge& edge = topology.edges()[i];
        m_edges[i] = !edge.mirror && steps.contains({edge.from, edge.to});
    }
}

}  // namespace gatesight::simulator
