#include "simulator/routing/passed_exits.h"

#include "simulator/control/hostname.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

namespace gatesight::simulator {

namespace {

/// The name outside that a backend stands for; empty: it stays in the cluster.
std::string outsideName(const model::World& world, const BackendState& backend) {
    if (!backend.target.valid())
        return {};
    const model::Resource& resource = world.object(backend.target).resource;
    if (const auto* outside = std::get_if<model::XBackend>(&resource))
        return lowerCase(outside->hostname);
    const auto* service = std::get_if<model::Service>(&resource);
    return service && service->isExternalName() ? lowerCase(service->externalName) : std::string();
}

bool leadsTo(const model::World& world, const RouteState& route, std::string_view host) {
    return std::ranges::any_of(route.rules, [&](const RuleState& rule) {
        return std::ranges::any_of(rule.backends, [&](const BackendState& backend) {
            return outsideName(world, backend) == host;
        });
    });
}

/// The first Gateway that a route is attached to.
model::ObjectId gatewayOf(const ControlPlane& control, const RouteState& route) {
    for (const RouteParentState& parent : route.parents)
        for (const ListenerVerdict& listener : parent.verdicts)
            if (parent.accepted() && listener.verdict == AttachVerdict::Attached)
                return control.listener(listener.listener).gateway;
    return {};
}

}  // namespace

void tellPassedExits(Exchange& exchange, std::string_view host) {
    if (!exchange.say.listens())
        return;
    const model::World& world = exchange.world();
    const std::string name = lowerCase(host);
    for (const RouteState& route : exchange.control().routes) {
        const model::ObjectId gateway =
            leadsTo(world, route, name) ? gatewayOf(exchange.control(), route) : model::ObjectId();
        if (!gateway.valid())
            continue;
        const model::Object& object = world.object(route.route);
        exchange.say.step([&] {
            return stepAbout(object, Stage::Resolve, Verdict::Info, "svc.exit.past-gateway",
                             fmt::format("it leads to {} through Gateway {}, which this request "
                                         "goes past",
                                         host, world.object(gateway).fullName()));
        });
    }
}

}  // namespace gatesight::simulator
