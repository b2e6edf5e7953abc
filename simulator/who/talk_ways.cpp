#include "simulator/who/talk_ways.h"

#include "simulator/delivery/delivery.h"
#include "simulator/topology/route_shape.h"

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// A load balancer that its cloud keeps internal has node ports only where its Service names them
/// (svc.load-balancer.internal).
bool isOpenToTheInternet(const model::Service& service) {
    const bool balanced =
        service.type == "LoadBalancer" &&
        (service.internalBalancer.empty() ||
         std::ranges::any_of(service.ports, [](const auto& port) { return port.nodePort != 0; }));
    return service.type == "NodePort" || balanced || !service.externalIPs.empty();
}

}  // namespace

TalkWays::TalkWays(const Simulation& simulation, std::span<const TalkParty> parties)
    : m_simulation(simulation) {
    number(parties);
    addRoutes();
    addClients();
    addGateways();
    internReaches();
}

void TalkWays::number(std::span<const TalkParty> parties) {
    for (std::uint32_t i = 0; i < parties.size(); ++i) {
        m_partyOf.emplace(parties[i].object.value, i);
        for (const TalkPort& port : parties[i].ports)
            m_ends.emplace(End{i, port}, static_cast<std::uint32_t>(m_ends.size()));
    }
}

/// Routes of a mesh, by whose clients they are for (mesh.producer, mesh.consumer).
void TalkWays::addRoutes() {
    const model::World& world = *m_simulation.world;
    for (const RouteState& route : m_simulation.control->routes)
        for (const RouteParentState& parent : route.parents) {
            if (!parent.accepted() || parent.servicePorts.empty())
                continue;
            const std::string& own = world.object(route.route).metadata.namespace_;
            const bool producer = own == world.object(parent.parent).metadata.namespace_;
            for (const std::uint32_t port : parent.servicePorts) {
                Bits& ends = m_routes[producer ? std::string() : own]
                                 .try_emplace({parent.parent, port}, none())
                                 .first->second;
                addBackends(route, true, ends);
            }
        }
}

void TalkWays::addClients() {
    m_sets.assign(2, none());
    walkServices<model::Service>({}, m_sets[kClients]);
    walkServices<model::ServiceImport>({}, m_sets[kClients]);
    addInternet();
    for (const auto& [clients, routes] : m_routes) {
        if (clients.empty())
            continue;
        m_consumerSets.emplace(clients, static_cast<Set>(m_sets.size()));
        m_sets.push_back(none());
        walkServices<model::Service>(clients, m_sets.back());
        walkServices<model::ServiceImport>(clients, m_sets.back());
    }
}

/// What clients of a namespace get to; an empty name: those without routes of their own.
template <class K>
void TalkWays::walkServices(const std::string& clients, Bits& set) const {
    for (const auto& service : m_simulation.world->all<K>())
        for (std::uint32_t port = 0; port < service->ports.size(); ++port) {
            const Frontend frontend{service.id(), port};
            bool headless = false;
            if constexpr (std::is_same_v<K, model::Service>)
                headless = service->headless();  // its name leads past all routes (svc.headless)
            const Bits* routed = nullptr;
            // mesh.consumer-over-producer
            for (const std::string& whose : {std::string(), clients})
                if (const auto routes = m_routes.find(whose); routes != m_routes.end())
                    if (const auto ends = routes->second.find(frontend);
                        ends != routes->second.end())
                        routed = &ends->second;
            if (routed && !headless)
                set |= *routed;
            else
                addEndpoints(frontend, set);
        }
}

void TalkWays::addEndpoints(const Frontend& frontend, Bits& set) const {
    const model::Object& object = m_simulation.world->object(frontend.service);
    const auto* ports = model::servicePorts(object);
    if (!ports || frontend.port >= ports->size())
        return;
    const auto transport = transportNamed((*ports)[frontend.port].protocol);
    if (!transport)
        return;
    const auto targets = m_simulation.delivery->endpoints(frontend.service, frontend.port);
    for (const std::uint32_t ready :
         m_simulation.delivery->readyEndpoints(frontend.service, frontend.port)) {
        const auto party = m_partyOf.find(targets[ready].pod.value);
        if (!targets[ready].pod.valid() || party == m_partyOf.end())
            continue;
        if (const auto end = m_ends.find({party->second, {targets[ready].port, *transport}});
            end != m_ends.end())
            set.set(end->second);
    }
}

/// Backends that get a share (backendref.weight.zero) and may be referred to.
void TalkWays::addBackends(const RouteState& route, bool mesh, Bits& set) const {
    const RouteShape shape = shapeOf(*m_simulation.world, route);
    const auto& states = route.rulesFor(mesh);
    for (std::size_t rule = 0; rule < shape.rules.size() && rule < states.size(); ++rule) {
        if (states[rule].dropped || shape.rules[rule].redirect)
            continue;
        const auto& backends = shape.rules[rule].backends;
        for (std::size_t i = 0; i < backends.size() && i < states[rule].backends.size(); ++i) {
            const BackendState& state = states[rule].backends[i];
            if (state.ok() && state.port != UINT32_MAX && backends[i].weight > 0)
                addEndpoints({state.target, state.port}, set);
        }
    }
}

void TalkWays::addGateways() {
    for (const GatewayState& gateway : m_simulation.control->gateways) {
        const auto set = static_cast<Set>(m_sets.size());
        m_gatewaySets.push_back(set);
        m_sets.push_back(none());
        bool serves = false;
        for (const ListenerId id : gateway.listeners) {
            const ListenerState& listener = m_simulation.control->listener(id);
            if (!listener.serves)
                continue;
            serves = true;
            for (const Attachment& attachment : listener.attachments)
                if (const RouteState* route = m_simulation.control->route(attachment.route))
                    addBackends(*route, false, m_sets[set]);
        }
        // A listener takes whoever comes, from inside of the cluster as well.
        const auto party = m_partyOf.find(gateway.gateway.value);
        if (serves && party != m_partyOf.end())
            for (Set clients = 0; clients < 2 + m_consumerSets.size(); ++clients)
                m_sets[clients].set(m_ends.at({party->second, {}}));
    }
}

void TalkWays::addInternet() {
    for (const auto& service : m_simulation.world->all<model::Service>())
        if (isOpenToTheInternet(*service))
            for (std::uint32_t port = 0; port < service->ports.size(); ++port)
                addEndpoints({service.id(), port}, m_sets[kInternet]);
}

void TalkWays::internReaches() {
    std::map<Bits, std::uint32_t> known;
    m_reachOf.resize(m_ends.size());
    for (std::uint32_t end = 0; end < m_ends.size(); ++end) {
        Bits reach(m_sets.size());
        for (std::size_t set = 0; set < m_sets.size(); ++set)
            reach[set] = m_sets[set][end];
        const auto [place, isNew] = known.emplace(reach, static_cast<std::uint32_t>(known.size()));
        if (isNew)
            m_reaches.push_back(std::move(reach));
        m_reachOf[end] = place->second;
    }
}

TalkWays::Set TalkWays::setOf(const TalkParty& party) const {
    if (party.gateway != TalkParty::kNoGateway)
        return m_gatewaySets[party.gateway];
    const auto own =
        m_consumerSets.find(m_simulation.world->object(party.object).metadata.namespace_);
    return own == m_consumerSets.end() ? kClients : own->second;
}

std::uint32_t TalkWays::reachOf(std::uint32_t party, const TalkPort& port) const {
    return m_reachOf[m_ends.at({party, port})];
}

}  // namespace gatesight::simulator
