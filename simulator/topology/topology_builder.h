// Nodes and edges of the graph, gathered in the order in which they should be read.
#pragma once

#include <optional>
#include <set>

#include "simulator/topology/topology.h"

namespace gatesight::simulator {

class TopologyBuilder {
public:
    /// Index of the node with `node.key`; adds it when it is new.
    std::uint32_t add(GraphNode node);
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key) const;
    [[nodiscard]] GraphNode& node(std::uint32_t index) { return m_nodes[index]; }
    [[nodiscard]] const std::vector<GraphEdge>& edges() const { return m_edges; }
    [[nodiscard]] GraphEdge& edge(std::size_t index) { return m_edges[index]; }

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_nodes.size()); }

    void connect(GraphEdge edge) { m_edges.push_back(std::move(edge)); }
    /// Unless connectOnce has joined the two before.
    void connectOnce(GraphEdge edge);
    /// Traces call the node by this field of an object.
    void nameField(std::string field, std::uint32_t node);

    /// Leaves only nodes for which `keep` says so, and edges between them.
    void retain(const std::vector<bool>& keep);
    [[nodiscard]] TopologyPtr build() &&;

private:
    std::vector<GraphNode> m_nodes;
    std::vector<GraphEdge> m_edges;
    std::map<std::string, std::uint32_t, std::less<>> m_byKey;
    std::set<std::pair<std::uint32_t, std::uint32_t>> m_once;
    Topology::FieldNames m_fields;
};

}  // namespace gatesight::simulator
