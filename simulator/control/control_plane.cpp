#include "simulator/control/control_plane.h"

#include "simulator/control/age.h"
#include "simulator/control/context.h"
#include "simulator/control/gateway/gateway_class_status.h"
#include "simulator/control/gateway/gateway_status.h"
#include "simulator/control/gateway/listener_sets.h"
#include "simulator/control/lint/lint.h"
#include "simulator/control/mesh/mesh_status.h"
#include "simulator/control/policy/backend_tls.h"
#include "simulator/control/policy/backend_traffic.h"
#include "simulator/control/policy/x_backend_status.h"
#include "simulator/control/route/route_status.h"

#include <algorithm>
#include <utility>

namespace gatesight::simulator {
namespace {

/// Gateways with their listeners, in the World's order. Addresses are handed out to the oldest
/// first.
void decideGateways(ControlContext& context, ControlPlane& plane, const std::stop_token& stop) {
    Controllers controllers(context, plane.gatewayClasses);
    AddressPool pool;
    reserveRequested(context.world, pool);
    const auto gateways = context.world.all<model::Gateway>();
    for (const auto& gateway : gateways) {
        plane.gateways.emplace_back().gateway = gateway.id();
        controllers.assign(plane.gateways.back());
    }
    plane.index();
    ListenerSets sets(context, plane);

    std::vector<std::uint32_t> byAge(gateways.size());
    for (std::uint32_t i = 0; i < byAge.size(); ++i)
        byAge[i] = i;
    std::ranges::sort(byAge, [&](std::uint32_t first, std::uint32_t second) {
        return compareAge(gateways[first].object(), gateways[second].object()) < 0;
    });
    std::vector<std::vector<ListenerState>> listeners(gateways.size());
    for (const std::uint32_t i : byAge) {
        if (stop.stop_requested())
            return;
        GatewayState& state = plane.gateways[i];
        if (state.controllerName.empty())
            continue;  // gateway.class.required: nobody writes its status, it serves nothing
        listeners[i] = decideGateway(context, state, sets.ownersOf(state.gateway), pool);
    }
    for (std::uint32_t i = 0; i < gateways.size(); ++i) {
        for (ListenerState& listener : listeners[i]) {
            plane.gateways[i].listeners.push_back(
                {static_cast<std::uint32_t>(plane.listeners.size())});
            plane.listeners.push_back(std::move(listener));
        }
    }
    sets.conclude();
}

/// Backends and their policies, whose status speaks of what leads to them: routes are decided.
void decideBackends(ControlContext& context, ControlPlane& plane) {
    const BackendUsers users = backendUsers(context.world, plane);
    decideBackendTls(context, plane, users);
    decideXBackends(context, plane, users);
    decideBackendTraffic(context, plane, users);
}

/// Routes in the World's order; they attach to listeners oldest first.
void decideRoutes(ControlContext& context, ControlPlane& plane, const std::stop_token& stop) {
    const std::vector<RouteView> routes = allRoutes(context.world);
    std::vector<std::uint32_t> byAge(routes.size());
    for (std::uint32_t i = 0; i < byAge.size(); ++i)
        byAge[i] = i;
    std::ranges::sort(byAge, [&](std::uint32_t first, std::uint32_t second) {
        return compareAge(*routes[first].object, *routes[second].object) < 0;
    });
    RouteController controller(context, plane, routes);
    plane.routes.resize(routes.size());
    for (const std::uint32_t i : byAge) {
        if (stop.stop_requested())
            return;
        plane.routes[i] = controller.decide(routes[i]);
    }
}

template <class State>
const State* lookUp(const std::vector<State>& states,
                    const std::unordered_map<std::uint32_t, std::uint32_t>& indexes,
                    model::ObjectId id) {
    const auto found = indexes.find(id.value);
    return found == indexes.end() ? nullptr : &states[found->second];
}

template <class State>
std::unordered_map<std::uint32_t, std::uint32_t> indexOf(const std::vector<State>& states,
                                                         model::ObjectId State::*object) {
    std::unordered_map<std::uint32_t, std::uint32_t> result;
    for (std::uint32_t i = 0; i < states.size(); ++i)
        result.emplace((states[i].*object).value, i);
    return result;
}

}  // namespace

bool RouteState::acceptedAnywhere() const {
    return std::ranges::any_of(parents, &RouteParentState::accepted);
}

const GatewayState* ControlPlane::gateway(model::ObjectId id) const {
    return lookUp(gateways, m_gateways, id);
}

const RouteState* ControlPlane::route(model::ObjectId id) const {
    return lookUp(routes, m_routes, id);
}

const GatewayClassState* ControlPlane::gatewayClass(model::ObjectId id) const {
    return lookUp(gatewayClasses, m_classes, id);
}

const ListenerSetState* ControlPlane::listenerSet(model::ObjectId id) const {
    return lookUp(listenerSets, m_listenerSets, id);
}

const BackendTlsState* ControlPlane::backendTlsPolicy(model::ObjectId id) const {
    return lookUp(backendTlsPolicies, m_policies, id);
}

const BackendTlsState* ControlPlane::backendTls(model::ObjectId service,
                                                std::string_view portName) const {
    for (const std::string_view section : {portName, std::string_view()}) {
        if (const auto found = m_backendTls.find({service, std::string(section)});
            found != m_backendTls.end())
            return &backendTlsPolicies[found->second];
    }
    return nullptr;
}

void ControlPlane::holdBackendTls(model::ObjectId service, std::string_view portName,
                                  std::uint32_t policy) {
    m_backendTls.try_emplace({service, std::string(portName)}, policy);
}

const XBackendState* ControlPlane::xBackend(model::ObjectId id) const {
    return lookUp(xBackends, m_xBackends, id);
}

const BackendTrafficState* ControlPlane::backendTrafficPolicy(model::ObjectId id) const {
    return lookUp(backendTrafficPolicies, m_trafficPolicies, id);
}

const MeshState* ControlPlane::mesh(model::ObjectId id) const {
    return lookUp(meshes, m_meshes, id);
}

const BackendTrafficState* ControlPlane::backendTraffic(model::ObjectId target) const {
    const auto found = m_backendTraffic.find(target);
    return found == m_backendTraffic.end() ? nullptr : &backendTrafficPolicies[found->second];
}

bool ControlPlane::holdBackendTraffic(model::ObjectId target, std::uint32_t policy) {
    return m_backendTraffic.try_emplace(target, policy).first->second == policy;
}

void ControlPlane::index() {
    m_gateways = indexOf(gateways, &GatewayState::gateway);
    m_routes = indexOf(routes, &RouteState::route);
    m_classes = indexOf(gatewayClasses, &GatewayClassState::gatewayClass);
    m_listenerSets = indexOf(listenerSets, &ListenerSetState::listenerSet);
    m_policies = indexOf(backendTlsPolicies, &BackendTlsState::policy);
    m_xBackends = indexOf(xBackends, &XBackendState::backend);
    m_trafficPolicies = indexOf(backendTrafficPolicies, &BackendTrafficState::policy);
    m_meshes = indexOf(meshes, &MeshState::mesh);
}

ControlPlanePtr computeControlPlane(const model::World& world, const Options& options,
                                    std::stop_token stop) {
    auto plane = std::make_shared<ControlPlane>();
    ControlContext context(world, options);
    plane->gatewayClasses = decideGatewayClasses(context);
    decideMeshes(context, *plane);
    decideGateways(context, *plane, stop);
    plane->index();
    decideRoutes(context, *plane, stop);
    decideBackends(context, *plane);
    if (stop.stop_requested())
        return nullptr;
    plane->index();
    lintGateways(context, *plane);
    lintListenerTls(context, *plane);
    lintRoutes(context, *plane);
    lintHeaderFilters(context, *plane);
    lintGrants(context, *plane);
    plane->findings = std::move(context.findings).take();
    return plane;
}

}  // namespace gatesight::simulator
