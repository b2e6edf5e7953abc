// Decisions and trace steps, found in the graph again.
#include <fmt/format.h>

#include "simulator/topology/node_keys.h"
#include "simulator/topology/topology.h"
#include "simulator/topology/topology_graph.h"

namespace gatesight::simulator {

namespace {

/// Splits "namespace/name".
std::pair<std::string_view, std::string_view> split(std::string_view fullName) {
    const std::size_t slash = fullName.find('/');
    if (slash == std::string_view::npos)
        return {"", fullName};
    return {fullName.substr(0, slash), fullName.substr(slash + 1)};
}

class PathFinder {
public:
    explicit PathFinder(const Topology& topology) : m_topology(topology) {}

    std::vector<std::string> run(const Decision& decision) {
        follow(decision);
        return std::move(m_path);
    }

private:
    void follow(const Decision& decision) {
        addEntrance(decision);
        if (decision.route)
            addRoute(*decision.route);
        if (decision.backend)
            addBackend(*decision.backend);
        addEnd(decision);
        for (const Decision& hop : decision.hops)
            follow(hop);
    }

    /// True when the graph has a node with this key; then it is on the path.
    bool add(const std::string& key) {
        if (m_topology.find(key) < 0)
            return false;
        if (m_path.empty() || m_path.back() != key)
            m_path.push_back(key);
        return true;
    }

    void addEntrance(const Decision& decision) {
        if (decision.listener) {
            add(std::string(keys::kInternet));
            const auto [namespace_, name] = split(decision.listener->gateway);
            add(keys::object("Gateway", namespace_, name));
            add(keys::listener(decision.listener->gateway, decision.listener->name,
                               decision.listener->listenerSet));
        } else if (decision.route) {
            addFrontend(*decision.route);
        }
    }

    /// A mesh route: the Service (or ServiceImport) that it hangs on stands in front of it.
    void addFrontend(const DecidedRoute& route) {
        const int index = m_topology.find(keys::object(route.kind, route.namespace_, route.name));
        if (index < 0)
            return;
        for (const GraphEdge& edge : m_topology.edges()) {
            const GraphNode& from = m_topology.nodes()[edge.from];
            if (edge.to != static_cast<std::uint32_t>(index) ||
                !from.key.starts_with(keys::kFrontend))
                continue;
            for (const GraphEdge& client : m_topology.edges())
                if (client.to == edge.from && add(m_topology.nodes()[client.from].key))
                    break;
            add(from.key);
            return;
        }
    }

    void addRoute(const DecidedRoute& route) {
        add(keys::object(route.kind, route.namespace_, route.name));
        add(keys::rule(route.kind, route.namespace_, route.name, route.rule));
    }

    void addBackend(const DecidedBackend& backend) {
        if (!add(keys::object(backend.kind, backend.namespace_, backend.name)))
            add(keys::missing(backend.kind, backend.namespace_, backend.name));
    }

    void addEnd(const Decision& decision) {
        if (decision.endpoint) {
            const auto [namespace_, name] = split(decision.endpoint->pod);
            const bool pod =
                !decision.endpoint->pod.empty() && add(keys::object("Pod", namespace_, name));
            if (!pod)
                add(keys::exit(decision.endpoint->place()));
        }
        if (decision.redirect)
            addNextOf([](const GraphNode& node) { return node.kind == "Redirect"; });
        else if (decision.outcome == Outcome::Exited)
            addNextOf([](const GraphNode& node) {
                return node.role == NodeRole::Exit && node.kind != "Redirect";
            });
    }

    /// What the last node leads to and `fits`: a rule redirects to one place only.
    void addNextOf(bool (*fits)(const GraphNode&)) {
        const int last = m_path.empty() ? -1 : m_topology.find(m_path.back());
        for (const GraphEdge& edge : m_topology.edges())
            if (last >= 0 && edge.from == static_cast<std::uint32_t>(last) &&
                fits(m_topology.nodes()[edge.to])) {
                add(m_topology.nodes()[edge.to].key);
                return;
            }
    }

    const Topology& m_topology;
    std::vector<std::string> m_path;
};

/// "spec.rules[2].matches[0]" -> "2"; empty when the field is no part of a rule.
std::string_view ruleIndex(std::string_view field) {
    constexpr std::string_view kRules = "spec.rules[";
    if (!field.starts_with(kRules))
        return {};
    field.remove_prefix(kRules.size());
    return field.substr(0, field.find(']'));
}

std::size_t toIndex(std::string_view digits) {
    std::size_t value = 0;
    for (const char c : digits.substr(0, 9))
        value = c >= '0' && c <= '9' ? value * 10 + static_cast<std::size_t>(c - '0') : value;
    return value;
}

}  // namespace

std::vector<std::string> Topology::pathOf(const Decision& decision) const {
    return PathFinder(*this).run(decision);
}

std::string Topology::focusOf(const Step& step) const {
    const Subject& subject = step.subject;
    const auto known = [&](std::string key) { return find(key) >= 0 ? key : std::string(); };
    if (const std::string_view rule = ruleIndex(subject.field); !rule.empty()) {
        std::string key =
            known(keys::rule(subject.kind, subject.namespace_, subject.name, toIndex(rule)));
        if (!key.empty())
            return key;
    }
    const std::string object = keys::object(subject.kind, subject.namespace_, subject.name);
    // A field of a listener may go on behind its index: "spec.listeners[1].hostname".
    if (m_graph && !subject.field.empty()) {
        const std::size_t bracket = subject.field.find(']');
        const std::string field =
            fmt::format("{}#{}", object, std::string_view(subject.field).substr(0, bracket + 1));
        if (const auto found = m_graph->fields.find(field); found != m_graph->fields.end())
            return found->second;
    }
    if (std::string key = known(object); !key.empty())
        return key;
    return known(keys::missing(subject.kind, subject.namespace_, subject.name));
}

}  // namespace gatesight::simulator
