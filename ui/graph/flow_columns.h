// Gives each column of the graph the width its names need. The layout makes all cards alike, which
// at the zoom that shows everything leaves long names cut and short ones lost in space.
#pragma once

#include "simulator/topology/layout.h"
#include "simulator/topology/topology.h"

#include <vector>

namespace gatesight::ui {

/// Width of the cards of each role, in scene units, by the value of NodeRole; empty: all are as
/// wide as the layout says.
using FlowColumnWidths = std::vector<double>;

struct FittedColumns {
    simulator::Layout layout;  ///< with positions, bends and bands moved sideways
    FlowColumnWidths widths;
};

/// Keeps the order of columns and every height. Estimates by characters, so that the same graph has
/// the same picture with any font.
[[nodiscard]] FittedColumns fitColumns(const simulator::Topology& topology,
                                       const simulator::Layout& layout);

}  // namespace gatesight::ui
