#include "support_wide_contents.h"
#include "support_wide_makers.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::test::wide {

namespace {

/// Requests, calls, and three kinds for connections.
enum class Kind { Http, Grpc, Tls, Tcp, Udp };
constexpr std::array<std::string_view, 5> kKinds{"HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute",
                                                 "UDPRoute"};
constexpr std::array kWeights{0, 1, 1, 2, 3, 9};

class RouteMaker {
public:
    RouteMaker(const WideWorld& world, Dice& dice, Kind kind)
        : m_world(world), m_dice(dice), m_kind(kind), m_namespace(dice.of(kNamespaces)) {}

    Json make(std::size_t index) {
        Json spec{{"parentRefs", parents()}};
        if (m_kind == Kind::Tls || ((m_kind == Kind::Http || m_kind == Kind::Grpc)))
            addHostnames(spec);
        spec["rules"] = rules();
        return object(m_dice, kKinds[static_cast<std::size_t>(m_kind)], m_namespace,
                      fmt::format("r{}", (index * 7 + m_dice.below(3) * 100) % 1000),
                      std::move(spec));
    }

private:
    [[nodiscard]] bool connections() const { return m_kind >= Kind::Tls; }

    /// Different objects: two references to one would have to name different sections
    /// (api.parentrefs.distinct).
    Json parents() {
        Json parents = Json::array();
        for (std::size_t i = 0, count = 1 + (m_dice.once(3) ? 1 : 0); i < count; ++i) {
            Json parent = m_dice.once(4) ? service() : owner();
            const bool there = std::ranges::any_of(parents, [&](const Json& other) {
                return textAt(other, "kind") == textAt(parent, "kind") &&
                       other["name"] == parent["name"];
            });
            if (!there)
                parents.push_back(std::move(parent));
        }
        return parents;
    }

    Json service() {
        Json parent{{"group", ""}, {"kind", "Service"}, {"name", m_dice.of(kServices)}};
        if (m_dice.once(2))
            parent["namespace"] = m_dice.of(kNamespaces);
        if (m_dice.once(4))
            parent["port"] = m_dice.of(std::array{80, 8080, 53, 99});
        if (m_dice.once(6))
            parent["sectionName"] = m_dice.of(std::array{"http", "alt", "dns"});
        return parent;
    }

    /// Somebody with listeners.
    Json owner() {
        const auto sets = ofKind(m_world, "ListenerSet");
        const bool set = !sets.empty() && m_dice.once(3);
        const Json& object = set ? *m_dice.of(sets) : *m_dice.of(ofKind(m_world, "Gateway"));
        Json parent{{"name", nameOf(object)}, {"namespace", namespaceOf(object)}};
        if (set)
            parent["kind"] = "ListenerSet";
        const Json& listener = m_dice.of(at(object, "spec/listeners"));
        if (m_dice.once(4))
            parent["sectionName"] = listener["name"];
        if (m_dice.once(8))
            parent["port"] = listener["port"];
        return parent;
    }

    void addHostnames(Json& spec) {
        const std::size_t least = m_kind == Kind::Tls ? 1 : 0;
        for (std::size_t i = 0, count = std::max(least, m_dice.below(3)); i < count; ++i) {
            const Json hostname = m_dice.of(kHostnames);
            Json& all = spec["hostnames"];
            if (std::ranges::find(all, hostname) == all.end())
                all.push_back(hostname);
        }
    }

    Json rules() {
        Json rules = Json::array();
        const bool none = m_kind == Kind::Grpc && m_dice.once(10);  // grpcroute.no-rules
        for (std::size_t i = 0, count = connections() ? 1 : 1 + m_dice.below(3); i < count && !none;
             ++i)
            rules.push_back(rule());
        return rules;
    }

    Json rule() {
        Json rule = Json::object();
        for (std::size_t i = 0, count = connections() ? 0 : m_dice.below(3); i < count; ++i)
            rule["matches"].push_back(randomMatch(m_dice, m_kind == Kind::Grpc));
        for (std::size_t i = 0, count = std::max<std::size_t>(connections(), m_dice.below(4));
             i < count; ++i)
            rule["backendRefs"].push_back(backend());
        if (!connections() && m_dice.once(4))
            rule["filters"].push_back(randomHeaderModifier(m_dice));
        return rule;
    }

    Json backend() {
        Json ref{{"name", m_dice.once(12) ? std::string_view("gone") : m_dice.of(kServices)}};
        if (m_dice.once(15)) {
            ref["group"] = "example.com";
            ref["kind"] = "Widget";
        }
        if (m_dice.once(3))
            ref["namespace"] = m_dice.of(kNamespaces);
        ref["port"] = m_kind == Kind::Udp ? 53 : m_dice.of(std::array{80, 80, 8080});
        if (m_dice.once(15))
            ref["port"] = m_dice.of(std::array{99, 53, 80});
        if (m_dice.once(2))
            ref["weight"] = m_dice.of(kWeights);
        return ref;
    }

    const WideWorld& m_world;
    Dice& m_dice;
    const Kind m_kind;
    const std::string_view m_namespace;
};

}  // namespace

void addRoutes(WideWorld& world, Dice& dice) {
    // Which of an HTTPRoute's and a GRPCRoute's rules goes first is not said anywhere; they meet
    // only where listeners are not kept apart.
    const bool apart = world.options.supports("GatewayHTTPListenerIsolation");
    const Kind requests = dice.once(2) ? Kind::Http : Kind::Grpc;
    for (std::size_t i = 0, count = 3 + dice.below(8); i < count; ++i) {
        Kind kind = dice.of(std::array{Kind::Http, Kind::Grpc, Kind::Http, Kind::Grpc, Kind::Tls,
                                       Kind::Tls, Kind::Tcp, Kind::Udp});
        if (!apart && kind <= Kind::Grpc)
            kind = requests;
        world.documents.push_back(RouteMaker(world, dice, kind).make(i));
    }
}

}  // namespace gatesight::test::wide
