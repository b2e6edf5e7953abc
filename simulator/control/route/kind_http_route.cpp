// HTTPRoute (RULES sections 5 to 8).
#include "simulator/control/route/request_rules.h"

namespace gatesight::simulator {
namespace {

/// Values that the Gateway API does not define are taken as descriptions, not as demands.
bool httpSpeaks(std::string_view appProtocol, const Options& options) {
    if (appProtocol == "kubernetes.io/h2c")
        return options.supports("HTTPRouteBackendProtocolH2C");
    if (appProtocol == "kubernetes.io/ws")
        return options.supports("HTTPRouteBackendProtocolWebSocket");
    return appProtocol != "kubernetes.io/wss";
}

/// MCP is carried by HTTP; a stream of bytes without requests is not.
bool httpSpeaksTo(std::string_view protocol) {
    return protocol != "TCP";
}

RouteRules httpRules(ControlContext& context, const RouteView& route) {
    return decideRequestRules(context, route, unsupportedHttpPart);
}

}  // namespace

const RouteKind kHttpRouteKind{.kind = "HTTPRoute",
                               .transport = "TCP",
                               .portFeature = "HTTPRouteParentRefPort",
                               .defaultFeature = "HTTPRouteDefaultGateway",
                               .meshRank = 1,
                               .speaks = httpSpeaks,
                               .speaksTo = httpSpeaksTo,
                               .rules = httpRules};

}  // namespace gatesight::simulator
