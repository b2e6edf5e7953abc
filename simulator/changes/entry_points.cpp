#include "simulator/changes/entry_points.h"

#include "simulator/changes/path_witnesses.h"
#include "simulator/control/hostname.h"
#include "simulator/routing/route_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace gatesight::simulator {

namespace {

using Patterns = std::set<std::string>;
using Way = EntryPoint::Way;

Way wayOf(const model::Listener& listener) {
    return listener.protocol == "HTTP"                                  ? Way::Plain
           : listener.protocol == "UDP"                                 ? Way::Udp
           : listener.protocol == "HTTPS" || listener.protocol == "TLS" ? Way::Encrypted
                                                                        : Way::Tcp;
}

/// Hosts that conditions on the Host header name.
void addHostConditions(const model::Object& object, Patterns& patterns) {
    const model::RequestRoute* route = model::requestRoute(object);
    if (!route)
        return;
    for (const model::HTTPRouteRule& rule : route->rules)
        for (const model::HTTPRouteMatch& match : rule.matches)
            for (const model::HTTPValueMatch& header : match.headers)
                if (lowerCase(header.name) == "host" &&
                    header.type == model::HTTPValueMatch::Type::Exact)
                    patterns.insert(lowerCase(withoutPort(header.value)));
}

void collect(const Simulation& simulation, std::map<EntryPoint, Patterns>& entries) {
    const model::World& world = *simulation.world;
    for (const ListenerState& listener : simulation.control->listeners) {
        if (!listener.serves)
            continue;
        Patterns& patterns = entries[{world.object(listener.gateway).fullName(),
                                      listener.spec->port, wayOf(*listener.spec)}];
        patterns.insert(lowerCase(listener.spec->hostname));
        for (const Attachment& attachment : listener.attachments) {
            for (const AttachedHostname& hostname : attachment.hostnames) {
                patterns.insert(lowerCase(hostname.hostname));
                patterns.insert(lowerCase(hostname.routeHostname));
            }
            addHostConditions(world.object(attachment.route), patterns);
        }
    }
}

/// A name that no pattern narrower than `suffix` admits.
std::string anyHostBelow(const std::string& suffix, const Patterns& patterns) {
    std::string host = fmt::format("{}{}", kAnything, suffix);
    for (int i = 1; patterns.contains(host) || patterns.contains("*." + host); ++i)
        host = fmt::format("{}{}{}", kAnything, i, suffix);
    return host;
}

bool isAdmitted(const std::string& host, const Patterns& patterns) {
    for (std::optional<std::string> pattern = host; pattern && !pattern->empty();
         pattern = widened(*pattern)) {
        if (patterns.contains(*pattern))
            return true;
    }
    return false;
}

/// A name that only the empty pattern admits, if that is there.
std::string hostOfNobody(const Patterns& patterns) {
    std::string host = "elsewhere.example";
    for (int i = 1; isAdmitted(host, patterns); ++i)
        host = fmt::format("elsewhere.example{}", i);
    return host;
}

std::vector<std::string> hostsOf(const Patterns& patterns) {
    std::set<std::string> hosts{hostOfNobody(patterns)};
    for (const std::string& pattern : patterns) {
        if (isWildcard(pattern))
            hosts.insert(anyHostBelow(pattern.substr(1), patterns));
        else if (!pattern.empty())
            hosts.insert(pattern);
    }
    return {hosts.begin(), hosts.end()};
}

// ---- Services of a mesh ----

Scheme connectionOf(std::string_view kind) {
    return kind == "TLSRoute" ? Scheme::Tls : kind == "UDPRoute" ? Scheme::Udp : Scheme::Tcp;
}

class MeshEntries {
public:
    void collect(const Simulation& simulation) {
        const model::World& world = *simulation.world;
        for (const RouteState& state : simulation.control->routes) {
            const model::Object& route = world.object(state.route);
            for (const RouteParentState& parent : state.parents) {
                if (parent.accepted() && !parent.servicePorts.empty())
                    add(route, world.object(parent.parent), parent.servicePorts);
            }
        }
    }

    /// Clients whose own routes are gone meet those of others.
    std::vector<MeshEntryPoint> all() {
        std::vector<MeshEntryPoint> result;
        for (auto& [key, entry] : m_entries) {
            const Taken& taken = m_taken[{entry.namespace_, entry.name, entry.port}];
            entry.requests = taken.requests;
            entry.connections.assign(taken.connections.begin(), taken.connections.end());
            result.push_back(std::move(entry));
        }
        return result;
    }

private:
    using Key = std::tuple<std::string, std::string, std::uint16_t, std::string>;
    struct Taken {
        bool requests = false;
        std::set<Scheme> connections;
    };

    /// What a route takes is of matter to clients of every namespace that has routes there.
    void add(const model::Object& route, const model::Object& service,
             const std::vector<std::uint32_t>& ports) {
        const auto* known = model::servicePorts(service);
        for (const std::uint32_t index : ports) {
            if (!known || index >= known->size())
                continue;
            for (const std::string& clients :
                 {service.metadata.namespace_, route.metadata.namespace_}) {
                const std::uint16_t port = (*known)[index].port;
                MeshEntryPoint& entry =
                    m_entries[{service.metadata.namespace_, service.metadata.name, port, clients}];
                entry.namespace_ = service.metadata.namespace_;
                entry.name = service.metadata.name;
                entry.port = port;
                entry.clients = clients;
                Taken& taken = m_taken[{entry.namespace_, entry.name, port}];
                if (model::requestRoute(route))
                    taken.requests = true;
                else
                    taken.connections.insert(connectionOf(route.kind));
            }
        }
    }

    std::map<Key, MeshEntryPoint> m_entries;
    std::map<std::tuple<std::string, std::string, std::uint16_t>, Taken> m_taken;
};

}  // namespace

std::vector<EntryHosts> entryPoints(const Simulation& before, const Simulation& after) {
    std::map<EntryPoint, Patterns> entries;
    collect(before, entries);
    collect(after, entries);
    std::vector<EntryHosts> result;
    for (const auto& [entry, patterns] : entries)
        result.push_back({entry, hostsOf(patterns)});
    return result;
}

std::vector<MeshEntryPoint> meshEntryPoints(const Simulation& before, const Simulation& after) {
    MeshEntries entries;
    entries.collect(before);
    entries.collect(after);
    return entries.all();
}

Request requestAt(const EntryPoint& entry, const std::string& host) {
    Request request;
    request.gateway = entry.gateway;
    request.urlHost = host;
    request.urlPort = entry.port;
    switch (entry.way) {
        case Way::Plain:
            request.portGiven = entry.port != 80;
            break;
        case Way::Encrypted:
            request.scheme = Scheme::Https;
            request.portGiven = entry.port != 443;
            break;
        case Way::Tcp:
            request.scheme = Scheme::Tcp;
            request.protocol = Protocol::Tcp;
            request.portGiven = true;
            break;
        case Way::Udp:
            request.scheme = Scheme::Udp;
            request.protocol = Protocol::Udp;
            request.portGiven = true;
            break;
    }
    return request;
}

Request requestAt(const MeshEntryPoint& entry) {
    Request request;
    request.from.namespace_ = entry.clients;
    request.urlHost = fmt::format("{}.{}", entry.name, entry.namespace_);
    request.urlPort = entry.port;
    request.portGiven = entry.port != 80;
    return request;
}

}  // namespace gatesight::simulator
