#include <array>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "simulator/topology/export.h"
#include "simulator/topology/export_text.h"
#include "simulator/topology/highlight.h"

namespace gatesight::simulator {

namespace {

struct Brackets {
    std::string_view open, close;
};

Brackets bracketsOf(NodeRole role) {
    switch (role) {
        case NodeRole::Client:
            return {"([", "])"};
        case NodeRole::Gateway:
            return {"{{", "}}"};
        case NodeRole::Listener:
            return {">", "]"};
        case NodeRole::Route:
            return {"[", "]"};
        case NodeRole::Rule:
            return {"[/", "/]"};
        case NodeRole::Service:
            return {"(", ")"};
        case NodeRole::Pod:
            return {"[[", "]]"};
        case NodeRole::Exit:
            return {"(((", ")))"};
    }
    return {"[", "]"};
}

std::string mermaidNode(const GraphNode& node, std::size_t index, bool lit) {
    const auto [open, close] = bracketsOf(node.role);
    std::string label = mermaidEscaped(node.title);
    if (!node.subtitle.empty())
        label += "<br/>" + mermaidEscaped(node.subtitle);
    if (node.state != NodeState::GetsTraffic)
        label += fmt::format("<br/>#40;{}#41;", toString(node.state));
    return fmt::format("    n{}{}\"{}\"{}:::{}{}\n", index, open, label, close,
                       toString(node.state), lit ? "Lit" : "");
}

std::string_view arrowOf(const GraphEdge& edge, bool lit) {
    if (lit)
        return "==>";
    const bool broken =
        edge.mirror || edge.state == NodeState::Missing || edge.state == NodeState::Refused;
    return broken ? "-.->" : "-->";
}

void addClass(std::string& text, NodeState state, std::string_view style) {
    text += fmt::format("    classDef {0} {1}\n    classDef {0}Lit {1},stroke-width:4px\n",
                        toString(state), style);
}

}  // namespace

std::string toMermaid(const Topology& topology, const ExportOptions& options) {
    const Highlight highlight(topology, options.highlighted);
    std::string text;
    if (!options.title.empty())
        text += fmt::format("---\ntitle: \"{}\"\n---\n", dotEscaped(options.title));
    text += "flowchart LR\n";
    for (std::size_t i = 0; i < topology.nodes().size(); ++i)
        text += mermaidNode(topology.nodes()[i], i, highlight.node(i));
    for (std::size_t i = 0; i < topology.edges().size(); ++i) {
        const GraphEdge& edge = topology.edges()[i];
        const std::string label =
            edge.label.empty() ? "" : fmt::format("|\"{}\"|", mermaidEscaped(edge.label));
        text += fmt::format("    n{} {}{} n{}\n", edge.from, arrowOf(edge, highlight.edge(i)),
                            label, edge.to);
    }
    addClass(text, NodeState::GetsTraffic, "stroke:#12713f");
    addClass(text, NodeState::Idle, "stroke:#8a5600");
    addClass(text, NodeState::Refused, "stroke:#ba2637");
    addClass(text, NodeState::Missing, "stroke:#ba2637,stroke-dasharray:5 4");
    addClass(text, NodeState::Unknown, "stroke:#295db0,stroke-dasharray:9 3 2 3");
    return text;
}

}  // namespace gatesight::simulator
