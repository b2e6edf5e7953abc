// One layout for two graphs, so that a node has the same place in both.
#pragma once

#include "simulator/topology/layout.h"
#include "ui/graph/flow_scene.h"

#include <stop_token>

namespace gatesight::ui {

/// What is in either, by keys; a node or an edge of both is as `after` has it.
[[nodiscard]] simulator::TopologyPtr joined(const simulator::Topology& before,
                                            const simulator::Topology& after);

struct ScenePair {
    FlowScene before, after;
    QRectF bounds;  ///< of what both show together
};

/// Nodes that `after` has are near the places of `known`, a layout of it, if there is one.
[[nodiscard]] ScenePair scenesOf(const simulator::TopologyPtr& before,
                                 const simulator::TopologyPtr& after,
                                 const simulator::Layout* known, const std::stop_token& stop);

}  // namespace gatesight::ui
