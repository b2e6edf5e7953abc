#include "ui/graph/flow_emphasis.h"

namespace gatesight::ui {

namespace {

/// Shows edges between nodes that are shown.
void showEdgesBetweenShown(const FlowScene& scene, FlowEmphases& emphases) {
    for (std::uint32_t edge = 0; edge < scene.edgeCount(); ++edge)
        if (emphases.nodes[scene.edge(edge).from] != FlowEmphasis::Dim &&
            emphases.nodes[scene.edge(edge).to] != FlowEmphasis::Dim)
            emphases.edges[edge] = FlowEmphasis::Normal;
}

void showAlternatives(const FlowScene& scene, const LitPath& lit, FlowEmphases& emphases) {
    for (const std::uint32_t edge : lit.alternatives) {
        emphases.edges[edge] = FlowEmphasis::Normal;
        emphases.nodes[scene.edge(edge).to] = FlowEmphasis::Normal;
    }
}

}  // namespace

FlowEmphases emphasesOf(const FlowScene& scene, const FlowAttention& attention) {
    FlowEmphases emphases;
    if (attention.lit.empty() && attention.focused.empty() && attention.matches.empty())
        return emphases;
    emphases.nodes.assign(scene.nodeCount(), FlowEmphasis::Dim);
    emphases.edges.assign(scene.edgeCount(), FlowEmphasis::Dim);
    if (!attention.focused.empty()) {
        for (const std::uint32_t node : attention.focused)
            emphases.nodes[node] = FlowEmphasis::Normal;
        showEdgesBetweenShown(scene, emphases);
    } else if (!attention.matches.empty()) {
        for (std::uint32_t node = 0; node < scene.nodeCount(); ++node)
            if (attention.matches[node])
                emphases.nodes[node] = FlowEmphasis::Normal;
        showEdgesBetweenShown(scene, emphases);
    } else {
        showAlternatives(scene, attention.lit, emphases);
    }
    for (std::size_t i = 0; i < attention.lit.nodes.size(); ++i) {
        emphases.nodes[attention.lit.nodes[i]] = FlowEmphasis::Strong;
        if (attention.lit.edges[i] >= 0)
            emphases.edges[static_cast<std::size_t>(attention.lit.edges[i])] = FlowEmphasis::Strong;
    }
    return emphases;
}

}  // namespace gatesight::ui
