// References and the parts that all route kinds share.
#include "model/schema/fields.h"

namespace gatesight::model {

ParentReference parentReferenceOf(Node node) {
    ParentReference result;  // api.default.parentref
    // An empty group is the core group, not an absent one: that is how a route names a Service.
    if (const Node group = field(node, "group"))
        result.group = textOf(group);
    result.kind = textOf(field(node, "kind"), result.kind);
    result.namespace_ = optionalTextOf(field(node, "namespace"));
    result.name = textOf(field(node, "name"));
    result.sectionName = optionalTextOf(field(node, "sectionName"));
    result.port = portOf(field(node, "port"));
    result.node = node.id();
    return result;
}

BackendObjectReference backendReferenceOf(Node node) {
    BackendObjectReference result;  // api.default.backendref
    result.group = textOf(field(node, "group"));
    result.kind = textOf(field(node, "kind"), result.kind);
    result.namespace_ = optionalTextOf(field(node, "namespace"));
    result.name = textOf(field(node, "name"));
    result.port = portOf(field(node, "port"));
    result.node = node.id();
    return result;
}

BackendRef backendRefOf(Node node) {
    return {.ref = backendReferenceOf(node),
            .weight = std::max(0, int32Of(field(node, "weight")).value_or(1))};
}

ObjectRef objectRefOf(Node node, std::string_view defaultKind) {
    return {.group = textOf(field(node, "group")),
            .kind = textOf(field(node, "kind"), defaultKind),
            .namespace_ = optionalTextOf(field(node, "namespace")),
            .name = textOf(field(node, "name")),
            .node = node.id()};
}

CommonRouteSpec commonRouteSpecOf(Node spec, const DecodeContext& context) {
    CommonRouteSpec result;
    result.parentRefs = listOf(field(spec, "parentRefs"), parentReferenceOf);
    result.useDefaultGateways =
        context.experimental() && field(spec, "useDefaultGateways").text() == "All";
    return result;
}

std::optional<SessionPersistence> sessionPersistenceOf(Node node) {
    if (!node.isMap())
        return std::nullopt;
    SessionPersistence result;  // api.default.session-persistence
    result.type = enumOf<SessionPersistence::Type>(field(node, "type"),
                                                   {{"Header", SessionPersistence::Type::Header}},
                                                   SessionPersistence::Type::Cookie);
    const Node cookie = field(node, "cookie");
    const Node named =
        result.type == SessionPersistence::Type::Header ? field(node, "header") : cookie;
    result.sessionName = optionalTextOf(field(named, "name"));
    result.absoluteTimeout = durationOf(field(node, "absoluteTimeout"));
    result.idleTimeout = durationOf(field(node, "idleTimeout"));
    result.permanentCookie = field(cookie, "lifetimeType").text() == "Permanent";
    result.cookiePath = textOf(field(cookie, "path"), result.cookiePath);
    result.node = node.id();
    return result;
}

}  // namespace gatesight::model
