// Which nodes a search finds, and the graph that is left when only their paths are shown.
#pragma once

#include "simulator/topology/topology.h"
#include "ui/session/node_filter.h"

#include <vector>

namespace gatesight::ui {

/// Beside the nodes.
[[nodiscard]] std::vector<bool> matchesOf(const simulator::Topology& topology,
                                          const NodeFilter& filter);

/// The nodes that match, everything that leads to them and everything they lead to, with the edges
/// between those. Keys, order and states stay as they were.
[[nodiscard]] simulator::TopologyPtr pathsThrough(const simulator::Topology& topology,
                                                  const std::vector<bool>& matches);

/// How many nodes there are of each role.
[[nodiscard]] std::vector<std::size_t> countByRole(const simulator::Topology& topology);
/// … and in each state.
[[nodiscard]] std::vector<std::size_t> countByState(const simulator::Topology& topology);

}  // namespace gatesight::ui
