// TLSRoute, TCPRoute and UDPRoute.
#include "model/schema/decoders.h"

namespace gatesight::model {

namespace {

void decodeConnectionRoute(ConnectionRoute& route, Node root, const DecodeContext& context) {
    const Node spec = field(root, "spec");
    route.common = commonRouteSpecOf(spec, context);
    route.rules = listOf(field(spec, "rules"), [](Node item) {
        return ConnectionRule{.name = textOf(field(item, "name")),
                              .backendRefs = listOf(field(item, "backendRefs"), backendRefOf),
                              .node = item.id()};
    });
}

}  // namespace

void decodeInto(TLSRoute& route, Node root, const DecodeContext& context) {
    decodeConnectionRoute(route, root, context);
    decodeHostnames(route, field(root, "spec"));
}

void decodeInto(TCPRoute& route, Node root, const DecodeContext& context) {
    decodeConnectionRoute(route, root, context);
}

void decodeInto(UDPRoute& route, Node root, const DecodeContext& context) {
    decodeConnectionRoute(route, root, context);
}

}  // namespace gatesight::model
