// All routes of all listeners, compiled: from port and host of a request to the rule that takes it.
//
// Terms. An *entrance* is one port of one Gateway with the listeners that serve there. A *scope* is
// what a request is looked up in once its listener is known: that listener's routes
// (listener.isolation), or those of all listeners of the entrance when the controller does not
// isolate. A scope maps host names to *hosts*: a PathSpace with the rules of every route served
// under that name, shared by all names that serve the same routes.
//
// Steps of a decision: listener by host, host by host name, record by PathSpace, backend by weight.
// Nothing is allocated on the way but what regular expressions need. Ids are indexes into flat
// arrays.
#pragma once

#include "simulator/control/control_plane.h"
#include "simulator/routing/connection_table.h"
#include "simulator/routing/host_index.h"
#include "simulator/routing/path_space.h"
#include "simulator/routing/request_facts.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace gatesight::simulator {

/// One port of one Gateway.
struct Entrance {
    model::ObjectId gateway;
    std::uint16_t port = 0;
    HostIndex plain;                     ///< HTTP listeners by hostname -> ListenerId
    HostIndex secure;                    ///< HTTPS and TLS listeners by hostname -> ListenerId
    std::vector<ListenerId> serving;     ///< in the Gateway's order
    std::vector<ListenerId> notServing;  ///< refused, or without what they need
    ListenerId tcp, udp;                 ///< the listeners of these protocols; invalid: none
};

struct EntranceId {
    std::uint32_t value = UINT32_MAX;
    [[nodiscard]] bool valid() const { return value != UINT32_MAX; }
    auto operator<=>(const EntranceId&) const = default;
};

struct ScopeId {
    std::uint32_t value = UINT32_MAX;
    [[nodiscard]] bool valid() const { return value != UINT32_MAX; }
    auto operator<=>(const ScopeId&) const = default;
};

struct HostId {
    std::uint32_t value = UINT32_MAX;
    auto operator<=>(const HostId&) const = default;
};

/// A record of a host: the rule that took a request. Valid as long as its table.
struct RouteHit {
    HostId host;
    const MatchRecord* record = nullptr;
    explicit operator bool() const { return record != nullptr; }
};

/// A route on a host of a scope.
struct RouteOnHost {
    std::uint32_t route = 0;  ///< in order of age over all routes
    ListenerId
        listener;  ///< that it is attached to; invalid: it hangs on a Service (mesh.parent.service)
    std::uint32_t attachment =
        0;  ///< index in that listener's attachments; for a Service: in the route's parentRefs
    std::uint32_t hostname = 0;  ///< index in that attachment's hostnames
};

/// The core of a decision: which rule, which of its backends.
struct RouteAnswer {
    static constexpr std::uint32_t kNone = UINT32_MAX;
    ListenerId listener;    ///< invalid: none admits the host
    model::ObjectId route;  ///< invalid: none matched
    std::uint32_t rule = kNone, match = kNone;
    std::uint32_t backend =
        kNone;  ///< index in the rule's backendRefs; kNone without a positive weight
    auto operator<=>(const RouteAnswer&) const = default;
};

/// A question to the compiled table alone: plain HTTP at an entrance. `bits` choose the backend.
struct RouteQuery {
    EntranceId entrance;
    const RequestFacts* facts = nullptr;
    std::uint64_t bits = 0;
};

/// Observes a look-up and keeps its first hit: the compiler leaves nothing of it but the answer.
class FirstHit {
public:
    void enter(HostId host) { m_host = host; }
    [[nodiscard]] bool fits(const MatchRecord& record) {
        m_hit = {m_host, &record};
        return true;
    }
    void misses(const MatchRecord&) {}
    [[nodiscard]] bool done() const { return m_hit.record != nullptr; }
    [[nodiscard]] RouteHit hit() const { return m_hit; }

private:
    HostId m_host;
    RouteHit m_hit;
};

/// Immutable; safe to read from several threads.
class RouteTable {
public:
    /// The entrance of a Gateway at a port; invalid when no listener of it has that port.
    [[nodiscard]] EntranceId entranceOf(model::ObjectId gateway, std::uint16_t port) const;
    [[nodiscard]] std::span<const Entrance> entrances() const { return m_entrances; }
    [[nodiscard]] const Entrance& entrance(EntranceId id) const { return m_entrances[id.value]; }
    /// Gateways that show this address in their status, oldest first.
    [[nodiscard]] std::span<const model::ObjectId> gatewaysAt(std::string_view address) const;
    /// Where requests to a Service port are looked up in a mesh; invalid: no HTTPRoute or GRPCRoute
    /// hangs on it.
    [[nodiscard]] ScopeId scopeOf(const MeshFrontend& frontend) const;
    /// Routes for whole connections.
    [[nodiscard]] const ConnectionTable& connections() const { return *m_connections; }
    /// Where requests of a listener are looked up; invalid for one that does not serve.
    [[nodiscard]] ScopeId scopeOf(ListenerId listener) const {
        return m_scopeOfListener[listener.value];
    }

    /// Looks a request up. `observer` is told of every host (`enter`) and record that is tried, in
    /// order of precedence, and says when it has seen enough; see FirstHit.
    template <class Observer>
    void match(ScopeId scope, const RequestFacts& facts, LookUp& scratch,
               Observer& observer) const {
        m_scopes[scope.value].hosts.visit(facts.host(), [&](std::uint32_t index) {
            const PathSpace& space = *m_hosts[index].space;
            // A route's own name can be wider than what its listeners serve of it; where they
            // serve nothing it is no candidate for the best name (httproute.host.fallthrough).
            if (!space.serves(facts.host()))
                return false;
            observer.enter(HostId{index});
            space.prepare(facts, scratch);
            space.prefetchSlots(scratch);  // the second is asked for while the first is looked at
            space.match(facts, scratch, m_choices.regexOrder, observer);
            return observer.done() ||
                   m_choices.hostFallthrough == SpecChoices::HostFallthrough::NotFound;
        });
    }
    [[nodiscard]] RouteHit find(ScopeId scope, const RequestFacts& facts, LookUp& scratch) const;

    [[nodiscard]] RouteAnswer decide(const RouteQuery& query, LookUp& scratch) const;
    /// The same for many, with loads from memory overlapped. `answers` has the size of `queries`.
    void decideBatch(std::span<const RouteQuery> queries, std::span<RouteAnswer> answers) const;

    // ---- for explanations ----
    [[nodiscard]] const PathSpace& space(HostId host) const { return *m_hosts[host.value].space; }
    /// Host names of a scope, and the host each leads to.
    [[nodiscard]] const HostIndex& hostsOf(ScopeId scope) const {
        return m_scopes[scope.value].hosts;
    }
    /// The routes of a host, oldest first; MatchRecord::route counts in them.
    [[nodiscard]] std::span<const RouteOnHost> routesOf(HostId host) const;
    [[nodiscard]] const RouteOnHost& routeOf(const RouteHit& hit) const {
        return m_routesOnHosts[m_hosts[hit.host.value].firstRoute + hit.record->route];
    }
    [[nodiscard]] model::ObjectId objectOf(const RouteOnHost& route) const {
        return m_routes[route.route].object;
    }
    [[nodiscard]] model::ObjectId routeObject(std::uint32_t route) const {
        return m_routes[route].object;
    }
    /// Routes of a Gateway that one of their parentRefs to it did not attach, oldest first.
    [[nodiscard]] std::span<const std::uint32_t> refusedBy(model::ObjectId gateway) const;

    [[nodiscard]] std::size_t matches() const;
    /// Bytes on the heap, about.
    [[nodiscard]] std::size_t bytes() const;

private:
    friend class RouteTableCompiler;

    struct Scope {
        HostIndex hosts;  // -> m_hosts
    };
    struct Host {
        const PathSpace* space = nullptr;
        std::uint32_t firstRoute = 0;  // in m_routesOnHosts
    };
    struct Route {
        model::ObjectId object;
        std::uint32_t firstRule = 0;
    };
    struct Rule {
        std::uint32_t firstWeight = 0, weightCount = 0;
        std::int64_t total = 0;
        model::ObjectId route;  // here as well, so that an answer reads one place instead of three
    };

    /// A query of a batch on its way.
    struct Pending {
        ListenerId listener;
        const PathSpace* space = nullptr;
        RouteHit hit;
        LookUp scratch;
    };
    /// Finds where to look; nothing else is known yet of what that will read.
    void begin(const RouteQuery& query, Pending& pending) const;
    void decideTogether(std::span<const RouteQuery> queries, std::span<Pending> pending,
                        std::span<RouteAnswer> answers) const;
    [[nodiscard]] RouteAnswer answer(ListenerId listener, const RouteHit& hit,
                                     std::uint64_t bits) const;
    [[nodiscard]] std::uint32_t pick(const Rule& rule, std::uint64_t bits) const;

    std::vector<Entrance> m_entrances;       // by gateway, then port
    std::vector<ScopeId> m_scopeOfListener;  // by ListenerId
    std::vector<Scope> m_scopes;
    std::vector<Host> m_hosts;
    std::vector<RouteOnHost> m_routesOnHosts;
    std::vector<Route> m_routes;  // oldest first
    std::vector<Rule> m_rules;
    std::vector<std::int32_t> m_weights;
    std::vector<std::unique_ptr<const PathSpace>> m_spaces;
    std::vector<std::pair<model::ObjectId, std::vector<std::uint32_t>>> m_refused;  // by gateway
    std::map<std::string, std::vector<model::ObjectId>, std::less<>> m_gatewaysAt;  // by address
    std::map<MeshFrontend, ScopeId> m_meshScopes;
    std::shared_ptr<const ConnectionTable> m_connections;
    SpecChoices m_choices;
};

/// Compiles what a ControlPlane attached. Null when stopped.
[[nodiscard]] std::shared_ptr<const RouteTable> compileRoutes(const model::World& world,
                                                              const ControlPlane& control,
                                                              const Options& options,
                                                              std::stop_token stop = {});

}  // namespace gatesight::simulator
