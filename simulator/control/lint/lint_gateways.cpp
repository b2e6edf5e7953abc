#include "simulator/control/lint/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace gatesight::simulator {
namespace {

using model::Severity;

/// Only HTTP has an answer of its own for requests that no route takes.
bool takesHttpRoutes(const ListenerState& listener) {
    return std::ranges::any_of(listener.supportedKinds,
                               [](const auto& kind) { return kind.kind == "HTTPRoute"; });
}

void reportIdle(ControlContext& context, const ControlPlane& plane, const GatewayState& gateway) {
    const bool known = std::ranges::all_of(
        gateway.listeners, [&](ListenerId id) { return takesHttpRoutes(plane.listener(id)); });
    const bool idle = std::ranges::all_of(
        gateway.listeners, [&](ListenerId id) { return plane.listener(id).attachedRoutes == 0; });
    if (known && idle && !gateway.listeners.empty())
        context.findings.add(Severity::Info, "listener.no-routes-accepted", gateway.gateway,
                             model::kNoNode,
                             "no route is attached to this Gateway; it answers 404 to everything");
}

/// Addresses by the Gateway that asked for them first.
using Claims = std::map<std::string_view, const GatewayState*>;

void reportSharedAddresses(ControlContext& context, const GatewayState& gateway, Claims& claims) {
    const auto& spec = std::get<model::Gateway>(context.world.object(gateway.gateway).resource);
    for (const auto& address : spec.addresses) {
        if (!address.value || address.value->empty())
            continue;
        const auto [claim, isNew] = claims.emplace(*address.value, &gateway);
        if (!isNew && claim->second != &gateway)
            context.findings.add(
                Severity::Warning, "gateway.merge-gateways", gateway.gateway, address.node,
                fmt::format("address '{}' is requested by Gateway {} too; a controller need not "
                            "give it to both",
                            *address.value,
                            context.world.object(claim->second->gateway).fullName()));
    }
}

}  // namespace

void lintGateways(ControlContext& context, const ControlPlane& plane) {
    Claims claims;
    for (const GatewayState& gateway : plane.gateways) {
        if (gateway.controllerName.empty())
            continue;
        reportIdle(context, plane, gateway);
        reportSharedAddresses(context, gateway, claims);
    }
}

}  // namespace gatesight::simulator
