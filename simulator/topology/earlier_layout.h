// Carries the places of an earlier layout over to a changed topology.
#pragma once

#include <optional>

#include "simulator/topology/layered_graph.h"
#include "simulator/topology/layout.h"

namespace gatesight::simulator {

/// Order and wished heights for a layout that moves little.
struct Carried {
    ColumnOrder columns;
    std::vector<double> wished,
        weight;      ///< of each item: height of its centre, and how much it minds being moved
    double top = 0;  ///< of the centres in the earlier layout
};

/// Nothing when too few nodes were there before for their places to be worth keeping.
[[nodiscard]] std::optional<Carried> carryOver(const LayeredGraph& graph, const Topology& topology,
                                               const LayoutOptions& options,
                                               const Topology& earlierTopology,
                                               const Layout& earlier);

}  // namespace gatesight::simulator
