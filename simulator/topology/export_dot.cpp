#include <array>
#include <map>

#include <fmt/format.h>

#include "simulator/topology/export.h"
#include "simulator/topology/export_text.h"
#include "simulator/topology/highlight.h"

namespace gatesight::simulator {

namespace {

std::string_view shapeOf(NodeRole role) {
    switch (role) {
        case NodeRole::Client:
            return "oval";
        case NodeRole::Gateway:
            return "octagon";
        case NodeRole::Listener:
            return "cds";
        case NodeRole::Route:
            return "box";
        case NodeRole::Rule:
            return "note";
        case NodeRole::Service:
            return "box";
        case NodeRole::Pod:
            return "hexagon";
        case NodeRole::Exit:
            return "rarrow";
    }
    return "box";
}

std::string_view colorOf(NodeState state) {
    switch (state) {
        case NodeState::GetsTraffic:
            return "#12713f";
        case NodeState::Idle:
            return "#8a5600";
        case NodeState::Refused:
        case NodeState::Missing:
            return "#ba2637";
        case NodeState::Unknown:
            return "#295db0";
    }
    return "#182031";
}

std::string dotNode(const GraphNode& node, std::size_t index, bool lit) {
    std::string label = dotEscaped(node.title);
    if (!node.subtitle.empty())
        label += "\\n" + dotEscaped(node.subtitle);
    // State is told by word as well as by colour.
    if (node.state != NodeState::GetsTraffic)
        label += fmt::format("\\n({})", toString(node.state));
    const bool ghost = node.state == NodeState::Missing;
    return fmt::format(
        "    n{} [label=\"{}\", shape={}, style=\"{}\", color=\"{}\", penwidth={}, "
        "tooltip=\"{}\"];\n",
        index, label, shapeOf(node.role),
        ghost                            ? "dashed"
        : node.role == NodeRole::Service ? "rounded"
                                         : "solid",
        colorOf(node.state), lit ? 3 : 1, dotEscaped(node.why.empty() ? node.key : node.why));
}

std::string edgeLine(const GraphEdge& edge, bool lit) {
    std::string attributes = fmt::format("color=\"{}\"", colorOf(edge.state));
    if (!edge.label.empty())
        attributes += fmt::format(", label=\"{}\"", dotEscaped(edge.label));
    if (!edge.why.empty())
        attributes += fmt::format(", tooltip=\"{}\"", dotEscaped(edge.why));
    if (edge.mirror)
        attributes += ", style=dotted";
    else if (edge.state == NodeState::Missing || edge.state == NodeState::Refused)
        attributes += ", style=dashed";
    if (lit)
        attributes += ", penwidth=3";
    return fmt::format("    n{} -> n{} [{}];\n", edge.from, edge.to, attributes);
}

}  // namespace

std::string toDot(const Topology& topology, const ExportOptions& options) {
    const Highlight highlight(topology, options.highlighted);
    std::string dot = fmt::format(
        "digraph gatesight {{\n"
        "    rankdir=LR;\n"
        "    graph [label=\"{}\", labelloc=t, fontname=\"sans-serif\"];\n"
        "    node [fontname=\"sans-serif\", fontsize=11];\n"
        "    edge [fontname=\"sans-serif\", fontsize=9];\n",
        dotEscaped(options.title));
    std::map<NodeRole, std::string> ranks;
    for (std::size_t i = 0; i < topology.nodes().size(); ++i) {
        const GraphNode& node = topology.nodes()[i];
        dot += dotNode(node, i, highlight.node(i));
        ranks[node.role] += fmt::format(" n{};", i);
    }
    for (const auto& [role, members] : ranks)
        dot += fmt::format("    {{ rank=same;{} }}\n", members);
    for (std::size_t i = 0; i < topology.edges().size(); ++i)
        dot += edgeLine(topology.edges()[i], highlight.edge(i));
    return dot + "}\n";
}

}  // namespace gatesight::simulator
