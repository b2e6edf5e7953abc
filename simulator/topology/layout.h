// A layered layout of the topology: the column of a node is known from its role, the order inside columns is found by sweeps.
#pragma once

#include "simulator/topology/topology.h"

#include <optional>

namespace gatesight::simulator {

struct Point {
    double x = 0, y = 0;
};

struct LayoutOptions {
    double nodeWidth = 210, nodeHeight = 44;
    double columnGap = 90, rowGap = 14;
    int sweeps = 24;
};

/// A tinted band behind the nodes of one namespace in one column.
struct NamespaceBand {
    std::string namespace_;
    NodeRole role{};
    double x = 0, y = 0, width = 0, height = 0;
};

struct Layout {
    std::vector<Point> position;  ///< top left corner, beside Topology::nodes()
    std::vector<NamespaceBand> bands;  ///< by column, then from top to bottom
    /// Beside Topology::edges(): where a long edge passes the middle of the columns between its ends; else empty.
    std::vector<std::vector<Point>> bends;
    double width = 0, height = 0;
    double nodeWidth = 0, nodeHeight = 0;  ///< of every node, as LayoutOptions asked
    std::size_t crossings = 0;    ///< of edges between neighbouring columns
};

/// Deterministic. With `previous`, nodes that were there keep their order and, as far as can be, their place.
[[nodiscard]] Layout layOut(const Topology& topology, const LayoutOptions& options = {}, const Topology* previousTopology = nullptr,
                            const Layout* previous = nullptr, std::stop_token stop = {});

}  // namespace gatesight::simulator
