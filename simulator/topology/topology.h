// The graph of it all: Internet -> Gateway -> Listener -> Route -> Rule -> Service -> Pod, with exits and missing things.
// The only room that includes Boost.Graph; this header does not.
#pragma once

#include "simulator/simulation.h"
#include "simulator/topology/exit_way.h"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Column of a node; the order is the order of columns.
enum class NodeRole { Client, Gateway, Listener, Route, Rule, Service, Pod, Exit };

/// What is known about traffic to a node. Never told by colour alone in the desktop.
enum class NodeState {
    GetsTraffic,  ///< some request can reach it, and something ready answers
    Idle,         ///< accepted, but nothing can reach it, or nothing answers behind it
    Refused,      ///< not accepted, or a reference that is not permitted
    Missing,      ///< a ghost: referred to, but not loaded
    Unknown       ///< nobody decides on it
};

[[nodiscard]] std::string_view toString(NodeRole role);
[[nodiscard]] std::string_view toString(NodeState state);

struct GraphNode {
    std::string key;  ///< stable over worlds: "Gateway/infra/public", "Listener/infra/public/https", "Rule/shop/cart/2", "Pod/shop/cart-…"
    NodeRole role{};
    NodeState state{};
    std::string title;     ///< short: the name
    std::string subtitle;  ///< "HTTPS :443 shop.example.com", "PathPrefix /cart", "2/3 ready"
    std::string namespace_;
    std::string kind;
    std::string why;       ///< one sentence behind the state
    std::string nearest;   ///< for ghosts: the nearest existing name
    model::ObjectId object;               ///< invalid for clients and ghosts
    model::NodeId node = model::kNoNode;  ///< where it is written inside the object (listener, rule)
};

struct GraphEdge {
    std::uint32_t from = 0, to = 0;
    NodeState state{};
    std::string label;  ///< share ("9/10"), intersected hostnames, port
    std::int64_t numerator = 0, denominator = 0;  ///< exact share; 0/0: none
    std::string grant;  ///< "ns/name" of the ReferenceGrant that permits it
    bool mirror = false;
    std::string why;
    std::vector<ExitWay> ways;  ///< of an edge out of the cluster, where there are network policies

    /// Whether its label says how many use it: a share, or those whom policies let out.
    [[nodiscard]] bool counts() const;
};

class Topology {
public:
    /// A graph of ready-made parts, for callers with no World (tests, pictures). Keys are unique; edges name nodes by index.
    [[nodiscard]] static std::shared_ptr<const Topology> from(std::vector<GraphNode> nodes, std::vector<GraphEdge> edges);

    [[nodiscard]] std::span<const GraphNode> nodes() const { return m_nodes; }
    [[nodiscard]] std::span<const GraphEdge> edges() const { return m_edges; }
    /// Index of the node with this key, or -1.
    [[nodiscard]] int find(std::string_view key) const;
    /// Every node on some path through `node`: what leads to it and what it leads to, itself included; sorted.
    [[nodiscard]] std::vector<std::uint32_t> through(std::uint32_t node) const;
    /// Keys of the nodes that a decision passes, from the client to the Pod or to where it ended.
    [[nodiscard]] std::vector<std::string> pathOf(const Decision& decision) const;
    /// Key of the node that a trace step speaks of, or empty.
    [[nodiscard]] std::string focusOf(const Step& step) const;

    /// Names of fields under which traces speak of nodes ("Gateway/infra/public#spec.listeners[1]"), with the keys of these.
    using FieldNames = std::map<std::string, std::string, std::less<>>;
    /// As `from` above, for builders that know such names.
    [[nodiscard]] static std::shared_ptr<const Topology> from(std::vector<GraphNode> nodes, std::vector<GraphEdge> edges,
                                                              FieldNames fields);

private:
    std::vector<GraphNode> m_nodes;
    std::vector<GraphEdge> m_edges;
    std::map<std::string, std::uint32_t, std::less<>> m_byKey;
    struct Graph;
    std::shared_ptr<const Graph> m_graph;
};

using TopologyPtr = std::shared_ptr<const Topology>;

struct TopologyOptions {
    /// Only what belongs to these namespaces, what leads to it, and where it leads; empty: everything.
    std::vector<std::string> namespaces;
    bool pods = true;                     ///< false: Services end the graph, with counts of ready endpoints
};

[[nodiscard]] TopologyPtr computeTopology(const Simulation& simulation, const TopologyOptions& options = {},
                                          std::stop_token stop = {});

}  // namespace gatesight::simulator
