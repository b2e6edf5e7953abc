#include <algorithm>

#include <fmt/format.h>

#include "simulator/topology/graph_draft.h"

namespace gatesight::simulator {

namespace {

GraphNode gatewayNode(const GraphDraft& draft, const GatewayState& gateway) {
    GraphNode node = draft.objectNode(gateway.gateway, NodeRole::Gateway);
    const bool gets = std::ranges::any_of(
        gateway.listeners, [&](ListenerId id) { return draft.reach.listener(id.value); });
    if (gateway.controllerName.empty()) {
        node.state = NodeState::Unknown;
        node.why = gateway.unmanaged;
    } else if (const Condition* accepted = find(gateway.conditions, "Accepted");
               accepted && accepted->status == Condition::Status::False) {
        node.state = NodeState::Refused;
        node.why = accepted->message;
    } else if (gets) {
        node.state = NodeState::GetsTraffic;
    } else {
        node.why = "no request that comes in here is answered by anything ready";
    }
    if (!gateway.addresses.empty())
        node.subtitle = gateway.addresses.front().value;
    return node;
}

void decideListener(const GraphDraft& draft, const GatewayState& gateway, ListenerId id,
                    GraphNode& node) {
    const ListenerState& listener = draft.control().listener(id);
    if (gateway.controllerName.empty()) {
        node.state = NodeState::Unknown;
        node.why = gateway.unmanaged;
    } else if (!listener.serves) {
        node.state = NodeState::Refused;
        node.why = messageOfFalse(listener.conditions, {"Accepted", "Programmed", "ResolvedRefs"});
        if (node.why.empty())
            node.why = "the listener is not served";
    } else if (draft.reach.listener(id.value)) {
        node.state = NodeState::GetsTraffic;
    } else {
        node.why = listener.attachments.empty()
                       ? "no route is attached"
                       : "no attached route leads to anything that answers";
    }
}

void addListener(GraphDraft& draft, const GatewayState& gateway, std::uint32_t gatewayNode,
                 ListenerId id) {
    const ListenerState& listener = draft.control().listener(id);
    const model::Object& owner = draft.world().object(listener.owner);
    const bool own = listener.owner == listener.gateway;
    GraphNode node = plainNode(keys::listener(draft.world().object(gateway.gateway).fullName(),
                                              listener.spec->name, own ? "" : owner.fullName()),
                               NodeRole::Listener, listener.spec->name, "Listener");
    node.namespace_ = owner.metadata.namespace_;
    node.object = listener.owner;
    node.node = listener.spec->node;
    node.subtitle =
        fmt::format("{} :{}{}{}", listener.spec->protocol, listener.spec->port,
                    listener.spec->hostname.empty() ? "" : " ", listener.spec->hostname);
    decideListener(draft, gateway, id, node);
    const NodeState state = node.state;
    const std::uint32_t index = draft.builder.add(std::move(node));
    draft.listenerNodes[id.value] = index;
    draft.builder.connect(edgeBetween(gatewayNode, index, state));
    const std::string ownerKey =
        keys::object(owner.kind, owner.metadata.namespace_, owner.metadata.name);
    draft.builder.nameField(fmt::format("{}#spec.listeners[{}]", ownerKey, listener.index), index);
}

}  // namespace

void addGateways(GraphDraft& draft) {
    draft.listenerNodes.assign(draft.control().listeners.size(), 0);
    for (const GatewayState& gateway : draft.control().gateways) {
        GraphNode node = gatewayNode(draft, gateway);
        const NodeState state = node.state;
        const std::uint32_t index = draft.builder.add(std::move(node));
        draft.builder.connect(edgeBetween(draft.internet, index, state));
        for (const ListenerId id : gateway.listeners)
            addListener(draft, gateway, index, id);
    }
}

}  // namespace gatesight::simulator
