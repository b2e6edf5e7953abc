// World, control plane and endpoints -> graph. Nodes come in the order of the World, listeners and
// rules in that of their object.
#include <algorithm>
#include <set>

#include "simulator/topology/graph_draft.h"

namespace gatesight::simulator {

namespace {

/// Marks what can be reached from marked nodes. All edges lead to a later column, so one walk
/// through the edges in order of columns is enough.
void spread(const std::vector<GraphEdge>& edges, const std::vector<NodeRole>& roles, bool forwards,
            std::vector<bool>& marked) {
    std::vector<std::size_t> order(edges.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    const auto column = [&](std::size_t i) {
        return forwards ? static_cast<int>(roles[edges[i].from])
                        : -static_cast<int>(roles[edges[i].to]);
    };
    std::ranges::stable_sort(order, {}, column);
    for (const std::size_t i : order) {
        const std::uint32_t source = forwards ? edges[i].from : edges[i].to;
        const std::uint32_t target = forwards ? edges[i].to : edges[i].from;
        if (marked[source])
            marked[target] = true;
    }
}

void keepNamespaces(GraphDraft& draft) {
    if (draft.options.namespaces.empty())
        return;
    const std::set<std::string> wanted(draft.options.namespaces.begin(),
                                       draft.options.namespaces.end());
    std::vector<NodeRole> roles;
    std::vector<bool> before, after;
    for (std::uint32_t i = 0; i < draft.builder.size(); ++i) {
        const GraphNode& node = draft.builder.node(i);
        roles.push_back(node.role);
        before.push_back(wanted.contains(node.namespace_));
    }
    after = before;
    spread(draft.builder.edges(), roles, false, before);
    spread(draft.builder.edges(), roles, true, after);
    for (std::size_t i = 0; i < before.size(); ++i)
        before[i] = before[i] || after[i];
    draft.builder.retain(before);
}

void decideClients(GraphDraft& draft) {
    for (const GraphEdge& edge : draft.builder.edges()) {
        GraphNode& from = draft.builder.node(edge.from);
        if (from.role == NodeRole::Client && edge.state == NodeState::GetsTraffic)
            from.state = NodeState::GetsTraffic;
    }
    GraphNode& internet = draft.builder.node(draft.internet);
    if (internet.state != NodeState::GetsTraffic)
        internet.why = "no request from outside is answered by anything ready";
}

}  // namespace

TopologyPtr computeTopology(const Simulation& simulation, const TopologyOptions& options,
                            std::stop_token stop) {
    GraphDraft draft{.simulation = simulation,
                     .options = options,
                     .builder = {},
                     .shapes = {},
                     .reach = {},
                     .internet = 0,
                     .listenerNodes = {},
                     .egressGateways = {}};
    for (const RouteState& route : draft.control().routes)
        draft.shapes.push_back(shapeOf(draft.world(), route));
    draft.reach = reach(simulation, draft.shapes);
    draft.internet = draft.builder.add(
        plainNode(std::string(keys::kInternet), NodeRole::Client, "Internet", "Client"));
    addGateways(draft);
    addServices(draft);
    addRoutes(draft, stop);
    addLoadBalancers(draft);
    addEndpoints(draft, stop);
    decideClients(draft);
    nameEgressGateways(draft);
    judgeExits(draft);
    keepNamespaces(draft);
    if (stop.stop_requested())
        return nullptr;
    return std::move(draft.builder).build();
}

}  // namespace gatesight::simulator
