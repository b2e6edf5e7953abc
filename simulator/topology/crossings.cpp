// Pieces are visited in order of their left end. A piece crosses every earlier piece that ends
// further down; a Fenwick tree over the right column counts those.
#include "simulator/topology/crossings.h"

#include <algorithm>

namespace gatesight::simulator {

std::vector<std::uint32_t> ranksOf(const LayeredGraph& graph, const ColumnOrder& order) {
    std::vector<std::uint32_t> ranks(graph.size());
    for (const auto& column : order)
        for (std::uint32_t i = 0; i < column.size(); ++i)
            ranks[column[i]] = i;
    return ranks;
}

std::size_t CrossingCounter::total(const ColumnOrder& order, std::span<const std::uint32_t> ranks) {
    std::size_t sum = 0;
    for (std::size_t column = 0; column + 1 < order.size(); ++column)
        sum += between(order, ranks, column);
    return sum;
}

std::size_t CrossingCounter::between(const ColumnOrder& order, std::span<const std::uint32_t> ranks,
                                     std::size_t column) {
    if (column + 1 >= order.size())
        return 0;
    const std::size_t size = order[column + 1].size();
    m_tree.assign(size + 1, 0);
    std::size_t crossings = 0;
    std::size_t seen = 0;
    for (const std::uint32_t item : order[column]) {
        m_ends.clear();
        for (const std::uint32_t right : m_graph.right.of(item))
            m_ends.push_back(ranks[right]);
        for (const std::uint32_t end : m_ends) {
            std::size_t notBelow = 0;  // earlier pieces that end at or above this one
            for (std::size_t i = end + 1; i > 0; i &= i - 1)
                notBelow += m_tree[i];
            crossings += seen - notBelow;
        }
        // Pieces of one item do not cross each other, so they enter together.
        for (const std::uint32_t end : m_ends)
            for (std::size_t i = end + 1; i <= size; i += i & (~i + 1))
                ++m_tree[i];
        seen += m_ends.size();
    }
    return crossings;
}

}  // namespace gatesight::simulator
