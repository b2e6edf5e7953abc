#include "ui/graph/flow_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace gatesight::ui {

using simulator::GraphNode;
using simulator::Layout;
using simulator::NodeRole;
using simulator::Topology;

namespace {

// In scene units. Only proportions matter when everything is fitted into the view; these make
// twelve-pixel text fit at about two fifths of full size, where eight columns share 800 pixels.
constexpr double kCharacter = 16;
constexpr double kAround = 58;  ///< stripe of the state and gaps
constexpr double kTip = 24;     ///< of silhouettes that end in a point
constexpr double kNarrowest = 140, kWidest = 240;
constexpr double kColumnGap = 50, kLabelledGap = 72;
constexpr std::size_t kRoleCount = static_cast<std::size_t>(NodeRole::Exit) + 1;
/// Of a Pod's name only the end tells it from its neighbours.
constexpr std::size_t kPodCharacters = 7;

struct OldColumn {
    double left = std::numeric_limits<double>::max();
    std::size_t characters = 0;
};

struct NewColumn {
    double oldLeft = 0, left = 0, width = 0;
};

/// The columns that have nodes, by role; roles stand from left to right.
std::map<NodeRole, OldColumn> columnsIn(const Topology& topology, const Layout& layout) {
    std::map<NodeRole, OldColumn> columns;
    for (std::size_t i = 0; i < layout.position.size(); ++i) {
        const GraphNode& node = topology.nodes()[i];
        OldColumn& column = columns[node.role];
        column.left = std::min(column.left, layout.position[i].x);
        column.characters = std::max(column.characters, node.title.size());
    }
    return columns;
}

double widthOf(NodeRole role, std::size_t characters) {
    if (role == NodeRole::Pod)
        characters = std::min(characters, kPodCharacters);
    const bool tip = role == NodeRole::Listener || role == NodeRole::Pod || role == NodeRole::Exit;
    return std::clamp(static_cast<double>(characters) * kCharacter + kAround + (tip ? kTip : 0),
                      kNarrowest, kWidest);
}

/// Shares of weighted backends stand between rules and Services.
double gapBehind(NodeRole role) {
    return role == NodeRole::Rule ? kLabelledGap : kColumnGap;
}

/// The column whose old place holds `x`; the nearest one to the left when none does.
const NewColumn& columnAt(const std::map<NodeRole, NewColumn>& columns, double x) {
    const NewColumn* found = &columns.begin()->second;
    for (const auto& [role, column] : columns)
        if (column.oldLeft <= x)
            found = &column;
    return *found;
}

}  // namespace

FittedColumns fitColumns(const Topology& topology, const Layout& layout) {
    FittedColumns result{.layout = layout, .widths = {}};
    if (layout.position.empty() || layout.position.size() != topology.nodes().size())
        return result;
    result.widths.assign(kRoleCount, layout.nodeWidth);
    std::map<NodeRole, NewColumn> columns;
    const auto old = columnsIn(topology, layout);
    const double margin = old.begin()->second.left;
    double x = margin;
    for (const auto& [role, column] : old) {
        const double width = widthOf(role, column.characters);
        columns[role] = {column.left, x, width};
        result.widths[static_cast<std::size_t>(role)] = width;
        result.layout.width = x + width + margin;
        x += width + gapBehind(role);
    }
    for (std::size_t i = 0; i < layout.position.size(); ++i) {
        const NewColumn& column = columns[topology.nodes()[i].role];
        result.layout.position[i].x += column.left - column.oldLeft;
    }
    for (auto& bends : result.layout.bends)
        for (simulator::Point& bend : bends) {
            const NewColumn& column = columnAt(columns, bend.x);
            bend.x = column.left + column.width / 2;
        }
    for (simulator::NamespaceBand& band : result.layout.bands) {
        const auto column = columns.find(band.role);
        if (column == columns.end())
            continue;
        const double side = column->second.oldLeft - band.x;
        band.x = column->second.left - side;
        band.width = column->second.width + 2 * side;
    }
    return result;
}

}  // namespace gatesight::ui
