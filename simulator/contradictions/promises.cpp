#include "simulator/contradictions/promises.h"

#include "simulator/control/route/route_view.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace gatesight::simulator {

namespace {

/// Where a route is served: through a Gateway, or before a Service in a mesh.
struct Doors {
    std::set<model::ObjectId> gateways, frontends;
};

/// By route, as the listeners that serve have it.
std::map<model::ObjectId, Doors> doorsOf(const ControlPlane& control) {
    std::map<model::ObjectId, Doors> doors;
    for (const ListenerState& listener : control.listeners)
        if (listener.serves)
            for (const Attachment& attachment : listener.attachments)
                doors[attachment.route].gateways.insert(listener.gateway);
    for (const RouteState& route : control.routes)
        for (const RouteParentState& parent : route.parents)
            if (parent.accepted() && !parent.servicePorts.empty())
                doors[route.route].frontends.insert(parent.parent);
    return doors;
}

class PromiseGatherer {
public:
    explicit PromiseGatherer(const Simulation& simulation) : m_simulation(simulation) {}

    std::vector<Promise> run() {
        const auto doors = doorsOf(*m_simulation.control);
        for (const RouteState& route : m_simulation.control->routes) {
            const auto found = doors.find(route.route);
            if (found == doors.end())
                continue;
            for (const model::ObjectId gateway : found->second.gateways)
                gather(route, {.gateway = gateway});
            for (const model::ObjectId frontend : found->second.frontends)
                gather(route, {.frontend = frontend});
        }
        return std::move(m_promises);
    }

private:
    struct Door {
        model::ObjectId gateway = {}, frontend = {};
    };

    void gather(const RouteState& route, const Door& door) {
        m_places.clear();
        const model::Object& object = m_simulation.world->object(route.route);
        const auto& rules = route.rulesFor(!door.gateway.valid());
        const model::RequestRoute* requests = model::requestRoute(object);
        for (std::uint32_t i = 0; i < rules.size(); ++i) {
            if (rules[i].dropped)
                continue;
            const auto refs = backendRefsOf(object, i);
            for (std::size_t b = 0; b < rules[i].backends.size() && b < refs.size(); ++b)
                if (refs[b]->weight > 0)
                    add(route.route, door, Promise::Role::Backend, i, rules[i].backends[b],
                        refs[b]->ref.node);
            if (requests && i < requests->rules.size())
                gatherFilters(route.route, door, i, rules[i], requests->rules[i]);
        }
    }

    void gatherFilters(model::ObjectId route, const Door& door, std::uint32_t rule,
                       const RuleState& state, const model::HTTPRouteRule& spec) {
        addFilters(route, door, rule, state.filters, spec.filters);
        for (std::size_t b = 0; b < state.backendFilters.size() && b < spec.backendRefs.size(); ++b)
            if (spec.backendRefs[b].weight > 0)
                addFilters(route, door, rule, state.backendFilters[b], spec.backendRefs[b].filters);
    }

    void addFilters(model::ObjectId route, const Door& door, std::uint32_t rule,
                    const std::vector<FilterBackendState>& states,
                    const std::vector<model::HTTPRouteFilter>& filters) {
        for (const FilterBackendState& state : states) {
            if (state.filter >= filters.size())
                continue;
            const bool auth =
                std::holds_alternative<model::ExternalAuth>(filters[state.filter].config);
            add(route, door, auth ? Promise::Role::ExternalAuth : Promise::Role::Mirror, rule,
                state.backend, filters[state.filter].node);
        }
    }

    void add(model::ObjectId route, const Door& door, Promise::Role role, std::uint32_t rule,
             const BackendState& backend, model::NodeId node) {
        if (!backend.ok() || !backend.target.valid())
            return;
        const auto* ports = model::servicePorts(m_simulation.world->object(backend.target));
        if (!ports || backend.port >= ports->size())
            return;
        const auto [place, isNew] =
            m_places.emplace(std::tuple(role, backend.target, backend.port), m_promises.size());
        if (isNew)
            m_promises.push_back({.route = route,
                                  .role = role,
                                  .gateway = door.gateway,
                                  .frontend = door.frontend,
                                  .service = backend.target,
                                  .port = backend.port,
                                  .rules = {},
                                  .node = node});
        auto& rules = m_promises[place->second].rules;
        if (rules.empty() || rules.back() != rule)
            rules.push_back(rule);
    }

    const Simulation& m_simulation;
    std::vector<Promise> m_promises;
    std::map<std::tuple<Promise::Role, model::ObjectId, std::uint32_t>, std::size_t>
        m_places;  // of one route through one door
};

}  // namespace

std::string_view toString(Promise::Role role) {
    switch (role) {
        case Promise::Role::Backend:
            return "backend";
        case Promise::Role::Mirror:
            return "mirror";
        case Promise::Role::ExternalAuth:
            return "auth";
    }
    return {};
}

std::vector<Promise> promisesOf(const Simulation& simulation) {
    return PromiseGatherer(simulation).run();
}

Transport transportOf(const Simulation& simulation, const Promise& promise) {
    const auto& ports = *model::servicePorts(simulation.world->object(promise.service));
    return transportNamed(ports[promise.port].protocol).value_or(Transport::TCP);
}

}  // namespace gatesight::simulator
