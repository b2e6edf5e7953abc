#include "support_wide_control.h"

#include "support_wide_names.h"

#include <algorithm>
#include <array>

namespace gatesight::test {

namespace wide {

namespace {

constexpr std::array<std::string_view, 5> kByMeshRank{"GRPCRoute", "HTTPRoute", "TLSRoute",
                                                      "TCPRoute", "UDPRoute"};

/// mesh.kinds-conflict: less goes first.
std::size_t meshRank(const Json& route) {
    return static_cast<std::size_t>(std::ranges::find(kByMeshRank, textAt(route, "kind")) -
                                    kByMeshRank.begin());
}

bool speaksUdp(const Json& route) {
    return textAt(route, "kind") == "UDPRoute";
}

/// Which listeners (or ports) a parentRef means (route.parentref.section-name,
/// route.parentref.port).
bool means(const Json& parent, const Json& named) {
    const Json& section = at(parent, "sectionName");
    const Json& port = at(parent, "port");
    return (section.is_null() || section == at(named, "name")) &&
           (port.is_null() || port == at(named, "port"));
}

/// listener.protocol.kinds, listener.kinds.supported
std::vector<std::string> kindsOf(const WideListener& listener) {
    std::vector<std::string> kinds{listener.protocol() + "Route"};
    if (listener.protocol().starts_with("HTTP"))
        kinds = {"HTTPRoute", "GRPCRoute"};
    else if (listener.protocol() == "TLS" && !listener.passthrough())
        kinds = {"TLSRoute", "TCPRoute"};
    const Json& allowed = at(*listener.spec, "allowedRoutes/kinds");
    std::erase_if(kinds, [&](const std::string& kind) {
        return !allowed.empty() && std::ranges::none_of(allowed, [&](const Json& one) {
            return textAt(one, "kind") == kind;
        });
    });
    return kinds;
}

/// route.conflict.http-grpc: an older route of the other kind has a host in common.
bool held(const WideListener& listener, const WideAttached& route) {
    const std::string kind = textAt(*route.route, "kind");
    const std::string rival = kind == "HTTPRoute"   ? "GRPCRoute"
                              : kind == "GRPCRoute" ? "HTTPRoute"
                                                    : "";
    for (const WideAttached& other : listener.attached) {
        if (textAt(*other.route, "kind") != rival)
            continue;
        for (const std::string& theirs : other.hostnames) {
            for (const std::string& ours : route.hostnames) {
                if (wide::commonName(theirs, ours))
                    return true;
            }
        }
    }
    return false;
}

}  // namespace

}  // namespace wide

WideControl::WideControl(const WideWorld& world)
    : m_objects(world), m_listeners(listenersOf(m_objects)) {
    std::vector<const Json*> routes;
    for (const Json& document : world.documents) {
        if (isRoute(document))
            routes.push_back(&document);
    }
    for (const Json* route : m_objects.byAge(routes))
        attach(*route);
}

void WideControl::attach(const Json& route) {
    const Json& parents = at(route, "spec/parentRefs");
    for (std::size_t i = 0; i < parents.size(); ++i) {
        if (textAt(parents[i], "kind") == "Service")
            attachToService(route, parents[i], i);
        else
            attachToListeners(route, parents[i], i);
    }
}

void WideControl::attachToListeners(const Json& route, const Json& parent, std::size_t index) {
    for (WideListener& listener : m_listeners) {
        // listenerset.route.parent
        const bool asked = textAt(*listener.owner, "kind") == textAt(parent, "kind", "Gateway") &&
                           nameOf(*listener.owner) == textAt(parent, "name") &&
                           namespaceOf(*listener.owner) == homeOf(parent, route) &&
                           wide::means(parent, *listener.spec);
        const auto kinds = wide::kindsOf(listener);
        if (!asked || std::ranges::find(kinds, textAt(route, "kind")) == kinds.end() ||
            !m_objects.admits(at(*listener.spec, "allowedRoutes/namespaces"), "Same",
                              namespaceOf(*listener.owner), namespaceOf(route)))
            continue;
        WideAttached attached{&route, index, {}};
        const Json& own = at(route, "spec/hostnames");
        if (own.empty())
            attached.hostnames.push_back(listener.hostname());
        for (const Json& hostname : own) {
            if (const auto common =
                    wide::commonName(hostname.get<std::string>(), listener.hostname()))
                attached.hostnames.push_back(*common);
        }
        const bool twice = !listener.attached.empty() && listener.attached.back().route == &route;
        if (!attached.hostnames.empty() && !twice && !wide::held(listener, attached))
            listener.attached.push_back(std::move(attached));
    }
}

void WideControl::attachToService(const Json& route, const Json& parent, std::size_t index) {
    const Json* service = m_objects.find("Service", homeOf(parent, route), textAt(parent, "name"));
    const bool producer = service && namespaceOf(*service) == namespaceOf(route);
    if (!service || !m_objects.options().supports("Mesh") ||
        (!producer && !m_objects.options().supports("MeshConsumerRoute")))
        return;
    for (const Json& port : at(*service, "spec/ports")) {
        if (!wide::means(parent, port) || (protocolOf(port) == "UDP") != wide::speaksUdp(route))
            continue;
        const std::string clients = producer ? "" : namespaceOf(route);
        auto place = std::ranges::find_if(m_frontends, [&](const WideFrontend& one) {
            return one.service == service && one.port == textAt(port, "name") &&
                   one.clients == clients;
        });
        if (place == m_frontends.end())
            place = m_frontends.insert(
                place, {service, textAt(port, "name"), clients, wide::speaksUdp(route), {}});
        auto& there = place->attached;
        if (!there.empty() && wide::meshRank(*there.front().route) > wide::meshRank(route))
            there.clear();
        if (there.empty() || wide::meshRank(*there.front().route) == wide::meshRank(route))
            there.push_back({&route, index, {""}});
    }
}

const WideFrontend* WideControl::frontend(const Json* service, const std::string& port,
                                          const std::string& clients) const {
    const auto found = std::ranges::find_if(m_frontends, [&](const WideFrontend& one) {
        return one.service == service && one.port == port && one.clients == clients;
    });
    return found == m_frontends.end() ? nullptr : &*found;
}

}  // namespace gatesight::test
