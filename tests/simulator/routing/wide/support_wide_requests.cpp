#include "support_wide_contents.h"
#include "support_wide_makers.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::test {

namespace {

using simulator::Protocol;
using simulator::Request;
using simulator::Scheme;

std::string asHost(const std::string& pattern, Dice& dice) {
    if (pattern.starts_with("*."))
        return fmt::format("{}{}", dice.of(std::array{"x", "x.y", "a"}), pattern.substr(1));
    return pattern;
}

void speak(Request& request, Scheme scheme) {
    request.scheme = scheme;
    request.protocol = scheme == Scheme::Grpc || scheme == Scheme::Grpcs ? Protocol::Grpc
                       : scheme == Scheme::Tls                           ? Protocol::Tls
                       : scheme == Scheme::Tcp                           ? Protocol::Tcp
                       : scheme == Scheme::Udp                           ? Protocol::Udp
                                                                         : Protocol::Http1;
    if (request.protocol == Protocol::Grpc)
        request.method = "POST";
}

class RequestMaker {
public:
    RequestMaker(const WideWorld& world, Dice& dice) : m_world(world), m_dice(dice) {
        std::vector<const Json*> routes;
        for (const Json& document : world.documents) {
            if (isRoute(document))
                routes.push_back(&document);
        }
        static const Json kNone;
        m_route = routes.empty() ? &kNone : dice.of(routes);
    }

    Request make() {
        const Json& parents = at(*m_route, "spec/parentRefs");
        static const Json kGateway{{"name", "gw"}, {"namespace", "infra"}};
        const Json& parent = parents.empty() ? kGateway : m_dice.of(parents);
        const Json& rules = at(*m_route, "spec/rules");
        const Json rule = rules.empty() ? Json() : m_dice.of(rules);
        const Json& matches = at(rule, "matches");
        m_match = matches.empty() ? Json() : m_dice.of(matches);
        if (textAt(parent, "kind") == "Service")
            inside(parent);
        else
            through(parent);
        wide::addContent(m_request, *m_route, m_match, m_dice);
        return m_request;
    }

private:
    [[nodiscard]] std::string kind() const { return textAt(*m_route, "kind"); }

    /// From a Pod to a Service.
    void inside(const Json& parent) {
        const std::string home = textAt(parent, "namespace", namespaceOf(*m_route));
        m_request.from.namespace_ =
            m_dice.once(2) ? namespaceOf(*m_route) : std::string(m_dice.of(wide::kNamespaces));
        m_request.from.pod = "client";
        m_request.urlHost = fmt::format("{}.{}", textAt(parent, "name"), home);
        if (m_dice.once(3)) {
            for (const Json* service : ofKind(m_world, "Service")) {
                if (nameOf(*service) == textAt(parent, "name") && namespaceOf(*service) == home)
                    m_request.urlHost = textAt(*service, "spec/clusterIP");
            }
        }
        static constexpr std::array kPorts{80, 8080, 53, 99};
        m_request.port = static_cast<std::uint16_t>(m_dice.once(8) ? m_dice.of(kPorts)
                                                    : at(parent, "port").is_number()
                                                        ? at(parent, "port").get<int>()
                                                    : kind() == "UDPRoute"                   ? 53
                                                    : textAt(parent, "sectionName") == "alt" ? 8080
                                                                                             : 80);
        speak(m_request, kind() == "GRPCRoute"  ? Scheme::Grpc
                         : kind() == "TLSRoute" ? Scheme::Tls
                         : kind() == "TCPRoute" ? Scheme::Tcp
                         : kind() == "UDPRoute" ? Scheme::Udp
                                                : Scheme::Http);
        if (m_dice.once(8))
            speak(m_request, anyScheme());
        // Routes of a Service do not look at hosts, and who asks it by name sends that name.
        if (m_dice.once(3))
            m_request.host = m_dice.of(wide::kHostnames);
    }

    /// From the internet to a Gateway.
    void through(const Json& parent) {
        const bool set = textAt(parent, "kind") == "ListenerSet";
        const Json* owner = nullptr;
        for (const Json* candidate : ofKind(m_world, set ? "ListenerSet" : "Gateway")) {
            if (nameOf(*candidate) == textAt(parent, "name"))
                owner = candidate;
        }
        static const Json kNothing;
        if (!owner)
            owner = &kNothing;
        m_request.gateway = !set ? fmt::format("{}/{}", namespaceOf(*owner), nameOf(*owner))
                                 : fmt::format("{}/{}", textAt(*owner, "spec/parentRef/namespace"),
                                               textAt(*owner, "spec/parentRef/name"));
        m_request.urlHost = "198.51.100.1";
        m_listener = listenerFor(*owner);
        static constexpr std::array kPorts{80, 443, 8443, 9000};
        const Json& port = at(m_listener, "port");
        m_request.port = static_cast<std::uint16_t>(
            m_dice.once(12) || !port.is_number() ? m_dice.of(kPorts) : port.get<int>());
        speak(m_request, schemeFor(textAt(m_listener, "protocol")));
        m_request.host = randomHost();
        if (!m_dice.once(12))
            m_request.tls.sni = m_dice.once(8) ? randomHost() : *m_request.host;
        else if (m_dice.once(2))
            m_request.tls.sni = "";
    }

    /// One that the route could be meant for, as a rule.
    Json listenerFor(const Json& owner) {
        const Json& listeners = at(owner, "spec/listeners");
        if (listeners.empty())
            return {};
        const std::string kind = this->kind();
        std::vector<const Json*> fitting;
        for (const Json& listener : listeners) {
            const std::string protocol = textAt(listener, "protocol");
            const bool fits = kind == "HTTPRoute" || kind == "GRPCRoute"
                                  ? protocol.starts_with("HTTP")
                                  : kind == protocol + "Route";
            if (fits)
                fitting.push_back(&listener);
        }
        return fitting.empty() || m_dice.once(6) ? m_dice.of(listeners) : *m_dice.of(fitting);
    }

    Scheme schemeFor(const std::string& protocol) {
        if (m_dice.once(10))
            return anyScheme();
        const bool call = kind() == "GRPCRoute" && !m_dice.once(8);
        if (protocol == "HTTPS")
            return call ? Scheme::Grpcs : Scheme::Https;
        if (protocol == "TLS")
            return m_dice.once(4) ? Scheme::Https : Scheme::Tls;
        if (protocol == "TCP")
            return m_dice.once(4) ? Scheme::Http : Scheme::Tcp;
        if (protocol == "UDP")
            return Scheme::Udp;
        return call ? Scheme::Grpc : Scheme::Http;
    }

    Scheme anyScheme() {
        return m_dice.of(std::array{Scheme::Http, Scheme::Https, Scheme::Grpc, Scheme::Tls,
                                    Scheme::Tcp, Scheme::Udp});
    }

    std::string randomHost() {
        const Json& own = at(*m_route, "spec/hostnames");
        std::string pattern(m_dice.of(wide::kHostnames));
        if (!own.empty() && !m_dice.once(5))
            pattern = m_dice.of(own).get<std::string>();
        else if (!m_dice.once(4))
            pattern = textAt(m_listener, "hostname", pattern);
        return asHost(pattern, m_dice);
    }

    const WideWorld& m_world;
    Dice& m_dice;
    const Json* m_route;
    Json m_match, m_listener;
    Request m_request;
};

}  // namespace

Request randomWideRequest(const WideWorld& world, Dice& dice) {
    return RequestMaker(world, dice).make();
}

}  // namespace gatesight::test
