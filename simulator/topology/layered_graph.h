// The topology as layers: one column a role, and items in it. Long edges are cut into pieces, so
// that every piece joins two neighbouring columns.
//
// Terms. An item is a node of the topology or a bend: the place where a long edge passes a column.
// A group is what must stay together in a column: the nodes of one namespace; a bend is a group of
// its own.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "simulator/topology/topology.h"

namespace gatesight::simulator {

/// Neighbours of each item on one side: compressed rows.
struct Neighbours {
    std::vector<std::uint32_t> begin;  ///< one more than items
    std::vector<std::uint32_t> items;

    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t item) const {
        return std::span(items).subspan(begin[item], begin[item + 1] - begin[item]);
    }
};

using ColumnOrder =
    std::vector<std::vector<std::uint32_t>>;  ///< items of each column, top to bottom

struct LayeredGraph {
    std::size_t nodes = 0;  ///< items below this are nodes of the topology, with the same index
    std::vector<NodeRole> roles;        ///< of the columns that hold anything
    std::vector<std::uint32_t> column;  ///< of each item
    std::vector<std::uint32_t> group;   ///< of each item
    std::vector<std::uint32_t>
        bendOf;  ///< edge of each bend; bends of one edge follow one another, left to right
    Neighbours left, right;

    [[nodiscard]] std::size_t size() const { return column.size(); }
    [[nodiscard]] bool isBend(std::uint32_t item) const { return item >= nodes; }
    [[nodiscard]] std::uint32_t edgeOf(std::uint32_t bend) const { return bendOf[bend - nodes]; }
};

/// Edges inside one column, and those that go back, have no say in the layout.
[[nodiscard]] LayeredGraph layer(const Topology& topology);

}  // namespace gatesight::simulator
