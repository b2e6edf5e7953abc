#include "simulator/topology/topology_builder.h"

namespace gatesight::simulator {

std::uint32_t TopologyBuilder::add(GraphNode node) {
    const auto next = static_cast<std::uint32_t>(m_nodes.size());
    const auto [place, isNew] = m_byKey.emplace(node.key, next);
    if (isNew)
        m_nodes.push_back(std::move(node));
    return place->second;
}

std::optional<std::uint32_t> TopologyBuilder::find(std::string_view key) const {
    const auto found = m_byKey.find(key);
    return found == m_byKey.end() ? std::nullopt : std::optional(found->second);
}

void TopologyBuilder::connectOnce(GraphEdge edge) {
    if (m_once.emplace(edge.from, edge.to).second)
        connect(std::move(edge));
}

void TopologyBuilder::nameField(std::string field, std::uint32_t node) {
    m_fields.insert_or_assign(std::move(field), m_nodes[node].key);
}

void TopologyBuilder::retain(const std::vector<bool>& keep) {
    std::vector<std::uint32_t> newIndex(m_nodes.size());
    std::vector<GraphNode> nodes;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        newIndex[i] = static_cast<std::uint32_t>(nodes.size());
        if (keep[i])
            nodes.push_back(std::move(m_nodes[i]));
    }
    std::vector<GraphEdge> edges;
    for (GraphEdge& edge : m_edges) {
        if (!keep[edge.from] || !keep[edge.to])
            continue;
        edge.from = newIndex[edge.from];
        edge.to = newIndex[edge.to];
        edges.push_back(std::move(edge));
    }
    m_nodes = std::move(nodes);
    m_edges = std::move(edges);
    m_byKey.clear();
    for (std::uint32_t i = 0; i < m_nodes.size(); ++i)
        m_byKey.emplace(m_nodes[i].key, i);
    std::erase_if(m_fields, [&](const auto& field) { return !m_byKey.contains(field.second); });
}

TopologyPtr TopologyBuilder::build() && {
    return Topology::from(std::move(m_nodes), std::move(m_edges), std::move(m_fields));
}

}  // namespace gatesight::simulator
