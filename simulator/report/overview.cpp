#include "simulator/report/overview.h"

#include "simulator/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace gatesight::simulator {

namespace {

constexpr std::size_t kMostWithPods = 150, kMostNodes = 300;  // that can be read on one page
constexpr std::size_t kMostOfNamespaces = 1500;               // that are worth laying out

class Condenser {
public:
    explicit Condenser(const Topology& topology) : m_topology(topology) {}

    TopologyPtr run() {
        const auto nodes = m_topology.nodes();
        for (std::size_t i = 0; i < nodes.size(); ++i)
            m_place.push_back(placeOf(nodes[i]));
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if (m_place[i])
                count(m_nodes[*m_place[i]], nodes[i]);
        joinThroughRules();
        for (std::size_t i = 0; i < m_nodes.size(); ++i)
            finish(i);
        std::vector<GraphEdge> edges;
        for (auto& [ends, edge] : m_edges)
            edges.push_back(std::move(edge));
        return Topology::from(std::move(m_nodes), std::move(edges));
    }

private:
    struct Tally {
        std::size_t all = 0, traffic = 0;
    };

    /// The node that stands for this one; nothing for rules and Pods.
    std::optional<std::uint32_t> placeOf(const GraphNode& node) {
        if (node.role == NodeRole::Rule || node.role == NodeRole::Pod)
            return std::nullopt;
        const bool grouped = (node.role == NodeRole::Route || node.role == NodeRole::Service) &&
                             node.state != NodeState::Missing;
        const std::string key =
            grouped ? fmt::format("{}s/{}", toString(node.role), node.namespace_) : node.key;
        const auto [known, isNew] =
            m_byKey.emplace(key, static_cast<std::uint32_t>(m_nodes.size()));
        if (isNew) {
            GraphNode place = node;
            place.key = key;
            if (grouped) {
                place.title = node.namespace_;
                place.kind = "Namespace";
                place.state = NodeState::Idle;
                place.why.clear();
            }
            m_nodes.push_back(std::move(place));
            m_tallies.push_back({});
        }
        return known->second;
    }

    void count(GraphNode& place, const GraphNode& node) {
        Tally& tally = m_tallies[m_byKey.at(place.key)];
        ++tally.all;
        if (node.state == NodeState::GetsTraffic) {
            ++tally.traffic;
            place.state = NodeState::GetsTraffic;
        }
    }

    /// Edges between what stays; those of a rule join its route with the rule's targets.
    void joinThroughRules() {
        std::map<std::uint32_t, std::uint32_t> routeOf;
        for (const GraphEdge& edge : m_topology.edges())
            if (m_topology.nodes()[edge.to].role == NodeRole::Rule)
                routeOf[edge.to] = edge.from;
        for (const GraphEdge& edge : m_topology.edges()) {
            const auto rule = routeOf.find(edge.from);
            const std::uint32_t from = rule == routeOf.end() ? edge.from : rule->second;
            if (m_place[from] && m_place[edge.to])
                join(*m_place[from], *m_place[edge.to], edge);
        }
    }

    void join(std::uint32_t from, std::uint32_t to, const GraphEdge& edge) {
        GraphEdge& joined = m_edges[{from, to}];
        const bool isNew = joined.from == joined.to;
        joined.from = from;
        joined.to = to;
        if (isNew || edge.state == NodeState::GetsTraffic)
            joined.state = edge.state;
    }

    void finish(std::size_t index) {
        GraphNode& node = m_nodes[index];
        const Tally& tally = m_tallies[index];
        if (node.kind != "Namespace")
            return;
        const bool routes = node.role == NodeRole::Route;
        node.subtitle = tally.traffic == tally.all
                            ? counted(tally.all, routes ? "route" : "Service")
                            : fmt::format("{} of {} {}", tally.traffic, tally.all,
                                          routes ? "routes" : "Services");
        if (node.state != NodeState::GetsTraffic)
            node.why = "none of them gets traffic";
    }

    const Topology& m_topology;
    std::vector<std::optional<std::uint32_t>> m_place;  // beside the nodes of the topology
    std::vector<GraphNode> m_nodes;
    std::vector<Tally> m_tallies;  // beside m_nodes
    std::map<std::string, std::uint32_t, std::less<>> m_byKey;
    std::map<std::pair<std::uint32_t, std::uint32_t>, GraphEdge> m_edges;
};

}  // namespace

TopologyPtr byNamespace(const Topology& topology) {
    return Condenser(topology).run();
}

Overview overviewOf(const Simulation& simulation, const TopologyPtr& whole, std::stop_token stop) {
    Overview overview;
    overview.nodes = whole->nodes().size();
    overview.picture.topology = whole;
    const auto pods = static_cast<std::size_t>(std::ranges::count(
        whole->nodes(), NodeRole::Pod, [](const GraphNode& node) { return node.role; }));
    if (overview.nodes > kMostWithPods) {
        overview.pods = false;
        overview.byNamespace = overview.nodes - pods > kMostNodes;
        overview.picture.topology =
            overview.byNamespace
                ? byNamespace(*whole)
                : computeTopology(simulation, {.namespaces = {}, .pods = false}, stop);
    }
    if (!overview.picture.topology ||
        overview.picture.topology->nodes().size() > kMostOfNamespaces) {
        overview.picture.topology = nullptr;
        return overview;
    }
    overview.picture.layout = std::make_shared<const Layout>(
        layOut(*overview.picture.topology, {}, nullptr, nullptr, stop));
    return overview;
}

Chapter overviewChapter(const Overview& overview) {
    Chapter chapter{"topology", "Topology", {}};
    RichText lead("From the internet to where requests are answered.");
    if (!overview.picture.topology)
        lead.add(fmt::format(" {} are too many for one picture.", counted(overview.nodes, "node")));
    else if (overview.byNamespace)
        lead.add(
            fmt::format(" {} are too many for one picture, so that routes and Services are "
                        "drawn by namespace.",
                        counted(overview.nodes, "node")));
    else if (!overview.pods)
        lead.add(" Pods are left out; a Service tells how many of its endpoints are ready.");
    if (!overview.picture.topology || overview.byNamespace)
        lead.add(" ")
            .add("gatesight graph -n NAMESPACE", TextTone::Code)
            .add(" draws one of them.");
    chapter.blocks.push_back({Paragraph{std::move(lead)}});
    if (overview.picture.topology)
        chapter.blocks.push_back({overview.picture});
    return chapter;
}

}  // namespace gatesight::simulator
