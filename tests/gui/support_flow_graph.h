// Hand-made topologies for tests of the graph pane.
#pragma once

#include "simulator/routing/decision.h"
#include "simulator/topology/layout.h"
#include "simulator/topology/topology.h"
#include "ui/graph/flow_scene.h"

#include <string>
#include <vector>

namespace gatesight::tests {

/// internet - public - https - cart - rule 0 -+- 9/10 cart-v1 - pods a, b
///                                            +- 1/10 cart-v2 - pod c
///                                            +- mirror audit (missing)
///                         \- old (a refused route)
[[nodiscard]] simulator::TopologyPtr shopGraph();

/// One Gateway with one listener and `routes` routes of one rule, one Service and one Pod each.
[[nodiscard]] simulator::TopologyPtr wideGraph(int routes);

/// The graph as it is laid out by default.
[[nodiscard]] ui::FlowScene sceneOf(const simulator::TopologyPtr& topology);

/// Keys of shopGraph from the internet to pod a.
[[nodiscard]] std::vector<std::string> pathToPodA();
/// Keys of shopGraph up to the listener.
[[nodiscard]] std::vector<std::string> pathToListener();

[[nodiscard]] simulator::Decision forwarded(int status);
[[nodiscard]] simulator::Decision notFound();

}  // namespace gatesight::tests
