// Nodes that were there keep their height; so do the bends of edges that were there. A new node
// goes where its neighbours are: at the height of what it leads to, else of what leads to it. Cost:
// O(V + E) and one sort a column.
#include "simulator/topology/earlier_layout.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace gatesight::simulator {

namespace {

constexpr std::uint32_t kNew = UINT32_MAX;
constexpr double kOldWeight = 1000;
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// Index of each node in the earlier topology. Both lists mostly run in step, so looking up by key
/// is the exception.
std::vector<std::uint32_t> match(const Topology& now, const Topology& earlier) {
    std::vector<std::uint32_t> result;
    result.reserve(now.nodes().size());
    std::size_t expected = 0;
    for (const GraphNode& node : now.nodes()) {
        if (expected >= earlier.nodes().size() || earlier.nodes()[expected].key != node.key) {
            const int found = earlier.find(node.key);
            if (found < 0) {
                result.push_back(kNew);
                continue;
            }
            expected = static_cast<std::size_t>(found);
        }
        result.push_back(static_cast<std::uint32_t>(expected++));
    }
    return result;
}

class Carrier {
public:
    Carrier(const LayeredGraph& graph, const Topology& topology, const LayoutOptions& options,
            const Topology& earlierTopology, const Layout& earlier)
        : m_graph(graph),
          m_topology(topology),
          m_options(options),
          m_earlierTopology(earlierTopology),
          m_earlier(earlier),
          m_match(match(topology, earlierTopology)) {}

    std::optional<Carried> run() {
        const auto known =
            std::ranges::count_if(m_match, [](std::uint32_t old) { return old != kNew; });
        if (known == 0 || static_cast<std::size_t>(known) * 2 < m_match.size())
            return std::nullopt;
        keepHeights();
        if (m_result.top == std::numeric_limits<double>::max())
            return std::nullopt;
        keepBends();
        guessHeights();
        sortColumns();
        return std::move(m_result);
    }

private:
    void keepHeights() {
        m_result.wished.assign(m_graph.size(), kUnknown);
        m_result.weight.assign(m_graph.size(), 1);
        m_result.top = std::numeric_limits<double>::max();
        for (std::uint32_t node = 0; node < m_match.size(); ++node) {
            // A node that changed its column has to find a new place.
            if (m_match[node] == kNew ||
                m_earlierTopology.nodes()[m_match[node]].role != m_topology.nodes()[node].role)
                continue;
            keep(node, m_earlier.position[m_match[node]].y + m_options.nodeHeight / 2);
            m_result.top = std::min(m_result.top, m_result.wished[node]);
        }
    }

    void keep(std::uint32_t item, double height) {
        m_result.wished[item] = height;
        m_result.weight[item] = kOldWeight;
    }

    void keepBends() {
        if (m_graph.bendOf.empty())
            return;
        // Edges that join the same two nodes are told apart by their order.
        std::map<Ends, std::vector<std::uint32_t>> longEdges;
        for (auto edge = static_cast<std::uint32_t>(m_earlier.bends.size()); edge-- > 0;)
            if (!m_earlier.bends[edge].empty())
                longEdges[ends(m_earlierTopology.edges()[edge])].push_back(edge);
        for (std::size_t first = 0, last = 0; first < m_graph.bendOf.size(); first = last) {
            while (last < m_graph.bendOf.size() && m_graph.bendOf[last] == m_graph.bendOf[first])
                ++last;
            const GraphEdge& edge = m_topology.edges()[m_graph.bendOf[first]];
            const auto found = longEdges.find({m_match[edge.from], m_match[edge.to]});
            if (found == longEdges.end() || found->second.empty())
                continue;
            const std::vector<Point>& bends = m_earlier.bends[found->second.back()];
            found->second.pop_back();
            for (std::size_t i = first; i < last && i - first < bends.size(); ++i)
                keep(static_cast<std::uint32_t>(m_graph.nodes + i), bends[i - first].y);
        }
    }

    using Ends = std::pair<std::uint32_t, std::uint32_t>;

    static Ends ends(const GraphEdge& edge) { return {edge.from, edge.to}; }

    /// Columns of items, so that heights spread one column after the other.
    void guessHeights() {
        m_result.columns.assign(m_graph.roles.size(), {});
        for (std::uint32_t item = 0; item < m_graph.size(); ++item)
            m_result.columns[m_graph.column[item]].push_back(item);
        for (std::size_t column = m_result.columns.size(); column-- > 0;)
            for (const std::uint32_t item : m_result.columns[column])
                guess(item, m_graph.right);
        for (const auto& column : m_result.columns)
            for (const std::uint32_t item : column)
                guess(item, m_graph.left);
        for (const auto& column : m_result.columns)
            placeLonely(column);
    }

    [[nodiscard]] bool unknown(std::uint32_t item) const {
        return m_result.wished[item] != m_result.wished[item];
    }

    void guess(std::uint32_t item, const Neighbours& side) {
        if (!unknown(item))
            return;
        double sum = 0;
        int count = 0;
        for (const std::uint32_t neighbour : side.of(item)) {
            if (unknown(neighbour))
                continue;
            sum += m_result.wished[neighbour];
            ++count;
        }
        if (count > 0)
            m_result.wished[item] = sum / count;
    }

    /// Nodes without any neighbour of known height go to the end of their namespace, or of the
    /// column.
    void placeLonely(const std::vector<std::uint32_t>& column) {
        std::map<std::uint32_t, double> endOfGroup;
        double end = m_result.top;
        for (const std::uint32_t item : column) {
            if (unknown(item))
                continue;
            end = std::max(end, m_result.wished[item]);
            auto& groupEnd =
                endOfGroup.emplace(m_graph.group[item], m_result.wished[item]).first->second;
            groupEnd = std::max(groupEnd, m_result.wished[item]);
        }
        for (const std::uint32_t item : column) {
            if (!unknown(item))
                continue;
            const auto group = endOfGroup.find(m_graph.group[item]);
            m_result.wished[item] = (group == endOfGroup.end() ? end : group->second) + 1;
        }
    }

    void sortColumns() {
        for (auto& column : m_result.columns) {
            std::ranges::stable_sort(column, {},
                                     [&](std::uint32_t item) { return m_result.wished[item]; });
            if (groupedBefore(column))
                gather(column);
        }
    }

    /// Whether the kept items of each namespace stand together.
    [[nodiscard]] bool groupedBefore(const std::vector<std::uint32_t>& column) const {
        std::vector<std::uint32_t> runs;
        for (const std::uint32_t item : column) {
            const std::uint32_t group = m_graph.group[item];
            if (m_result.weight[item] == kOldWeight && (runs.empty() || runs.back() != group))
                runs.push_back(group);
        }
        std::ranges::sort(runs);
        return std::ranges::adjacent_find(runs) == runs.end();
    }

    /// Sorts by the mean height of the kept items of each group (or of its new ones, if there are
    /// no others).
    void gather(std::vector<std::uint32_t>& column) const {
        struct Mean {
            double sum = 0, weight = 0;
        };
        std::map<std::uint32_t, Mean> means;
        for (const std::uint32_t item : column) {
            Mean& mean = means[m_graph.group[item]];
            mean.sum += m_result.weight[item] * m_result.wished[item];
            mean.weight += m_result.weight[item];
        }
        std::ranges::stable_sort(column, {}, [&](std::uint32_t item) {
            const Mean& mean = means.find(m_graph.group[item])->second;
            return std::pair(mean.sum / mean.weight, m_graph.group[item]);
        });
    }

    const LayeredGraph& m_graph;
    const Topology& m_topology;
    const LayoutOptions& m_options;
    const Topology& m_earlierTopology;
    const Layout& m_earlier;
    std::vector<std::uint32_t> m_match;
    Carried m_result;
};

}  // namespace

std::optional<Carried> carryOver(const LayeredGraph& graph, const Topology& topology,
                                 const LayoutOptions& options, const Topology& earlierTopology,
                                 const Layout& earlier) {
    if (earlier.position.size() != earlierTopology.nodes().size() ||
        earlier.bends.size() > earlierTopology.edges().size())
        return std::nullopt;
    return Carrier(graph, topology, options, earlierTopology, earlier).run();
}

}  // namespace gatesight::simulator
