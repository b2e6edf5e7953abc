// Listeners, as Gateways and ListenerSets write them.
#include "model/schema/decoders.h"

namespace gatesight::model {

NamespacesFrom namespacesFromOf(Node node, NamespacesFrom::From otherwise) {
    using enum NamespacesFrom::From;
    NamespacesFrom result;
    result.from = enumOf<NamespacesFrom::From>(
        field(node, "from"), {{"Same", Same}, {"All", All}, {"Selector", Selector}, {"None", None}},
        otherwise);
    result.selector = optionalOf(field(node, "selector"), labelSelectorOf);
    result.node = node.id();
    return result;
}

namespace {

AllowedRoutes allowedRoutesOf(Node node) {
    AllowedRoutes result;
    // api.default.allowed-routes
    result.namespaces = namespacesFromOf(field(node, "namespaces"), NamespacesFrom::From::Same);
    result.kinds = listOf(field(node, "kinds"), [](Node item) {
        RouteGroupKind kind;
        if (const Node group = field(item, "group"))
            kind.group = textOf(group);
        kind.kind = textOf(field(item, "kind"));
        return kind;
    });
    result.node = node.id();
    return result;
}

ObjectRef secretRefOf(Node node) {
    return objectRefOf(node, "Secret");
}

ListenerTLSConfig listenerTLSOf(Node node) {
    ListenerTLSConfig result;
    // api.default.tls-mode
    result.mode = enumOf<ListenerTLSConfig::Mode>(
        field(node, "mode"), {{"Passthrough", ListenerTLSConfig::Mode::Passthrough}},
        ListenerTLSConfig::Mode::Terminate);
    result.certificateRefs = listOf(field(node, "certificateRefs"), secretRefOf);
    result.options = labelsOf(field(node, "options"));
    result.node = node.id();
    return result;
}

}  // namespace

Listener listenerOf(Node node) {
    Listener result;
    result.name = textOf(field(node, "name"));
    result.hostname = textOf(field(node, "hostname"));
    result.port = portOf(field(node, "port")).value_or(0);
    result.protocol = textOf(field(node, "protocol"));
    result.tls = optionalOf(field(node, "tls"), listenerTLSOf);
    result.allowedRoutes = allowedRoutesOf(field(node, "allowedRoutes"));
    result.node = node.id();
    return result;
}

void decodeInto(ListenerSet& set, Node root, const DecodeContext& /*context*/) {
    const Node spec = field(root, "spec");
    const Node parent = field(spec, "parentRef");
    set.parentRef = objectRefOf(parent, kKind<Gateway>.kind);  // api.default.parentref
    if (!field(parent, "group"))
        set.parentRef.group = kGatewayGroup;
    set.listeners = listOf(field(spec, "listeners"), listenerOf);
}

}  // namespace gatesight::model
