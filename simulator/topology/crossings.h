// How many pieces of edges cross between neighbouring columns.
#pragma once

#include "simulator/topology/layered_graph.h"

namespace gatesight::simulator {

/// Place of each item in its column, counted from the top.
[[nodiscard]] std::vector<std::uint32_t> ranksOf(const LayeredGraph& graph,
                                                 const ColumnOrder& order);

/// Counts crossings; keeps its scratch memory between counts. O(E log V) with a Fenwick tree.
class CrossingCounter {
public:
    explicit CrossingCounter(const LayeredGraph& graph) : m_graph(graph) {}

    [[nodiscard]] std::size_t total(const ColumnOrder& order, std::span<const std::uint32_t> ranks);
    /// Between `column` and the one right of it.
    [[nodiscard]] std::size_t between(const ColumnOrder& order,
                                      std::span<const std::uint32_t> ranks, std::size_t column);

private:
    const LayeredGraph& m_graph;
    std::vector<std::uint32_t> m_tree, m_ends;
};

}  // namespace gatesight::simulator
