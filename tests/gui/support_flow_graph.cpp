#include "support_flow_graph.h"

#include <utility>

namespace gatesight::tests {

using simulator::Decision;
using simulator::GraphEdge;
using simulator::GraphNode;
using simulator::NodeRole;
using simulator::NodeState;
using simulator::Topology;
using simulator::TopologyPtr;

namespace {

class Draft {
public:
    std::uint32_t node(NodeRole role, const std::string& key, const std::string& namespace_,
                       NodeState state = NodeState::GetsTraffic) {
        GraphNode node;
        node.role = role;
        node.state = state;
        node.key = key;
        node.title = key.substr(key.rfind('/') + 1);
        node.namespace_ = namespace_;
        node.kind = key.substr(0, key.find('/'));
        node.why = "because it is so";
        m_nodes.push_back(std::move(node));
        return static_cast<std::uint32_t>(m_nodes.size() - 1);
    }

    GraphEdge& edge(std::uint32_t from, std::uint32_t to,
                    NodeState state = NodeState::GetsTraffic) {
        GraphEdge& edge = m_edges.emplace_back();
        edge.from = from;
        edge.to = to;
        edge.state = state;
        return edge;
    }

    TopologyPtr done() && { return Topology::from(std::move(m_nodes), std::move(m_edges)); }

private:
    std::vector<GraphNode> m_nodes;
    std::vector<GraphEdge> m_edges;
};

void share(GraphEdge& edge, std::int64_t numerator, std::int64_t denominator) {
    edge.numerator = numerator;
    edge.denominator = denominator;
}

}  // namespace

TopologyPtr shopGraph() {
    Draft draft;
    const auto internet = draft.node(NodeRole::Client, "Client/internet", "");
    const auto gateway = draft.node(NodeRole::Gateway, "Gateway/infra/public", "infra");
    const auto listener = draft.node(NodeRole::Listener, "Listener/infra/public/https", "infra");
    const auto cart = draft.node(NodeRole::Route, "HTTPRoute/shop/cart", "shop");
    const auto old = draft.node(NodeRole::Route, "HTTPRoute/shop/old", "shop", NodeState::Refused);
    const auto rule = draft.node(NodeRole::Rule, "Rule/shop/cart/0", "shop");
    const auto v1 = draft.node(NodeRole::Service, "Service/shop/cart-v1", "shop");
    const auto v2 = draft.node(NodeRole::Service, "Service/shop/cart-v2", "shop");
    const auto audit =
        draft.node(NodeRole::Service, "Service/shop/audit", "shop", NodeState::Missing);
    const auto a = draft.node(NodeRole::Pod, "Pod/shop/a", "shop");
    const auto b = draft.node(NodeRole::Pod, "Pod/shop/b", "shop", NodeState::Idle);
    const auto c = draft.node(NodeRole::Pod, "Pod/shop/c", "shop");
    draft.edge(internet, gateway);
    draft.edge(gateway, listener).label = ":443";
    draft.edge(listener, cart);
    draft.edge(listener, old, NodeState::Refused);
    draft.edge(cart, rule);
    share(draft.edge(rule, v1), 9, 10);
    share(draft.edge(rule, v2), 1, 10);
    draft.edge(rule, audit, NodeState::Missing).mirror = true;
    draft.edge(v1, a);
    draft.edge(v1, b, NodeState::Idle);
    draft.edge(v2, c);
    return std::move(draft).done();
}

TopologyPtr wideGraph(int routes) {
    Draft draft;
    const auto internet = draft.node(NodeRole::Client, "Client/internet", "");
    const auto gateway = draft.node(NodeRole::Gateway, "Gateway/infra/public", "infra");
    const auto listener = draft.node(NodeRole::Listener, "Listener/infra/public/https", "infra");
    draft.edge(internet, gateway);
    draft.edge(gateway, listener);
    for (int i = 0; i < routes; ++i) {
        const std::string name = "r" + std::to_string(i);
        const std::string namespace_ = "team-" + std::to_string(i % 7);
        const auto route =
            draft.node(NodeRole::Route, "HTTPRoute/" + namespace_ + "/" + name, namespace_);
        const auto rule =
            draft.node(NodeRole::Rule, "Rule/" + namespace_ + "/" + name + "/0", namespace_);
        const auto service =
            draft.node(NodeRole::Service, "Service/" + namespace_ + "/" + name, namespace_);
        const auto pod = draft.node(NodeRole::Pod, "Pod/" + namespace_ + "/" + name, namespace_);
        draft.edge(listener, route);
        draft.edge(route, rule);
        draft.edge(rule, service);
        draft.edge(service, pod);
    }
    return std::move(draft).done();
}

ui::FlowScene sceneOf(const TopologyPtr& topology) {
    return {topology, simulator::layOut(*topology)};
}

std::vector<std::string> pathToPodA() {
    return {"Client/internet",     "Gateway/infra/public", "Listener/infra/public/https",
            "HTTPRoute/shop/cart", "Rule/shop/cart/0",     "Service/shop/cart-v1",
            "Pod/shop/a"};
}

std::vector<std::string> pathToListener() {
    return {"Client/internet", "Gateway/infra/public", "Listener/infra/public/https"};
}

Decision forwarded(int status) {
    Decision decision;
    decision.outcome = simulator::Outcome::Forwarded;
    decision.status = status;
    return decision;
}

Decision notFound() {
    Decision decision;
    decision.outcome = simulator::Outcome::Responded;
    decision.status = 404;
    decision.reason = "NoRouteMatched";
    return decision;
}

}  // namespace gatesight::tests
