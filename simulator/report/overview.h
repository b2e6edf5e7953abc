// The picture of a report: the whole graph while it can be read, else one node for each namespace.
#pragma once

#include "simulator/report/booklet.h"
#include "simulator/simulation.h"

#include <stop_token>

namespace gatesight::simulator {

struct Overview {
    GraphPicture picture;
    bool pods = true;          ///< Pods are drawn
    bool byNamespace = false;  ///< routes, rules and Services are drawn as one node a namespace
    std::size_t nodes = 0;     ///< of the whole graph
};

/// Null inside when stopped.
[[nodiscard]] Overview overviewOf(const Simulation& simulation, const TopologyPtr& whole,
                                  std::stop_token stop = {});

/// Routes and Services of a namespace as one node each, with how many of them get traffic; rules
/// and Pods are left out, exits and missing things stay as they are.
[[nodiscard]] TopologyPtr byNamespace(const Topology& topology);

[[nodiscard]] Chapter overviewChapter(const Overview& overview);

}  // namespace gatesight::simulator
