#include "simulator/lint/host_classes.h"

#include "simulator/changes/entry_points.h"
#include "simulator/changes/path_witnesses.h"
#include "simulator/control/hostname.h"
#include "simulator/routing/every_record.h"
#include "simulator/routing/match_criteria.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <set>

namespace gatesight::simulator {

namespace {

using ValueType = model::HTTPValueMatch::Type;

class HostWalk {
public:
    HostWalk(const Simulation& simulation, const std::function<void(const HostOfScope&)>& take)
        : m_simulation(simulation), m_table(*simulation.routes), m_take(take) {}

    void run(const std::stop_token& stop) {
        for (const EntryHosts& entry : entryPoints(m_simulation, m_simulation)) {
            const bool secure = entry.entry.way == EntryPoint::Way::Encrypted;
            const Entrance* entrance = entranceOf(entry.entry);
            if (!entrance || (!secure && entry.entry.way != EntryPoint::Way::Plain))
                continue;
            for (const std::string& host : entry.hosts) {
                if (stop.stop_requested())
                    return;
                const ListenerId listener{(secure ? entrance->secure : entrance->plain).best(host)};
                if (listener.valid() &&
                    m_simulation.control->listener(listener).spec->protocol != "TLS")
                    look("Gateway " + entry.entry.gateway, requestAt(entry.entry, host),
                         m_table.scopeOf(listener));
            }
        }
        for (const MeshEntryPoint& entry : meshEntryPoints(m_simulation, m_simulation)) {
            if (entry.requests && !stop.stop_requested())
                lookInMesh(entry);
        }
    }

private:
    const Entrance* entranceOf(const EntryPoint& entry) const {
        const std::size_t slash = entry.gateway.find('/');
        const auto gateway = m_simulation.world->find<model::Gateway>(
            std::string_view(entry.gateway).substr(0, slash),
            std::string_view(entry.gateway).substr(slash + 1));
        const EntranceId id = gateway ? m_table.entranceOf(gateway.id(), entry.port) : EntranceId();
        return id.valid() ? &m_table.entrance(id) : nullptr;
    }

    /// Routes of the clients' own namespace go before those of the Service's.
    void lookInMesh(const MeshEntryPoint& entry) {
        for (const std::string_view kind : {"Service", "ServiceImport"}) {
            const model::ObjectId service =
                m_simulation.world->find(kind == "Service" ? "" : model::kMulticlusterGroup, kind,
                                         entry.namespace_, entry.name);
            const auto* ports = service.valid()
                                    ? model::servicePorts(m_simulation.world->object(service))
                                    : nullptr;
            for (std::uint32_t port = 0; ports && port < ports->size(); ++port) {
                if ((*ports)[port].port != entry.port)
                    continue;
                for (const std::string& clients : {entry.clients, std::string()}) {
                    const ScopeId scope = m_table.scopeOf({service, port, clients});
                    if (!scope.valid())
                        continue;
                    look(fmt::format("Service {}/{}", entry.namespace_, entry.name),
                         requestAt(entry), scope);
                    break;
                }
            }
        }
    }

    void look(std::string place, Request request, ScopeId scope) {
        if (!scope.valid())
            return;
        HostOfScope host{std::move(request), std::move(place), scope, {}, false, m_count++};
        std::vector<const PathSpace*> spaces;
        m_table.hostsOf(scope).visit(host.request.urlHost, [&](std::uint32_t index) {
            const PathSpace& space = m_table.space({index});
            if (!space.serves(host.request.urlHost))
                return false;
            host.chain.push_back({index});
            spaces.push_back(&space);
            return m_simulation.options.choices.hostFallthrough ==
                   SpecChoices::HostFallthrough::NotFound;
        });
        if (host.chain.empty())
            return;
        // By the choice RouteOwn what a host meets depends on more than the names that admit it.
        host.walked = !m_walked.insert(std::move(spaces)).second &&
                      m_simulation.options.choices.hostnamePrecedence !=
                          SpecChoices::HostnamePrecedence::RouteOwn;
        m_take(host);
    }

    const Simulation& m_simulation;
    const RouteTable& m_table;
    const std::function<void(const HostOfScope&)>& m_take;
    std::set<std::vector<const PathSpace*>> m_walked;
    std::uint32_t m_count = 0;
};

/// Equal conditions have equal bits.
std::uint64_t signatureOf(const model::HTTPRouteMatch& match) {
    std::uint64_t signature = 0;
    const auto add = [&signature](char sort, std::string_view name, std::string_view value) {
        signature |= std::uint64_t{1}
                     << std::hash<std::string>()(fmt::format("{}{}\n{}", sort, name, value)) % 64;
    };
    if (!match.method.empty())
        add('m', {}, match.method);
    if (!match.headers.empty())
        for (const model::HTTPValueMatch* header : effectiveHeaders(match))
            add('h', lowerCase(header->name), header->value);
    if (!match.queryParams.empty())
        for (const model::HTTPValueMatch* parameter : effectiveQuery(match))
            add('q', parameter->name, parameter->value);
    return signature;
}

class PathWalk {
public:
    PathWalk(const Simulation& simulation, const HostOfScope& host,
             const std::function<void(const PathOfHost&)>& take)
        : m_simulation(simulation), m_table(*simulation.routes), m_host(host), m_take(take) {}

    void run() {
        bool calls = false, others = false;
        const PathWitnesses witnesses = collect(calls, others);
        std::vector<std::string> paths, called;
        if (others || !calls)
            paths = witnesses.paths();
        if (calls)
            called = witnesses.callOfEach();
        for (const std::string& path : paths)
            look(path, false);
        // Where both kinds of routes wait, the words of one matter to the other.
        for (const std::string& path : called) {
            look(path, true);
            if (others && !std::ranges::binary_search(paths, path))
                look(path, false);
        }
    }

private:
    PathWitnesses collect(bool& calls, bool& others) const {
        PathWitnesses witnesses;
        for (const HostId host : m_host.chain) {
            for (const RouteOnHost& on : m_table.routesOf(host)) {
                const model::Object& route = m_simulation.world->object(m_table.objectOf(on));
                (route.kind == "GRPCRoute" ? calls : others) = true;
                for (const model::HTTPRouteRule& rule : model::requestRoute(route)->rules)
                    for (const model::HTTPRouteMatch& match : rule.matches)
                        if (match.path.type != model::HTTPPathMatch::Type::RegularExpression)
                            witnesses.add(match);
            }
        }
        return witnesses;
    }

    void look(const std::string& path, bool call) {
        const RequestFacts facts(m_host.request.urlHost, path, call ? "POST" : "GET", {},
                                 std::nullopt);
        m_records.hits.clear();
        m_scratch.preparedFor = nullptr;
        m_table.match(m_host.scope, facts, m_scratch, m_records);
        m_hits.clear();
        for (const RouteHit& hit : m_records.hits) {
            const MatchRecord& record = *hit.record;
            const model::ObjectId route = m_table.objectOf(m_table.routeOf(hit));
            const model::Object& object = m_simulation.world->object(route);
            const auto& match =
                model::requestRoute(object)->rules[record.rule].matches[record.match];
            m_hits.push_back({hit, route, record.rule, record.match, &match,
                              object.kind == "GRPCRoute", isPlain(match), signatureOf(match)});
        }
        if (!m_hits.empty())
            m_take({path, call, m_hits});
    }

    const Simulation& m_simulation;
    const RouteTable& m_table;
    const HostOfScope& m_host;
    const std::function<void(const PathOfHost&)>& m_take;
    EveryRecord m_records;
    LookUp m_scratch;
    std::vector<HitOfPath> m_hits;
};

bool asksFor(const std::vector<const model::HTTPValueMatch*>& values,
             const model::HTTPValueMatch& wanted, bool header) {
    return std::ranges::any_of(values, [&](const model::HTTPValueMatch* value) {
        return value->value == wanted.value &&
               (header ? lowerCase(value->name) == lowerCase(wanted.name)
                       : value->name == wanted.name);
    });
}

std::string escapedQuery(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                           std::string_view("-._~").find(c) != std::string_view::npos;
        result += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

/// What people use, as far as no match of the path names it.
std::string unnamedMethod(std::span<const HitOfPath> hits) {
    for (const char* method : {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"}) {
        if (std::ranges::none_of(
                hits, [method](const HitOfPath& hit) { return hit.match->method == method; }))
            return method;
    }
    return "TRACE";
}

}  // namespace

void eachHost(const Simulation& simulation, const std::stop_token& stop,
              const std::function<void(const HostOfScope&)>& take) {
    HostWalk(simulation, take).run(stop);
}

void eachPath(const Simulation& simulation, const HostOfScope& host,
              const std::function<void(const PathOfHost&)>& take) {
    PathWalk(simulation, host, take).run();
}

bool isPlain(const model::HTTPRouteMatch& match) {
    const auto exact = [](const model::HTTPValueMatch& value) {
        return value.type == ValueType::Exact;
    };
    return match.path.type != model::HTTPPathMatch::Type::RegularExpression &&
           !(match.call && match.call->regex) && std::ranges::all_of(match.queryParams, exact) &&
           std::ranges::all_of(match.headers, [&](const model::HTTPValueMatch& header) {
               return exact(header) && lowerCase(header.name) != "host";
           });
}

bool conditionsCover(const HitOfPath& outerHit, const HitOfPath& innerHit) {
    if ((outerHit.conditions & ~innerHit.conditions) != 0)
        return false;
    const model::HTTPRouteMatch &outer = *outerHit.match, &inner = *innerHit.match;
    if (!outer.method.empty() && outer.method != inner.method)
        return false;
    if (!outer.headers.empty()) {
        const auto asked = effectiveHeaders(inner);
        for (const model::HTTPValueMatch* header : effectiveHeaders(outer))
            if (!asksFor(asked, *header, true))
                return false;
    }
    if (!outer.queryParams.empty()) {
        const auto asked = effectiveQuery(inner);
        for (const model::HTTPValueMatch* parameter : effectiveQuery(outer))
            if (!asksFor(asked, *parameter, false))
                return false;
    }
    return true;
}

RequestOfMatch requestFor(const PathOfHost& path, const HitOfPath& hit) {
    const std::string& method = hit.match->method;
    return {hit.match, std::string(path.path),
            path.call        ? "POST"
            : method.empty() ? unnamedMethod(path.hits)
                             : method,
            path.call};
}

Request requestAt(Request host, const RequestOfMatch& asked) {
    Request request = std::move(host);
    request.path = asked.path;
    request.method = asked.method;
    if (asked.call) {
        request.scheme = request.scheme == Scheme::Https ? Scheme::Grpcs : Scheme::Grpc;
        request.protocol = Protocol::Grpc;
    }
    for (const model::HTTPValueMatch* header : effectiveHeaders(*asked.match))
        request.headers.emplace_back(header->name, header->value);
    for (const model::HTTPValueMatch* parameter : effectiveQuery(*asked.match))
        request.query =
            fmt::format("{}{}{}={}", request.query.value_or(""), request.query ? "&" : "",
                        escapedQuery(parameter->name), escapedQuery(parameter->value));
    return request;
}

}  // namespace gatesight::simulator
