#include "simulator/control/control_plane.h"

#include "simulator/control/age.h"
#include "simulator/control/context.h"
#include "simulator/control/gateway/gateway_class_status.h"
#include "simulator/control/gateway/gateway_status.h"
#include "simulator/control/gateway/listener_sets.h"
#include "simulator/control/lint/lint.h"
#include "simulator/control/policy/backend_tls.h"
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

void ControlPlane::index() {
    m_gateways.clear();
    m_routes.clear();
    m_classes.clear();
    m_listenerSets.clear();
    m_policies.clear();
    for (std::uint32_t i = 0; i < listenerSets.size(); ++i)
        m_listenerSets.emplace(listenerSets[i].listenerSet.value, i);
    for (std::uint32_t i = 0; i < backendTlsPolicies.size(); ++i)
        m_policies.emplace(backendTlsPolicies[i].policy.value, i);
    for (std::uint32_t i = 0; i < gateways.size(); ++i)
        m_gateways.emplace(gateways[i].gateway.value, i);
    for (std::uint32_t i = 0; i < routes.size(); ++i)
        m_routes.emplace(routes[i].route.value, i);
    for (std::uint32_t i = 0; i < gatewayClasses.size(); ++i)
        m_classes.emplace(gatewayClasses[i].gatewayClass.value, i);
}

ControlPlanePtr computeControlPlane(const model::World& world, const Options& options,
                                    std::stop_token stop) {
    auto plane = std::make_shared<ControlPlane>();
    ControlContext context(world, options);
    plane->gatewayClasses = decideGatewayClasses(context);
    decideGateways(context, *plane, stop);
    plane->index();
    decideRoutes(context, *plane, stop);
    decideBackendTls(context, *plane);
    if (stop.stop_requested())
        return nullptr;
    plane->index();
    lintGateways(context, *plane);
    lintRoutes(context, *plane);
    lintHeaderFilters(context, *plane);
    lintGrants(context, *plane);
    plane->findings = std::move(context.findings).take();
    return plane;
}

}  // namespace gatesight::simulator
