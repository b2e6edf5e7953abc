// Each column is a one-dimensional problem: items wish to be at the mean height of their
// neighbours, and must keep order and distance. Subtracting the distances turns it into isotonic
// regression, which pooling adjacent violators solves exactly in O(items). Passes from left to
// right and back let wishes travel; the last ones centre parents on children. What no edge joins
// drifts apart on the way: in the end such parts move up, each as a whole, as far as there is room.
#include "simulator/topology/placement.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace gatesight::simulator {

namespace {

constexpr int kRounds = 12;
constexpr double kBendWeight = 4;  // long edges should be straight more than nodes be centred
constexpr double kBendHeight = 6;
constexpr std::size_t kFamily = 16;
constexpr int kLifts = 4;  // rounds of closing gaps: parts may stand above and below one another
constexpr double kLeastLift = 0.5;  // heights are rounded in the end

/// Items that edges join, over any number of steps.
std::vector<std::vector<std::uint32_t>> partsOf(const LayeredGraph& graph) {
    std::vector<std::vector<std::uint32_t>> parts;
    std::vector<bool> seen(graph.size(), false);
    for (std::uint32_t first = 0; first < graph.size(); ++first) {
        if (seen[first])
            continue;
        seen[first] = true;
        std::vector<std::uint32_t> part{first};
        for (std::size_t next = 0; next < part.size(); ++next)
            for (const Neighbours* side : {&graph.left, &graph.right})
                for (const std::uint32_t neighbour : side->of(part[next]))
                    if (!seen[neighbour]) {
                        seen[neighbour] = true;
                        part.push_back(neighbour);
                    }
        parts.push_back(std::move(part));
    }
    return parts;
}

class Placer {
public:
    Placer(const LayeredGraph& graph, const Topology& topology, const ColumnOrder& order,
           const LayoutOptions& options)
        : m_graph(graph), m_topology(topology), m_order(order), m_options(options) {
        for (const auto& column : order)
            m_offsets.push_back(offsetsOf(column));
        m_height.assign(graph.size(), 0);
    }

    std::vector<double> run(const std::stop_token& stop) {
        for (std::size_t column = 0; column < m_order.size(); ++column)
            for (std::size_t i = 0; i < m_order[column].size(); ++i)
                m_height[m_order[column][i]] = m_offsets[column][i];
        const auto columns = m_order.size();
        for (int round = 0; round < kRounds && !stop.stop_requested(); ++round) {
            for (std::size_t column = columns; column-- > 0;)
                wish(column, 0, 1);
            for (std::size_t column = 0; column < columns; ++column)
                wish(column, 1, round + 2 < kRounds ? 0 : 1);
        }
        for (std::size_t column = columns; column-- > 0;)
            wish(column, 0, 1);
        closeGaps();
        return std::move(m_height);
    }

    std::vector<double> near(std::span<const double> wished, std::span<const double> weight,
                             double top) {
        m_top = top;
        for (std::size_t column = 0; column < m_order.size(); ++column) {
            m_wishes.clear();
            for (const std::uint32_t item : m_order[column])
                m_wishes.push_back({wished[item], weight[item]});
            settle(column);
        }
        return std::move(m_height);
    }

private:
    struct Wish {
        double height = 0, weight = 0;
    };
    /// Items that stand as close as they may; its mean decides where.
    struct Block {
        double sum = 0, weight = 0;
        std::size_t items = 0;
        [[nodiscard]] double mean() const { return sum / weight; }
    };

    [[nodiscard]] double halfHeight(std::uint32_t item) const {
        return (m_graph.isBend(item) ? kBendHeight : m_options.nodeHeight) / 2;
    }

    [[nodiscard]] bool banded(std::uint32_t item) const {
        return !m_graph.isBend(item) && !m_topology.nodes()[item].namespace_.empty();
    }

    [[nodiscard]] bool siblings(std::uint32_t a, std::uint32_t b) const {
        const auto ofA = m_graph.left.of(a), ofB = m_graph.left.of(b);
        if (ofA.empty() && ofB.empty())
            return true;
        // A hub has too many neighbours to look at them all, and no single family anyway.
        return ofA.size() <= kFamily && ofB.size() <= kFamily &&
               std::ranges::find_first_of(ofA, ofB) != ofA.end();
    }

    /// Least distance between the centres of two items, `upper` right above `lower`.
    [[nodiscard]] double distance(std::uint32_t upper, std::uint32_t lower) const {
        double gap = m_options.rowGap;
        if (m_graph.group[upper] != m_graph.group[lower]) {
            gap = m_graph.isBend(upper) && m_graph.isBend(lower) ? gap / 2 : gap;
            gap += banded(upper) ? kBandRoom.bottom : 0;
            gap += banded(lower) ? kBandRoom.top : 0;
        } else if (!siblings(upper, lower)) {
            gap += m_options.rowGap / 2;
        }
        return halfHeight(upper) + gap + halfHeight(lower);
    }

    [[nodiscard]] std::vector<double> offsetsOf(const std::vector<std::uint32_t>& column) const {
        std::vector<double> offsets(column.size(), 0);
        for (std::size_t i = 1; i < column.size(); ++i)
            offsets[i] = offsets[i - 1] + distance(column[i - 1], column[i]);
        return offsets;
    }

    /// Lets the items of a column wish to be level with their neighbours, the sides weighted as
    /// given.
    void wish(std::size_t column, double leftWeight, double rightWeight) {
        m_wishes.clear();
        for (const std::uint32_t item : m_order[column]) {
            double sum = 0, weight = 0;
            const auto add = [&](std::span<const std::uint32_t> neighbours, double sideWeight) {
                if (neighbours.empty() || sideWeight == 0)
                    return;
                double heights = 0;
                for (const std::uint32_t neighbour : neighbours)
                    heights += m_height[neighbour];
                sum += sideWeight * heights / static_cast<double>(neighbours.size());
                weight += sideWeight;
            };
            add(m_graph.left.of(item), leftWeight);
            add(m_graph.right.of(item), rightWeight);
            if (weight == 0)
                m_wishes.push_back({m_height[item], 0.25});
            else
                m_wishes.push_back({sum / weight, m_graph.isBend(item) ? kBendWeight : 1});
        }
        settle(column);
    }

    /// Isotonic regression of the wishes less the offsets, by pooling adjacent violators.
    void settle(std::size_t column) {
        const auto& offsets = m_offsets[column];
        m_blocks.clear();
        for (std::size_t i = 0; i < m_wishes.size(); ++i) {
            const Wish& wish = m_wishes[i];
            m_blocks.push_back({wish.weight * (wish.height - offsets[i]), wish.weight, 1});
            while (m_blocks.size() > 1 &&
                   m_blocks[m_blocks.size() - 2].mean() >= m_blocks.back().mean()) {
                const Block last = m_blocks.back();
                m_blocks.pop_back();
                m_blocks.back().sum += last.sum;
                m_blocks.back().weight += last.weight;
                m_blocks.back().items += last.items;
            }
        }
        std::size_t i = 0;
        for (const Block& block : m_blocks)
            for (std::size_t end = i + block.items; i < end; ++i)
                m_height[m_order[column][i]] = std::max(block.mean(), m_top) + offsets[i];
    }

    // --- Parts that no edge joins ---

    void closeGaps() {
        auto parts = partsOf(m_graph);
        if (parts.size() < 2)
            return;
        const auto topOf = [this](const std::vector<std::uint32_t>& part) {
            return m_height[*std::ranges::min_element(
                part, {}, [this](std::uint32_t item) { return m_height[item]; })];
        };
        std::vector<std::uint32_t> partOf(m_graph.size());
        std::ranges::stable_sort(parts, {}, topOf);
        for (std::uint32_t part = 0; part < parts.size(); ++part)
            for (const std::uint32_t item : parts[part])
                partOf[item] = part;
        const double top = topOf(parts.front());
        const std::vector<std::uint32_t> above = itemsAbove();
        bool moved = true;
        for (int round = 0; round < kLifts && std::exchange(moved, false); ++round)
            for (std::uint32_t part = 0; part < parts.size(); ++part) {
                double lift = topOf(parts[part]) - top;
                for (const std::uint32_t item : parts[part])
                    if (const std::uint32_t upper = above[item];
                        upper != item && partOf[upper] != part)
                        lift = std::min(lift, m_height[item] - m_height[upper] -
                                                  distance(upper, item));
                if (lift <= kLeastLift)
                    continue;
                moved = true;
                for (const std::uint32_t item : parts[part])
                    m_height[item] -= lift;
            }
    }

    /// The next item above each one in its column; itself: none.
    [[nodiscard]] std::vector<std::uint32_t> itemsAbove() const {
        std::vector<std::uint32_t> above(m_graph.size());
        std::iota(above.begin(), above.end(), 0U);
        for (const auto& column : m_order)
            for (std::size_t i = 1; i < column.size(); ++i)
                above[column[i]] = column[i - 1];
        return above;
    }

    const LayeredGraph& m_graph;
    const Topology& m_topology;
    const ColumnOrder& m_order;
    const LayoutOptions& m_options;
    std::vector<std::vector<double>>
        m_offsets;  // beside the columns: least distance from the first item
    std::vector<double> m_height;
    std::vector<Wish> m_wishes;
    std::vector<Block> m_blocks;
    double m_top = std::numeric_limits<double>::lowest();  // no centre is above
};

}  // namespace

std::vector<double> placeItems(const LayeredGraph& graph, const Topology& topology,
                               const ColumnOrder& order, const LayoutOptions& options,
                               const std::stop_token& stop) {
    return Placer(graph, topology, order, options).run(stop);
}

std::vector<double> placeNear(const LayeredGraph& graph, const Topology& topology,
                              const ColumnOrder& order, const LayoutOptions& options,
                              std::span<const double> wished, std::span<const double> weight,
                              double top) {
    return Placer(graph, topology, order, options).near(wished, weight, top);
}

}  // namespace gatesight::simulator
