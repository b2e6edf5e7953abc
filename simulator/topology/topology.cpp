#include "simulator/topology/topology.h"

namespace gatesight::simulator {

std::shared_ptr<const Topology> Topology::from(std::vector<GraphNode> nodes,
                                               std::vector<GraphEdge> edges) {
    auto topology = std::make_shared<Topology>();
    topology->m_nodes = std::move(nodes);
    topology->m_edges = std::move(edges);
    for (std::uint32_t index = 0; const GraphNode& node : topology->m_nodes)
        topology->m_byKey.emplace(node.key, index++);
    return topology;
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
