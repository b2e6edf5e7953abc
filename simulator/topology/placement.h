// Heights: where the items of ordered columns lie, so that edges run straight and parents sit in
// the middle of their children.
#pragma once

#include <stop_token>

#include "simulator/topology/layered_graph.h"
#include "simulator/topology/layout.h"

namespace gatesight::simulator {

/// Room that a band takes around its nodes.
struct BandRoom {
    double side = 10, bottom = 10, top = 24;  ///< the top holds the name of the namespace
};
inline constexpr BandRoom kBandRoom;

/// Centre of every item (nodes and bends), measured downwards from an arbitrary zero. Items of a
/// column keep their order and the distances that LayoutOptions ask for.
[[nodiscard]] std::vector<double> placeItems(const LayeredGraph& graph, const Topology& topology,
                                             const ColumnOrder& order, const LayoutOptions& options,
                                             const std::stop_token& stop);

/// The nearest heights (least squares) to `wished` at which the items of the columns keep order and
/// distances. `weight` says how much each item minds being moved; no centre comes to lie above
/// `top`.
[[nodiscard]] std::vector<double> placeNear(const LayeredGraph& graph, const Topology& topology,
                                            const ColumnOrder& order, const LayoutOptions& options,
                                            std::span<const double> wished,
                                            std::span<const double> weight, double top);

}  // namespace gatesight::simulator
