// DOT, Mermaid and plain text.
#include "simulator/topology/export_text.h"
#include "simulator/who/talk_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

constexpr std::array kShownStates{TalkState::Allowed, TalkState::Partly,  TalkState::NoRoute,
                                  TalkState::Denied,  TalkState::Unknown, TalkState::Nothing};

/// Workloads need their namespaces beside their names.
std::string longTitle(const TalkGroup& group) {
    const bool inside = group.kind == TalkGroup::Kind::Workload ||
                        group.kind == TalkGroup::Kind::Gateway ||
                        (group.kind == TalkGroup::Kind::More && !group.namespace_.empty());
    return inside ? fmt::format("{}/{}", group.namespace_, group.title()) : group.title();
}

/// Edges are for what can happen: of what is denied there would be too many to see any.
bool isEdge(TalkState state) {
    return state == TalkState::Allowed || state == TalkState::Partly ||
           state == TalkState::NoRoute || state == TalkState::Unknown;
}

/// "8080, 9090"
std::string edgePorts(const TalkCell& cell) {
    std::string text;
    for (const TalkCell::Port& port : cell.ports) {
        if (port.tally.state() == TalkState::Denied || port.port.port == 0)
            continue;
        text += fmt::format("{}{}", text.empty() ? "" : ", ", toString(port.port));
    }
    if (cell.morePorts != 0)
        text += fmt::format(" +{}", cell.morePorts);
    return text;
}

/// Calls `edge(from, to, cell)` with indexes of nodes: groups, then the internet, then the outside.
template <class Edge>
void eachEdge(const WhoTalks& who, Edge edge) {
    const std::size_t groups = who.rows.size() - 1;
    for (std::size_t row = 0; row < who.rows.size(); ++row)
        for (std::size_t column = 0; column < who.columns.size(); ++column)
            if (isEdge(who.cell(row, column).state()))
                edge(row == 0 ? groups : row - 1, column == groups ? groups + 1 : column,
                     who.cell(row, column));
}

std::string_view talkColor(TalkState state) {
    return state == TalkState::Allowed   ? "#12713f"
           : state == TalkState::Partly  ? "#8a5600"
           : state == TalkState::NoRoute ? "#6b4fa0"
                                         : "#295db0";
}

std::vector<TalkGroup> allNodes(const WhoTalks& who) {
    std::vector<TalkGroup> nodes(who.rows.begin() + 1, who.rows.end());
    nodes.push_back(who.rows.front());
    nodes.push_back(who.columns.back());
    return nodes;
}

}  // namespace

std::string toDot(const WhoTalks& who, const ExportOptions& options) {
    std::string dot = fmt::format(
        "digraph gatesight {{\n"
        "    rankdir=LR;\n"
        "    graph [label=\"{}\", labelloc=t, fontname=\"sans-serif\"];\n"
        "    node [fontname=\"sans-serif\", fontsize=11, shape=box, style=rounded];\n"
        "    edge [fontname=\"sans-serif\", fontsize=9];\n",
        dotEscaped(options.title));
    const std::vector<TalkGroup> nodes = allNodes(who);
    for (std::size_t i = 0; i < nodes.size(); ++i)
        dot += fmt::format("    n{} [label=\"{}\\n{}\"];\n", i, dotEscaped(longTitle(nodes[i])),
                           dotEscaped(nodes[i].members()));
    eachEdge(who, [&](std::size_t from, std::size_t to, const TalkCell& cell) {
        const TalkState state = cell.state();
        dot += fmt::format("    n{} -> n{} [color=\"{}\", label=\"{}\", tooltip=\"{}: {}\"{}];\n",
                           from, to, talkColor(state), dotEscaped(edgePorts(cell)),
                           talkWords(state), talkCounts(cell.tally),
                           state == TalkState::Allowed  ? ""
                           : state == TalkState::Partly ? ", style=dashed"
                                                        : ", style=dotted");
    });
    return dot + "}\n";
}

std::string toMermaid(const WhoTalks& who, const ExportOptions& options) {
    std::string text;
    if (!options.title.empty())
        text += fmt::format("---\ntitle: \"{}\"\n---\n", dotEscaped(options.title));
    text += "flowchart LR\n";
    const std::vector<TalkGroup> nodes = allNodes(who);
    for (std::size_t i = 0; i < nodes.size(); ++i)
        text += fmt::format("    n{}(\"{}<br/>{}\")\n", i, mermaidEscaped(longTitle(nodes[i])),
                            mermaidEscaped(nodes[i].members()));
    eachEdge(who, [&](std::size_t from, std::size_t to, const TalkCell& cell) {
        const TalkState state = cell.state();
        std::string label = edgePorts(cell);
        if (state != TalkState::Allowed)
            label += fmt::format("{}{}", label.empty() ? "" : " ", talkWords(state));
        text +=
            fmt::format("    n{} {}{} n{}\n", from, state == TalkState::Allowed ? "-->" : "-.->",
                        label.empty() ? "" : fmt::format("|\"{}\"|", mermaidEscaped(label)), to);
    });
    return text;
}

std::string toText(const WhoTalks& who) {
    std::vector<std::string> names;
    std::size_t width = 4;
    for (const TalkGroup& row : who.rows) {
        names.push_back(visible(longTitle(row)));
        width = std::max(width, names.back().size());
    }
    std::string text = fmt::format("{:<{}}", "from", width + 4);
    for (std::size_t column = 0; column < who.columns.size(); ++column)
        text += fmt::format("{:>4}", column + 1 == who.columns.size() ? std::string("out")
                                                                      : fmt::to_string(column + 1));
    text += '\n';
    for (std::size_t row = 0; row < who.rows.size(); ++row) {
        text += fmt::format("{:>3} {:<{}}", row == 0 ? std::string("in") : fmt::to_string(row),
                            names[row], width);
        for (std::size_t column = 0; column < who.columns.size(); ++column)
            text += fmt::format("{:>4}", talkSign(who.cell(row, column).state()));
        text += '\n';
    }
    text += '\n';
    for (const TalkState state : kShownStates)
        if (const std::size_t count = who.count(state); count != 0)
            text += fmt::format("{} {} ({})\n", talkSign(state), talkWords(state), count);
    if (const std::string note = talkRoomNote(who); !note.empty())
        text += note + '\n';
    return text;
}

}  // namespace gatesight::simulator
