#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "simulator/topology/graph_draft.h"

namespace gatesight::simulator {

namespace {

bool isDecided(const RouteState& route) {
    return std::ranges::any_of(route.parents, [](const RouteParentState& parent) {
        return !parent.controllerName.empty();
    });
}

std::string firstRefusal(const RouteState& route) {
    for (const RouteParentState& parent : route.parents)
        if (std::string message = messageOfFalse(parent.conditions, {"Accepted"}); !message.empty())
            return message;
    return "no parent accepts the route";
}

void decideRoute(const GraphDraft& draft, std::size_t index, GraphNode& node) {
    const RouteState& route = *draft.shapes[index].state;
    if (draft.reach.route(index)) {
        node.state = NodeState::GetsTraffic;
    } else if (route.acceptedAnywhere()) {
        node.why = "accepted, but no rule leads requests to anything that answers";
    } else if (isDecided(route)) {
        node.state = NodeState::Refused;
        node.why = firstRefusal(route);
    } else if (route.parents.empty()) {
        node.why = "the route names no parent";
    } else {
        const bool parentsMissing = std::ranges::all_of(
            route.parents, [](const RouteParentState& parent) { return !parent.parent.valid(); });
        node.state = parentsMissing ? NodeState::Refused : NodeState::Unknown;
        node.why = route.parents.front().unwritten;
    }
}

void addRule(GraphDraft& draft, std::size_t route, std::size_t index, std::uint32_t routeNode,
             NodeState routeState) {
    const RouteShape& shape = draft.shapes[route];
    const RuleShape& rule = shape.rules[index];
    const RuleReach& reached = draft.reach.rules[route][index];
    const model::ObjectMeta& metadata = shape.object->metadata;
    GraphNode node =
        plainNode(keys::rule(shape.object->kind, metadata.namespace_, metadata.name, index),
                  NodeRole::Rule, rule.title, "Rule");
    node.subtitle = rule.subtitle;
    node.namespace_ = metadata.namespace_;
    node.object = shape.state->route;
    node.node = rule.node;
    node.why = reached.why;
    if (reached.getsTraffic())
        node.state = NodeState::GetsTraffic;
    else if (rule.state && rule.state->dropped)
        node.state = NodeState::Refused;
    else if (routeState == NodeState::Unknown)
        node.state = NodeState::Unknown;
    const NodeState state = node.state;
    const std::uint32_t ruleNode = draft.builder.add(std::move(node));
    draft.builder.connect(edgeBetween(routeNode, ruleNode, state));
    addBackends(draft, shape, rule, ruleNode, reached.reachable);
}

std::uint32_t addRoute(GraphDraft& draft, std::size_t index) {
    const RouteShape& shape = draft.shapes[index];
    GraphNode node = draft.objectNode(shape.state->route, NodeRole::Route);
    static const std::vector<std::string> kNone;
    node.subtitle = joinedNames(shape.hostnames ? *shape.hostnames : kNone, "any host");
    decideRoute(draft, index, node);
    const NodeState state = node.state;
    const std::uint32_t route = draft.builder.add(std::move(node));
    for (std::size_t rule = 0; rule < shape.rules.size(); ++rule)
        addRule(draft, index, rule, route, state);
    addParents(draft, index, route);
    return route;
}

/// Edges from listeners to the routes that they serve, with the host names that both have.
void addAttachments(GraphDraft& draft, std::size_t listener,
                    const std::unordered_map<std::uint32_t, std::uint32_t>& routes) {
    const auto& attachments = draft.control().listeners[listener].attachments;
    const std::uint32_t from = draft.listenerNodes[listener];
    for (std::size_t i = 0; i < attachments.size(); ++i) {
        const auto route = routes.find(attachments[i].route.value);
        if (route == routes.end())
            continue;
        const bool unknown = draft.builder.node(from).state == NodeState::Unknown;
        GraphEdge edge = edgeBetween(from, route->second,
                                     draft.reach.attachments[listener][i] ? NodeState::GetsTraffic
                                     : unknown                            ? NodeState::Unknown
                                                                          : NodeState::Idle);
        std::vector<std::string> names;
        for (const AttachedHostname& hostname : attachments[i].hostnames)
            names.push_back(hostname.hostname.empty() ? "any host" : hostname.hostname);
        edge.label = joinedNames(names, "");
        draft.builder.connect(std::move(edge));
    }
}

}  // namespace

void addRoutes(GraphDraft& draft, const std::stop_token& stop) {
    std::unordered_map<std::uint32_t, std::uint32_t> routes;  // object -> node
    for (std::size_t i = 0; i < draft.shapes.size() && !stop.stop_requested(); ++i)
        routes.emplace(draft.shapes[i].state->route.value, addRoute(draft, i));
    for (std::size_t i = 0; i < draft.control().listeners.size(); ++i)
        addAttachments(draft, i, routes);
}

}  // namespace gatesight::simulator
