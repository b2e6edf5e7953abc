#include "simulator/control/listener/route_kinds.h"

#include "simulator/control/finding_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace gatesight::simulator {
namespace {

using Mode = model::ListenerTLSConfig::Mode;

std::vector<std::string_view> kindsOfProtocol(const model::Listener& listener,
                                              const Options& options) {
    std::vector<std::string_view> kinds;
    const auto add = [&](std::string_view kind) {
        if (options.supports(kind))
            kinds.push_back(kind);
    };
    if (listener.protocol == "HTTP" || listener.protocol == "HTTPS") {
        add("HTTPRoute");
        add("GRPCRoute");
    } else if (listener.protocol == "TLS") {
        if (passesTlsThrough(listener)) {
            add("TLSRoute");
        } else if (options.supports("TLSRouteModeTerminate")) {
            add("TLSRoute");
            add("TCPRoute");
        }
    } else if (listener.protocol == "TCP") {
        add("TCPRoute");
    } else if (listener.protocol == "UDP") {
        add("UDPRoute");
    }
    return kinds;
}

Fault whyUnsupported(const model::Listener& listener, const Options& options) {
    // diff.tlsroute-terminate-unsupported: the protocol is known, its mode is not.
    if (listener.protocol == "TLS" && !passesTlsThrough(listener) && options.supports("TLSRoute"))
        return {.reason = "UnsupportedValue",
                .rule = "listener.tls.terminate-unsupported-for-tlsroute",
                .message = fmt::format("listener '{}' terminates TLS for TLSRoutes, which the "
                                       "controller does not support",
                                       listener.name),
                .node = listener.node};
    return {.reason = "UnsupportedProtocol",
            .rule = listener.protocol.find('/') == std::string::npos
                        ? "listener.protocol.unsupported"
                        : "listener.protocol.custom",
            .message = fmt::format("protocol '{}' of listener '{}' is not supported",
                                   listener.protocol, listener.name),
            .node = listener.node};
}

Fault whyInvalid(const model::RouteGroupKind& listed, const model::Listener& listener,
                 std::span<const std::string_view> possible) {
    const std::string name = listed.group == model::kGatewayGroup
                                 ? listed.kind
                                 : fmt::format("{}/{}", listed.group, listed.kind);
    return {.reason = "InvalidRouteKinds",
            .rule = "listener.kinds.invalid",
            .message = fmt::format("listener '{}' ({}) cannot take routes of kind '{}', only {}",
                                   listener.name, listener.protocol, name, enumerated(possible)),
            .node = listener.allowedRoutes.node == model::kNoNode ? listener.node
                                                                  : listener.allowedRoutes.node};
}

}  // namespace

bool terminatesTls(const model::Listener& listener) {
    return listener.protocol == "HTTPS" ||
           (listener.protocol == "TLS" && !passesTlsThrough(listener));
}

bool passesTlsThrough(const model::Listener& listener) {
    return listener.protocol == "TLS" && listener.tls && listener.tls->mode == Mode::Passthrough;
}

RouteKindSupport supportedKinds(const model::Listener& listener, const Options& options) {
    RouteKindSupport result;
    const std::vector<std::string_view> possible = kindsOfProtocol(listener, options);
    if (possible.empty()) {
        result.unsupported.push_back(whyUnsupported(listener, options));
        return result;
    }
    if (listener.allowedRoutes.kinds.empty()) {  // listener.protocol.kinds
        std::ranges::transform(possible, std::back_inserter(result.kinds), [](auto kind) {
            return model::RouteGroupKind{.kind = std::string(kind)};
        });
        return result;
    }
    for (const auto& listed : listener.allowedRoutes.kinds) {
        const bool good = listed.group == model::kGatewayGroup &&
                          std::ranges::find(possible, listed.kind) != possible.end();
        if (!good)
            result.invalidKinds.push_back(whyInvalid(listed, listener, possible));
        else if (std::ranges::find(result.kinds, listed) == result.kinds.end())
            result.kinds.push_back(listed);
    }
    return result;
}

}  // namespace gatesight::simulator
