// The order of items inside columns that makes few edges cross.
#pragma once

#include <stop_token>

#include "simulator/topology/layered_graph.h"

namespace gatesight::simulator {

struct Ordering {
    ColumnOrder columns;
    std::size_t crossings = 0;
};

/// Groups stay together in every column, unless that costs far more crossings than leaving them
/// free. Deterministic; ties keep the order of the topology's nodes. When stopped: the best so far.
[[nodiscard]] Ordering findOrder(const LayeredGraph& graph, int sweeps,
                                 const std::stop_token& stop);

}  // namespace gatesight::simulator
