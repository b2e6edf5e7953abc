// GRPCRoute, in the form of HTTP rules: a call is a POST to /service/method.
#include "model/schema/decoders.h"

#include <fmt/format.h>

#include <array>

namespace gatesight::model {

namespace {

/// The expression that matches this text alone.
std::string quotedExpression(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (!plain)
            result.push_back('\\');
        result.push_back(c);
    }
    return result;
}

HTTPPathMatch pathOfCall(const GRPCMethodMatch& call) {
    using enum HTTPPathMatch::Type;
    constexpr std::string_view kAnySegment = "[^/]+";
    if (call.regex) {
        const auto part = [&](const std::string& expression) {
            return expression.empty() ? std::string(kAnySegment)
                                      : fmt::format("(?:{})", expression);
        };
        return {.type = RegularExpression,
                .value = fmt::format("/{}/{}", part(call.service), part(call.method))};
    }
    if (call.service.empty())
        return {.type = RegularExpression,
                .value = fmt::format("/{}/{}", kAnySegment, quotedExpression(call.method))};
    if (call.method.empty())
        return {.type = PathPrefix, .value = "/" + call.service};
    return {.type = Exact, .value = fmt::format("/{}/{}", call.service, call.method)};
}

HTTPRouteMatch callMatchOf(Node node) {
    HTTPRouteMatch result;
    result.node = node.id();
    result.headers = listOf(field(node, "headers"), httpValueMatchOf);
    const Node method = field(node, "method");
    GRPCMethodMatch call{.regex = field(method, "type").text() == "RegularExpression",
                         .service = textOf(field(method, "service")),
                         .method = textOf(field(method, "method"))};
    if (!call.service.empty() || !call.method.empty()) {
        result.path = pathOfCall(call);
        result.call = std::make_shared<const GRPCMethodMatch>(std::move(call));
    }
    result.path.node = method.id();
    return result;
}

/// grpcroute.filters: the others do not exist here.
void dropForeignFilters(std::vector<HTTPRouteFilter>& filters) {
    for (HTTPRouteFilter& filter : filters) {
        const bool known = std::holds_alternative<RequestHeaderModifier>(filter.config) ||
                           std::holds_alternative<ResponseHeaderModifier>(filter.config) ||
                           std::holds_alternative<RequestMirror>(filter.config) ||
                           std::holds_alternative<ExtensionRef>(filter.config);
        if (!known)
            filter.config = UnknownFilter{.type = std::string(typeName(filter))};
    }
}

HTTPRouteRule callRuleOf(Node node, const DecodeContext& context) {
    HTTPRouteRule rule = httpRuleOf(node, context);
    rule.matches = listOf(field(node, "matches"), callMatchOf);
    if (rule.matches.empty())  // a rule without matches takes every call (grpcroute.no-rules)
        rule.matches.emplace_back();
    rule.timeouts.reset();  // grpcroute.no-timeouts
    rule.retry.reset();
    dropForeignFilters(rule.filters);
    for (HTTPBackendRef& backend : rule.backendRefs)
        dropForeignFilters(backend.filters);
    return rule;
}

}  // namespace

void decodeInto(GRPCRoute& route, Node root, const DecodeContext& context) {
    const Node spec = field(root, "spec");
    route.common = commonRouteSpecOf(spec, context);
    decodeHostnames(route, spec);
    route.rules =
        listOf(field(spec, "rules"), [&](Node item) { return callRuleOf(item, context); });
}

}  // namespace gatesight::model
