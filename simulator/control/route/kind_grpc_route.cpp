// GRPCRoute (RULES section 9).
#include "simulator/control/route/request_rules.h"

#include <algorithm>

namespace gatesight::simulator {
namespace {

/// HTTP/2 in plain text is what gRPC is spoken over (backend.protocol.grpc-h2).
bool grpcSpeaks(std::string_view appProtocol, const Options& /*options*/) {
    return appProtocol != "kubernetes.io/ws" && appProtocol != "kubernetes.io/wss";
}

/// Calls need HTTP/2, which "HTTP" leaves open.
bool grpcSpeaksTo(std::string_view protocol) {
    return protocol != "HTTP11" && protocol != "TCP" && protocol != "MCP";
}

/// grpcroute.filters
std::optional<Fault> unsupportedCallPart(const model::HTTPRouteRule& rule, const Options& options) {
    if (options.supports("GRPCRouteRequestHeaderModifier"))
        return std::nullopt;
    const auto found = std::ranges::find_if(rule.filters, [](const model::HTTPRouteFilter& filter) {
        return std::holds_alternative<model::RequestHeaderModifier>(filter.config);
    });
    if (found == rule.filters.end())
        return std::nullopt;
    return Fault{.reason = "UnsupportedValue",
                 .rule = "grpcroute.filters",
                 .message =
                     "filter RequestHeaderModifier is not supported: the controller lacks "
                     "GRPCRouteRequestHeaderModifier",
                 .node = found->node};
}

RouteRules grpcRules(ControlContext& context, const RouteView& route) {
    return decideRequestRules(context, route, unsupportedCallPart);
}

}  // namespace

const RouteKind kGrpcRouteKind{.kind = "GRPCRoute",
                               .transport = "TCP",
                               .portFeature = {},
                               .defaultFeature = "GRPCRouteDefaultGateway",
                               .meshRank = 0,
                               .speaks = grpcSpeaks,
                               .speaksTo = grpcSpeaksTo,
                               .rules = grpcRules};

}  // namespace gatesight::simulator
