#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "simulator/topology/graph_draft.h"

namespace gatesight::simulator {

namespace {

/// In lowest terms.
void setFraction(GraphEdge& edge, std::int64_t numerator, std::int64_t denominator) {
    const std::int64_t divisor = std::max<std::int64_t>(std::gcd(numerator, denominator), 1);
    edge.numerator = numerator / divisor;
    edge.denominator = denominator / divisor;
}

class BackendEdges {
public:
    BackendEdges(GraphDraft& draft, const RouteShape& shape, std::uint32_t rule, bool reachable)
        : m_draft(draft), m_shape(shape), m_rule(rule), m_reachable(reachable) {}

    void addAll(const std::vector<BackendShape>& backends) {
        std::int64_t total = 0;
        std::map<std::uint32_t, std::size_t> edgeTo;
        std::vector<GraphEdge> edges;
        for (const BackendShape& backend : backends) {
            GraphEdge edge = resolved(backend);
            edge.numerator = std::max<std::int64_t>(backend.weight, 0);
            total += edge.numerator;
            const auto [place, isNew] = edgeTo.emplace(edge.to, edges.size());
            // backendref.weight.same-backend-twice: shares of one Service add up.
            if (isNew)
                edges.push_back(std::move(edge));
            else
                edges[place->second].numerator += edge.numerator;
        }
        for (GraphEdge& edge : edges) {
            setFraction(edge, edge.numerator, std::max<std::int64_t>(total, 1));
            if (edges.size() > 1 || edge.numerator != edge.denominator)
                edge.label = edge.numerator == 0
                                 ? "0"
                                 : fmt::format("{}/{}", edge.numerator, edge.denominator);
            m_draft.builder.connect(std::move(edge));
        }
    }

    void addMirror(const MirrorShape& mirror) {
        GraphEdge edge = resolved(mirror.backend);
        edge.mirror = true;
        edge.label = "mirror";
        if (mirror.fraction && mirror.fraction->denominator > 0) {
            setFraction(edge, mirror.fraction->numerator, mirror.fraction->denominator);
            if (edge.numerator != edge.denominator)
                edge.label = fmt::format("mirror {}/{}", edge.numerator, edge.denominator);
        }
        m_draft.builder.connect(std::move(edge));
    }

    void addRedirect(const model::RequestRedirect& redirect) {
        const std::string scheme = redirect.scheme.value_or("");
        const std::string host = redirect.hostname.value_or("");
        const std::string port = redirect.port ? fmt::to_string(*redirect.port) : "";
        GraphNode node = plainNode(keys::redirect(redirect.statusCode, scheme, host, port),
                                   NodeRole::Exit, placeOf(scheme, host, port), "Redirect");
        node.subtitle = fmt::format("redirect {}", redirect.statusCode);
        const NodeState state = m_reachable ? NodeState::GetsTraffic : NodeState::Idle;
        const std::uint32_t exit = m_draft.builder.add(std::move(node));
        if (m_reachable)
            m_draft.builder.node(exit).state = state;
        m_draft.builder.connectOnce(edgeBetween(m_rule, exit, state));
    }

private:
    /// What a redirect changes of where the client goes.
    static std::string placeOf(const std::string& scheme, const std::string& host,
                               const std::string& port) {
        if (scheme.empty() && host.empty() && port.empty())
            return "another path";
        return fmt::format("{}{}{}{}", scheme.empty() ? "" : scheme + "://",
                           host.empty() ? "same host" : host, port.empty() ? "" : ":", port);
    }

    GraphEdge resolved(const BackendShape& backend) {
        const BackendState* state = backend.state;
        GraphEdge edge = edgeBetween(m_rule, 0, NodeState::Idle, state ? state->message : "");
        if (backend.ref->port)
            edge.label = fmt::format(":{}", *backend.ref->port);
        const auto target = state && state->ok() ? m_draft.nodeOf(state->target) : std::nullopt;
        if (!target) {
            edge.to = unresolvedTarget(*backend.ref, state);
            const bool missing = m_draft.builder.node(edge.to).state == NodeState::Missing;
            edge.state = missing ? NodeState::Missing : NodeState::Refused;
            return edge;
        }
        edge.to = *target;
        if (state->grant.valid())
            edge.grant = m_draft.world().object(state->grant).fullName();
        const bool ready = hasReadyEndpoint(m_draft.simulation, *state);
        if (m_draft.builder.node(edge.to).state == NodeState::Unknown) {
            edge.state = NodeState::Unknown;
            edge.why = m_draft.builder.node(edge.to).why;
        } else if (!ready)
            edge.why = "no endpoint is ready on this port";
        else if (m_reachable && backend.weight > 0)
            markTraffic(edge);
        return edge;
    }

    void markTraffic(GraphEdge& edge) {
        edge.state = NodeState::GetsTraffic;
        GraphNode& service = m_draft.builder.node(edge.to);
        service.state = NodeState::GetsTraffic;
        service.why.clear();
    }

    /// Where a reference that leads nowhere ends: at the object it means when that is loaded, else
    /// at a ghost.
    std::uint32_t unresolvedTarget(const model::BackendObjectReference& ref,
                                   const BackendState* state) {
        const std::string namespace_ = ref.namespace_.value_or(m_shape.object->metadata.namespace_);
        if (const auto known = m_draft.builder.find(keys::object(ref.kind, namespace_, ref.name)))
            return *known;
        GraphNode ghost = plainNode(keys::missing(ref.kind, namespace_, ref.name),
                                    NodeRole::Service, ref.name, ref.kind);
        ghost.namespace_ = namespace_;
        const BackendStatus status = state ? state->status : BackendStatus::InvalidKind;
        if (status == BackendStatus::NotFound) {
            ghost.state = NodeState::Missing;
            ghost.nearest = m_draft.nearestObject(ref.group, ref.kind, namespace_, ref.name);
            describeGhost(ghost, state->message);
        } else {
            ghost.state = NodeState::Refused;
            ghost.subtitle = status == BackendStatus::RefNotPermitted
                                 ? "not permitted"
                                 : fmt::format("{}: not supported", ref.kind);
            ghost.why = state ? state->message : "";
        }
        return m_draft.builder.add(std::move(ghost));
    }

    GraphDraft& m_draft;
    const RouteShape& m_shape;
    const std::uint32_t m_rule;
    const bool m_reachable;
};

}  // namespace

void addBackends(GraphDraft& draft, const RouteShape& shape, const RuleShape& rule,
                 std::uint32_t ruleNode, bool reachable) {
    BackendEdges edges(draft, shape, ruleNode, reachable);
    edges.addAll(rule.backends);
    for (const MirrorShape& mirror : rule.mirrors)
        edges.addMirror(mirror);
    if (rule.redirect)
        edges.addRedirect(*rule.redirect);
}

}  // namespace gatesight::simulator
