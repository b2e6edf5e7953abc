// ControlPlane -> RouteTable.
#include "simulator/control/age.h"
#include "simulator/control/hostname.h"
#include "simulator/routing/route_table.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

namespace gatesight::simulator {

class RouteTableCompiler {
public:
    RouteTableCompiler(const model::World& world, const ControlPlane& control,
                       const Options& options)
        : m_world(world),
          m_control(control),
          m_isolates(options.supports("GatewayHTTPListenerIsolation")) {
        m_table.m_choices = options.choices;
    }

    [[nodiscard]] std::shared_ptr<const RouteTable> compile(const std::stop_token& stop) {
        numberRoutes();
        openEntrances();
        m_table.m_scopeOfListener.resize(m_control.listeners.size());
        for (const Entrance& entrance : m_table.m_entrances) {
            if (stop.stop_requested())
                return nullptr;
            addScopes(entrance);
        }
        listRefused();
        listAddresses();
        addMeshScopes();
        m_table.m_connections =
            std::make_shared<const ConnectionTable>(m_world, m_control, m_byAge);
        return std::make_shared<const RouteTable>(std::move(m_table));
    }

private:
    using Table = RouteTable;

    /// A route under one host name of a scope.
    struct Served {
        RouteOnHost route;
        std::string onlyOn;  // pattern that the host has to fit besides
        bool restricted = false;
    };
    using ServedByHost = std::map<std::string, std::vector<Served>>;  // by lower-case pattern

    // ---- routes and rules ----

    /// Numbers the routes by age, so that comparing numbers is comparing routes.
    void numberRoutes() {
        for (const RouteState& state : m_control.routes)
            m_byAge.push_back(&state);
        std::ranges::sort(m_byAge, [this](const RouteState* a, const RouteState* b) {
            return compareAge(m_world.object(a->route), m_world.object(b->route)) < 0;
        });
        for (const RouteState* state : m_byAge) {
            if (!model::requestRoute(m_world.object(state->route)))
                continue;
            m_numberOf.emplace(state->route.value,
                               static_cast<std::uint32_t>(m_table.m_routes.size()));
            m_states.push_back(state);
            m_table.m_routes.push_back(
                {state->route, static_cast<std::uint32_t>(m_table.m_rules.size())});
            addRules(routeOf(*state));
        }
    }

    [[nodiscard]] const model::RequestRoute& routeOf(const RouteState& state) const {
        return *model::requestRoute(m_world.object(state.route));
    }

    void addRules(const model::RequestRoute& route) {
        for (const model::HTTPRouteRule& rule : route.rules) {
            Table::Rule compiled;
            compiled.route = m_table.m_routes.back().object;
            compiled.firstWeight = static_cast<std::uint32_t>(m_table.m_weights.size());
            compiled.weightCount = static_cast<std::uint32_t>(rule.backendRefs.size());
            for (const model::HTTPBackendRef& backend : rule.backendRefs) {
                m_table.m_weights.push_back(std::max(backend.weight, 0));
                compiled.total += m_table.m_weights.back();
            }
            m_table.m_rules.push_back(compiled);
        }
    }

    // ---- entrances ----

    void openEntrances() {
        std::map<std::pair<model::ObjectId, std::uint16_t>, Entrance> entrances;
        for (std::uint32_t i = 0; i < m_control.listeners.size(); ++i) {
            const ListenerState& listener = m_control.listeners[i];
            Entrance& entrance = entrances[{listener.gateway, listener.spec->port}];
            entrance.gateway = listener.gateway;
            entrance.port = listener.spec->port;
            (listener.serves ? entrance.serving : entrance.notServing).push_back({i});
            if (listener.serves)
                admit(entrance, *listener.spec, i);
        }
        m_table.m_entrances.reserve(entrances.size());
        for (auto& [key, entrance] : entrances)
            m_table.m_entrances.push_back(std::move(entrance));
    }

    static void admit(Entrance& entrance, const model::Listener& listener, std::uint32_t id) {
        if (listener.protocol == "HTTP")
            entrance.plain.add(listener.hostname, id);
        else if (listener.protocol == "HTTPS" || listener.protocol == "TLS")
            entrance.secure.add(listener.hostname, id);
        else if (listener.protocol == "UDP")
            entrance.udp = {id};
        else
            entrance.tcp = {id};
    }

    // ---- scopes ----

    void addScopes(const Entrance& entrance) {
        if (m_isolates) {
            for (const ListenerId listener : entrance.serving)
                addScope({listener});
            return;
        }
        std::vector<ListenerId> plain, secure;
        for (const ListenerId listener : entrance.serving)
            (m_control.listener(listener).spec->protocol == "HTTP" ? plain : secure)
                .push_back(listener);
        for (auto* group : {&plain, &secure}) {
            // Of several listeners that serve a route under one name, the most specific one is
            // named.
            std::ranges::stable_sort(*group, std::ranges::greater{}, [this](ListenerId id) {
                return specificity(m_control.listener(id).spec->hostname);
            });
            if (!group->empty())
                addScope(*group);
        }
    }

    void addScope(const std::vector<ListenerId>& listeners) {
        ServedByHost served;
        for (const ListenerId listener : listeners)
            collect(listener, served);
        const ScopeId id = openScope(served);
        for (const ListenerId listener : listeners)
            m_table.m_scopeOfListener[listener.value] = id;
    }

    [[nodiscard]] ScopeId openScope(ServedByHost& served) {
        Table::Scope scope;
        for (auto& [pattern, routes] : served)
            scope.hosts.add(pattern, addHost(routes));
        m_table.m_scopes.push_back(std::move(scope));
        return {static_cast<std::uint32_t>(m_table.m_scopes.size() - 1)};
    }

    /// Services as parents, each port by itself. What counts is where a request goes, not its host
    /// (mesh.hostnames-ignored, mesh.by-destination-not-host).
    void addMeshScopes() {
        std::map<MeshFrontend, ServedByHost> frontends;
        for (std::uint32_t number = 0; number < m_states.size(); ++number) {
            const std::string& own = m_world.object(m_states[number]->route).metadata.namespace_;
            for (const RouteParentState& parent : m_states[number]->parents) {
                if (!parent.accepted() || parent.servicePorts.empty())
                    continue;
                const bool producer = own == m_world.object(parent.parent).metadata.namespace_;
                for (const std::uint32_t port : parent.servicePorts)
                    frontends[{parent.parent, port, producer ? std::string() : own}][std::string()]
                        .push_back({{number, {}, parent.parentRef, 0}, {}, false});
            }
        }
        for (auto& [frontend, served] : frontends)
            m_table.m_meshScopes.emplace(frontend, openScope(served));
    }

    void collect(ListenerId id, ServedByHost& served) const {
        const auto& attachments = m_control.listener(id).attachments;
        for (std::uint32_t a = 0; a < attachments.size(); ++a) {
            const auto number = m_numberOf.find(attachments[a].route.value);
            if (number == m_numberOf.end())
                continue;
            const auto& hostnames = attachments[a].hostnames;
            for (std::uint32_t h = 0; h < hostnames.size(); ++h)
                add(hostnames[h], {number->second, id, a, h}, served);
        }
    }

    void add(const AttachedHostname& hostname, const RouteOnHost& route,
             ServedByHost& served) const {
        Served entry{route, {}, false};
        std::string pattern = lowerCase(hostname.hostname);
        // httproute.host.precedence: the name that counts is the route's own, but it is served only
        // where the listener is.
        if (m_table.m_choices.hostnamePrecedence == SpecChoices::HostnamePrecedence::RouteOwn) {
            std::string own = lowerCase(hostname.routeHostname);
            entry.restricted = own != pattern;
            if (entry.restricted)
                entry.onlyOn = std::exchange(pattern, std::move(own));
        }
        served[pattern].push_back(std::move(entry));
    }

    /// Oldest first; a route that came by several ways under one name counts once.
    static void arrange(std::vector<Served>& routes) {
        const auto key = [](const Served& served) {
            return std::tie(served.route.route, served.onlyOn);
        };
        std::ranges::stable_sort(routes, {}, key);
        const auto doubles = std::ranges::unique(routes, {}, key);
        routes.erase(doubles.begin(), doubles.end());
    }

    [[nodiscard]] std::uint32_t addHost(std::vector<Served>& routes) {
        arrange(routes);
        Table::Host host;
        host.firstRoute = static_cast<std::uint32_t>(m_table.m_routesOnHosts.size());
        for (const Served& served : routes)
            m_table.m_routesOnHosts.push_back(served.route);
        host.space = spaceOf(routes);
        m_table.m_hosts.push_back(host);
        return static_cast<std::uint32_t>(m_table.m_hosts.size() - 1);
    }

    /// Names that serve the same routes share one PathSpace: a route with 16 names is compiled
    /// once.
    [[nodiscard]] const PathSpace* spaceOf(const std::vector<Served>& routes) {
        std::string key;
        for (const Served& served : routes) {
            key.append(reinterpret_cast<const char*>(&served.route.route),
                       sizeof(served.route.route));
            if (served.restricted)  // no route has this number, no pattern holds a line break
                key.append("\xff\xff\xff\xff").append(served.onlyOn).push_back('\n');
        }
        const auto [found, added] = m_spaceOf.try_emplace(std::move(key), nullptr);
        if (added) {
            m_table.m_spaces.push_back(std::make_unique<const PathSpace>(routesOfHost(routes)));
            found->second = m_table.m_spaces.back().get();
        }
        return found->second;
    }

    [[nodiscard]] std::vector<RouteOfHost> routesOfHost(const std::vector<Served>& routes) const {
        std::vector<RouteOfHost> result;
        result.reserve(routes.size());
        for (const Served& served : routes) {
            const RouteState& state = *m_states[served.route.route];
            RouteOfHost& route = result.emplace_back();
            route.route = &routeOf(state);
            route.calls = m_world.object(state.route).kind == model::kKind<model::GRPCRoute>.kind;
            if (std::ranges::any_of(state.rules, &RuleState::dropped)) {
                for (const RuleState& rule : state.rules)
                    route.dropped.push_back(rule.dropped);
            }
            if (served.restricted)
                route.onlyOn = served.onlyOn;
            route.firstRule = m_table.m_routes[served.route.route].firstRule;
        }
        return result;
    }

    // ---- what was not attached ----

    void listRefused() {
        std::map<model::ObjectId, std::vector<std::uint32_t>> refused;
        for (std::uint32_t number = 0; number < m_states.size(); ++number) {
            for (const RouteParentState& parent : m_states[number]->parents) {
                if (!parent.parent.valid() || parent.accepted())
                    continue;
                auto& list = refused[parent.parent];
                if (list.empty() || list.back() != number)
                    list.push_back(number);
            }
        }
        m_table.m_refused.assign(std::make_move_iterator(refused.begin()),
                                 std::make_move_iterator(refused.end()));
    }

    void listAddresses() {
        for (const GatewayState& gateway : m_control.gateways) {
            for (const GatewayStatusAddress& address : gateway.addresses)
                m_table.m_gatewaysAt[lowerCase(address.value)].push_back(gateway.gateway);
        }
        for (auto& [address, gateways] : m_table.m_gatewaysAt) {
            std::ranges::sort(gateways, [this](model::ObjectId a, model::ObjectId b) {
                return compareAge(m_world.object(a), m_world.object(b)) < 0;
            });
        }
    }

    const model::World& m_world;
    const ControlPlane& m_control;
    const bool m_isolates;
    RouteTable m_table;
    std::vector<const RouteState*> m_byAge;   // of every kind
    std::vector<const RouteState*> m_states;  // of those that look at requests, by number
    std::unordered_map<std::uint32_t, std::uint32_t> m_numberOf;  // by ObjectId
    std::unordered_map<std::string, const PathSpace*> m_spaceOf;
};

std::shared_ptr<const RouteTable> compileRoutes(const model::World& world,
                                                const ControlPlane& control, const Options& options,
                                                std::stop_token stop) {
    return RouteTableCompiler(world, control, options).compile(stop);
}

}  // namespace gatesight::simulator
