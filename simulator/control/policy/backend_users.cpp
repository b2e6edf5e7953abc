#include "simulator/control/policy/backend_users.h"

namespace gatesight::simulator {
namespace {

/// The Gateways that take the route.
std::set<model::ObjectId> gatewaysOf(const ControlPlane& plane, const RouteState& route) {
    std::set<model::ObjectId> result;
    for (const RouteParentState& parent : route.parents) {
        if (!parent.accepted())
            continue;
        if (plane.gateway(parent.parent))
            result.insert(parent.parent);
        else if (const ListenerSetState* set = plane.listenerSet(parent.parent))
            result.insert(set->gateway);
    }
    return result;
}

void addServicesOf(const RuleState& rule, std::set<model::ObjectId>& services) {
    const auto add = [&](const BackendState& backend) {
        if (backend.target.valid())
            services.insert(backend.target);
    };
    for (const BackendState& backend : rule.backends)
        add(backend);
    for (const FilterBackendState& filter : rule.filters)
        add(filter.backend);
    for (const auto& filters : rule.backendFilters) {
        for (const FilterBackendState& filter : filters)
            add(filter.backend);
    }
}

}  // namespace

BackendUsers backendUsers(const model::World& world, const ControlPlane& plane) {
    BackendUsers result;
    if (world.ofKind(model::kGatewayGroup, "BackendTLSPolicy").empty())
        return result;  // by far the usual case
    for (const RouteState& route : plane.routes) {
        const std::set<model::ObjectId> gateways = gatewaysOf(plane, route);
        std::set<model::ObjectId> services;
        for (const RuleState& rule : route.rules)
            addServicesOf(rule, services);
        for (const model::ObjectId service : services)
            result[service].insert(gateways.begin(), gateways.end());
    }
    return result;
}

}  // namespace gatesight::simulator
