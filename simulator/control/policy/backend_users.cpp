#include "simulator/control/policy/backend_users.h"

namespace gatesight::simulator {
namespace {

/// Whether status or effect of anything loaded depends on who uses a backend.
bool anybodyAsks(const model::World& world) {
    return !world.ofKind(model::kGatewayGroup, "BackendTLSPolicy").empty() ||
           !world.all<model::XBackend>().empty() ||
           !world.all<model::XBackendTrafficPolicy>().empty();
}

/// The Gateways that take the route, and the Services before which a mesh has it.
std::set<model::ObjectId> parentsOf(const ControlPlane& plane, const RouteState& route) {
    std::set<model::ObjectId> result;
    for (const RouteParentState& parent : route.parents) {
        if (!parent.accepted())
            continue;
        if (plane.gateway(parent.parent))
            result.insert(parent.parent);
        else if (const ListenerSetState* set = plane.listenerSet(parent.parent))
            result.insert(set->gateway);
        else if (!parent.servicePorts.empty())
            result.insert(parent.parent);
    }
    return result;
}

void addBackendsOf(const RuleState& rule, std::set<model::ObjectId>& backends) {
    const auto add = [&](const BackendState& backend) {
        if (backend.target.valid())
            backends.insert(backend.target);
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
    if (!anybodyAsks(world))
        return result;  // by far the usual case
    for (const RouteState& route : plane.routes) {
        const std::set<model::ObjectId> parents = parentsOf(plane, route);
        std::set<model::ObjectId> backends;
        for (const RuleState& rule : route.rules)
            addBackendsOf(rule, backends);
        for (const model::ObjectId backend : backends)
            result[backend].insert(parents.begin(), parents.end());
    }
    return result;
}

std::vector<PolicyAncestor> usersOf(const ControlPlane& plane, const BackendUsers& users,
                                    const std::set<model::ObjectId>& backends,
                                    const Conditions& conditions) {
    std::set<model::ObjectId> found;
    for (const model::ObjectId backend : backends) {
        if (const auto own = users.find(backend); own != users.end())
            found.insert(own->second.begin(), own->second.end());
    }
    std::vector<PolicyAncestor> result;
    for (const model::ObjectId user : found) {
        if (result.size() == kMostAncestors)
            break;
        const GatewayState* gateway = plane.gateway(user);
        result.push_back(
            {user, gateway ? gateway->controllerName : plane.meshController, conditions});
    }
    return result;
}

std::vector<PolicyAncestor> gatewaysOf(const ControlPlane& plane, const BackendUsers& users,
                                       const std::set<model::ObjectId>& backends,
                                       const Conditions& conditions) {
    BackendUsers gateways;
    for (const model::ObjectId backend : backends) {
        const auto own = users.find(backend);
        if (own == users.end())
            continue;
        for (const model::ObjectId user : own->second) {
            if (plane.gateway(user))
                gateways[backend].insert(user);
        }
    }
    return usersOf(plane, gateways, backends, conditions);
}

}  // namespace gatesight::simulator
