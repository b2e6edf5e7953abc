// Which nodes and edges of a picture are on the lit path.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "simulator/topology/topology.h"

namespace gatesight::simulator {

class Highlight {
public:
    /// `keys`: nodes of the path in order; unknown ones are passed over. None: nothing is lit and
    /// nothing is dimmed.
    Highlight(const Topology& topology, std::span<const std::string> keys);

    [[nodiscard]] bool any() const { return m_any; }
    [[nodiscard]] bool node(std::size_t index) const { return m_nodes[index]; }
    /// An edge is lit when the path goes along it.
    [[nodiscard]] bool edge(std::size_t index) const { return m_edges[index]; }

private:
    bool m_any = false;
    std::vector<bool> m_nodes, m_edges;
};

}  // namespace gatesight::simulator
