// Graphs of small worlds as lists of lines.
#pragma once

#include "simulator/topology/topology.h"

#include <QStringList>

#include <string>

namespace gatesight::simulator::test {

/// What a graph needs of a simulation: World, control plane and endpoints.
[[nodiscard]] Simulation simulationOf(const std::string& yaml, Options options = {});

/// "Gateway/infra/public getsTraffic", one line a node, in the graph's order; states other than
/// getsTraffic are followed by the reason in brackets when `why`.
[[nodiscard]] QStringList nodeLines(const Topology& topology, bool why = false);
/// "Rule/shop/cart/0 -> Service/shop/cart getsTraffic 9/10", one line an edge.
[[nodiscard]] QStringList edgeLines(const Topology& topology);

}  // namespace gatesight::simulator::test
