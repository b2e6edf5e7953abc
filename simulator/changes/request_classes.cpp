#include "simulator/changes/request_classes.h"

#include "simulator/changes/condition_space.h"
#include "simulator/changes/decision_inputs.h"
#include "simulator/changes/entry_points.h"
#include "simulator/changes/filter_requests.h"
#include "simulator/changes/path_witnesses.h"
#include "simulator/routing/scheme.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

class ClassWalk {
public:
    ClassWalk(const Simulation& before, const Simulation& after, const ObjectContents& contents,
              const ClassBounds& bounds, const std::stop_token& stop,
              const std::function<void(MovedClass)>& take)
        : m_bounds(bounds),
          m_stop(stop),
          m_take(take),
          m_apart(policiesDiffer(before, after)),
          m_before(before, contents.before, contents.shared, m_interner, m_apart ? "before" : ""),
          m_after(after, contents.after, contents.shared, m_interner, m_apart ? "after" : "") {}

    ClassCoverage run() {
        for (const EntryHosts& entry : entryPoints(m_before.simulation(), m_after.simulation())) {
            m_place = "Gateway " + entry.entry.gateway;
            for (const std::string& host : entry.hosts) {
                if (m_stop.stop_requested())
                    return std::move(m_coverage);
                walk(entry.entry, host);
            }
        }
        for (const MeshEntryPoint& entry :
             meshEntryPoints(m_before.simulation(), m_after.simulation())) {
            if (m_stop.stop_requested())
                break;
            walk(entry);
        }
        return std::move(m_coverage);
    }

private:
    // ---- one host ----

    void begin(const Request& request) {
        ++m_coverage.hosts;
        m_origin = fmt::format("{}://{}{}", toString(request.scheme), request.urlHost,
                               request.portGiven ? fmt::format(":{}", request.urlPort) : "");
        m_asked = 0;
        m_alike = false;
    }

    void walk(const EntryPoint& entry, const std::string& host) {
        const Request request = requestAt(entry, host);
        begin(request);
        if (entry.way == EntryPoint::Way::Tcp || entry.way == EntryPoint::Way::Udp) {
            ++m_coverage.touched;
            ask(request);
            return;
        }
        const bool encrypted = entry.way == EntryPoint::Way::Encrypted;
        const ArrivalInputs was = m_before.arrival(entry.gateway, entry.port, encrypted, host);
        const ArrivalInputs is = m_after.arrival(entry.gateway, entry.port, encrypted, host);
        const bool alike = was.number == is.number && !m_bounds.everything;
        if (alike && !was.connection &&
            m_before.host(was.scope, host) == m_after.host(is.scope, host))
            return;
        ++m_coverage.touched;
        if (was.connection || is.connection)
            askConnection(request, Scheme::Tls);
        if (was.scope.valid() || is.scope.valid())
            walkPaths(request, was.scope, is.scope, alike);
        else if (!was.connection && !is.connection)
            ask(request);
    }

    void walk(const MeshEntryPoint& entry) {
        const Request request = requestAt(entry);
        begin(request);
        ++m_coverage.touched;
        m_place = fmt::format("Service {}/{}, for clients in {}", entry.namespace_, entry.name,
                              entry.clients);
        for (const Scheme scheme : entry.connections)
            askConnection(request, scheme);
        if (entry.requests)
            walkPaths(request, meshScope(m_before, entry), meshScope(m_after, entry), false);
        else
            ask(request);
    }

    /// Routes of the clients' own namespace go before those of the Service's.
    [[nodiscard]] static ScopeId meshScope(const DecisionInputs& side,
                                           const MeshEntryPoint& entry) {
        const Simulation& simulation = side.simulation();
        for (const std::string_view kind : {"Service", "ServiceImport"}) {
            const model::ObjectId service =
                simulation.world->find(kind == "Service" ? "" : model::kMulticlusterGroup, kind,
                                       entry.namespace_, entry.name);
            const auto* ports =
                service.valid() ? model::servicePorts(simulation.world->object(service)) : nullptr;
            for (std::uint32_t port = 0; ports && port < ports->size(); ++port) {
                if ((*ports)[port].port != entry.port)
                    continue;
                for (const std::string& clients : {entry.clients, std::string()}) {
                    const ScopeId scope = simulation.routes->scopeOf({service, port, clients});
                    if (scope.valid())
                        return scope;
                }
            }
        }
        return {};
    }

    // ---- paths of a host ----

    void walkPaths(const Request& request, ScopeId was, ScopeId is, bool alike) {
        PathWitnesses witnesses;
        bool calls = false, others = false;
        const auto add = [&](const model::Object& route, const model::HTTPRouteMatch& match) {
            witnesses.add(match);
            (route.kind == "GRPCRoute" ? calls : others) = true;
        };
        if (was.valid())
            m_before.eachMatch(was, request.urlHost, add);
        if (is.valid())
            m_after.eachMatch(is, request.urlHost, add);
        m_alike = alike;
        const std::vector<std::string> paths = witnesses.paths();
        for (const std::string& path : paths)
            walkPath(request, path, false, was, is);
        if (calls) {
            const std::vector<std::string> called = witnesses.calls();
            for (const std::string& path : called)
                walkPath(request, path, true, was, is);
            if (others)
                walkMixed(request, paths, called, was, is);
        }
        if (witnesses.samples())
            m_coverage.sampledExpressions.insert(m_origin);
    }

    /// Where both kinds of routes wait, the words of one matter to the other.
    void walkMixed(const Request& request, const std::vector<std::string>& paths,
                   const std::vector<std::string>& calls, ScopeId was, ScopeId is) {
        for (const std::string& path : calls)
            if (std::ranges::find(paths, path) == paths.end())
                walkPath(request, path, false, was, is);
        for (const std::string& path : paths)
            if (std::ranges::find(calls, path) == calls.end())
                walkPath(request, path, true, was, is);
    }

    void walkPath(const Request& atHost, const std::string& path, bool call, ScopeId was,
                  ScopeId is) {
        const RequestFacts facts(atHost.urlHost, path, call ? "POST" : atHost.method, {},
                                 std::nullopt);
        m_before.visit(was, facts, m_visitedBefore);
        m_after.visit(is, facts, m_visitedAfter);
        if (m_alike && std::ranges::equal(m_visitedBefore, m_visitedAfter, {},
                                          &VisitedMatch::numbers, &VisitedMatch::numbers))
            return;
        if (!isMeant(call))
            return;
        Request request = atHost;
        request.path = path;
        if (call)
            speakGrpc(request);
        ConditionSpace conditions(request.urlHost, call);
        for (const auto* visited : {&m_visitedBefore, &m_visitedAfter})
            for (const VisitedMatch& match : *visited)
                conditions.add(*match.match);
        askAll(request, conditions);
    }

    /// Calls are asked of GRPCRoutes, other requests of HTTPRoutes and where no route is.
    [[nodiscard]] bool isMeant(bool call) const {
        const auto fits = [call](const VisitedMatch& match) {
            return (match.route->kind == "GRPCRoute") == call;
        };
        return std::ranges::any_of(m_visitedBefore, fits) ||
               std::ranges::any_of(m_visitedAfter, fits) ||
               (!call && m_visitedBefore.empty() && m_visitedAfter.empty());
    }

    static void speakGrpc(Request& request) {
        request.scheme = request.scheme == Scheme::Https ? Scheme::Grpcs : Scheme::Grpc;
        request.protocol = Protocol::Grpc;
        request.method = "POST";
    }

    void askAll(const Request& request, const ConditionSpace& conditions) {
        const std::size_t room = m_bounds.perHost - std::min(m_asked, m_bounds.perHost);
        const std::size_t most = std::max<std::size_t>(std::min(room, m_bounds.perPath), 1);
        if (conditions.size() > most)
            m_coverage.sampledBounds.insert(m_origin);
        if (conditions.samples())
            m_coverage.sampledExpressions.insert(m_origin);
        conditions.each(request, most, [this](const Request& each) {
            ask(each);
            return !m_stop.stop_requested();
        });
    }

    // ---- one question ----

    void askConnection(Request request, Scheme scheme) {
        request.scheme = scheme;
        request.protocol = infoOf(scheme).protocol;
        request.portGiven = true;
        ask(request);
    }

    /// With whatever the filters of the two rules look at besides.
    void ask(const Request& request) {
        const auto [ruleBefore, ruleAfter] = askOnce(request);
        for (const Request& other : filterRequests(request, m_before.simulation(), ruleBefore,
                                                   m_after.simulation(), ruleAfter))
            askOnce(other);
    }

    static bool asksForCertificate(const GivenAnswer& answer) {
        const auto part = std::ranges::find(answer.parts, "client certificate", &AnswerPart::name);
        return part != answer.parts.end() && !part->key.empty();
    }

    std::pair<std::optional<DecidedRoute>, std::optional<DecidedRoute>> askOnce(
        const Request& request) {
        ++m_asked;
        ++m_coverage.classes;
        GivenAnswer before = answerTo(m_before.simulation(), request);
        GivenAnswer after = answerTo(m_after.simulation(), request);
        const std::pair rules(before.rule, after.rule);
        if (!m_alike && (asksForCertificate(before) || asksForCertificate(after)))
            m_coverage.clientCertificates.insert(m_origin);
        if (!differingParts(before, after).empty())
            m_take({m_place, request, std::move(before), std::move(after)});
        return rules;
    }

    const ClassBounds& m_bounds;
    const std::stop_token& m_stop;
    const std::function<void(MovedClass)>& m_take;
    Interner m_interner;
    const bool m_apart;
    DecisionInputs m_before, m_after;
    ClassCoverage m_coverage;
    std::string m_place, m_origin;
    std::size_t m_asked = 0;  // at this host
    bool m_alike = false;     // requests for this host arrive in the same way
    std::vector<VisitedMatch> m_visitedBefore, m_visitedAfter;
};

}  // namespace

ClassCoverage eachMovedClass(const Simulation& before, const Simulation& after,
                             const ObjectContents& contents, const ClassBounds& bounds,
                             const std::stop_token& stop,
                             const std::function<void(MovedClass)>& take) {
    return ClassWalk(before, after, contents, bounds, stop, take).run();
}

}  // namespace gatesight::simulator
