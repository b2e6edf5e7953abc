// What Topology keeps beside its nodes: a Boost graph for walks, and names under which traces speak
// of nodes.
#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>

#include "simulator/topology/topology.h"

namespace gatesight::simulator {

struct Topology::Graph {
    using Csr = boost::compressed_sparse_row_graph<boost::bidirectionalS>;
    Csr edges;
    FieldNames fields;
};

}  // namespace gatesight::simulator
