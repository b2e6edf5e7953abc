#include "model/schema/decoders.h"

namespace gatesight::model {

namespace {

HTTPPathMatch pathMatchOf(Node node) {
    using enum HTTPPathMatch::Type;
    HTTPPathMatch result;  // api.default.path
    result.type = enumOf<HTTPPathMatch::Type>(
        field(node, "type"),
        {{"Exact", Exact}, {"PathPrefix", PathPrefix}, {"RegularExpression", RegularExpression}},
        PathPrefix);
    result.value = textOf(field(node, "value"), result.value);
    result.node = node.id();
    return result;
}

HTTPRouteMatch matchOf(Node node) {
    HTTPRouteMatch result;
    result.path = pathMatchOf(field(node, "path"));
    result.headers = listOf(field(node, "headers"), httpValueMatchOf);
    result.queryParams = listOf(field(node, "queryParams"), httpValueMatchOf);
    result.method = textOf(field(node, "method"));
    result.node = node.id();
    result.methodNode = field(node, "method").id();
    return result;
}

std::vector<HTTPRouteFilter> filtersOf(Node list, const DecodeContext& context) {
    return listOf(list, [&](Node item) { return httpFilterOf(item, context); });
}

HTTPBackendRef httpBackendRefOf(Node node, const DecodeContext& context) {
    return {backendRefOf(node), filtersOf(field(node, "filters"), context)};
}

HTTPRouteTimeouts timeoutsOf(Node node) {
    return {.request = durationOf(field(node, "request")),
            .backendRequest = durationOf(field(node, "backendRequest")),
            .node = node.id()};
}

HTTPRouteRetry retryOf(Node node) {
    HTTPRouteRetry result;
    for (const Node code : field(node, "codes").items())
        if (const auto value = int32Of(code))
            result.codes.push_back(*value);
    result.attempts = int32Of(field(node, "attempts"));
    result.backoff = durationOf(field(node, "backoff"));
    result.node = node.id();
    return result;
}

}  // namespace

HTTPValueMatch httpValueMatchOf(Node node) {
    using enum HTTPValueMatch::Type;
    return {.type = enumOf<HTTPValueMatch::Type>(field(node, "type"),
                                                 {{"RegularExpression", RegularExpression}},
                                                 Exact),  // api.default.match-types
            .name = textOf(field(node, "name")),
            .value = textOf(field(node, "value")),
            .node = node.id()};
}

HTTPRouteRule httpRuleOf(Node node, const DecodeContext& context) {
    HTTPRouteRule result;
    result.name = textOf(field(node, "name"));
    result.matches = listOf(field(node, "matches"), matchOf);
    result.filters = filtersOf(field(node, "filters"), context);
    result.backendRefs = listOf(field(node, "backendRefs"),
                                [&](Node item) { return httpBackendRefOf(item, context); });
    result.timeouts = optionalOf(field(node, "timeouts"), timeoutsOf);
    if (context.experimental()) {
        result.retry = optionalOf(field(node, "retry"), retryOf);
        result.sessionPersistence = sessionPersistenceOf(field(node, "sessionPersistence"));
    }
    result.node = node.id();
    return result;
}

void decodeInto(HTTPRoute& route, Node root, const DecodeContext& context) {
    const Node spec = field(root, "spec");
    route.common = commonRouteSpecOf(spec, context);
    decodeHostnames(route, spec);
    route.rules =
        listOf(field(spec, "rules"), [&](Node item) { return httpRuleOf(item, context); });
    if (route.rules.empty())  // api.default.httproute.rules
        route.rules.emplace_back();
    for (HTTPRouteRule& rule : route.rules) {
        if (rule.matches.empty())  // api.default.matches-empty-list
            rule.matches.emplace_back();
    }
}

}  // namespace gatesight::model
