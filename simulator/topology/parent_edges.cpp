#include <algorithm>

#include <fmt/format.h>

#include "model/schema/decode.h"
#include "simulator/control/hostname.h"
#include "simulator/topology/graph_draft.h"

namespace gatesight::simulator {

namespace {

constexpr std::size_t kMostRefusals = 4;  // listeners that show their refusal of one parentRef

class ParentEdges {
public:
    ParentEdges(GraphDraft& draft, std::size_t route, std::uint32_t routeNode)
        : m_draft(draft), m_index(route), m_shape(draft.shapes[route]), m_route(routeNode) {}

    void add(const RouteParentState& parent) {
        const bool attached = std::ranges::any_of(parent.verdicts, [](const ListenerVerdict& v) {
            return v.verdict == AttachVerdict::Attached;
        });
        if (!parent.parent.valid())
            addMissingParent(parent);
        else if (model::servicePorts(m_draft.world().object(parent.parent)))
            addFrontend(parent);
        else if (!attached)
            addRefusal(parent);
    }

private:
    /// The parentRef as it is written; null for a default Gateway.
    [[nodiscard]] const model::ParentReference* written(const RouteParentState& parent) const {
        const auto* refs = m_shape.parentRefs;
        return refs && parent.parentRef < refs->size() ? &(*refs)[parent.parentRef] : nullptr;
    }

    void connect(std::uint32_t from, std::uint32_t to, NodeState state, const std::string& why) {
        m_draft.builder.connect(edgeBetween(from, to, state, why));
    }

    void addMissingParent(const RouteParentState& parent) {
        const model::ParentReference* ref = written(parent);
        if (!ref)
            return;
        const std::string namespace_ =
            ref->namespace_.value_or(m_shape.object->metadata.namespace_);
        GraphNode ghost = plainNode(keys::missing(ref->kind, namespace_, ref->name),
                                    NodeRole::Gateway, ref->name, ref->kind);
        ghost.state = NodeState::Missing;
        ghost.namespace_ = namespace_;
        ghost.nearest = m_draft.nearestObject(ref->group, ref->kind, namespace_, ref->name);
        describeGhost(ghost, parent.unwritten);
        connect(m_draft.builder.add(std::move(ghost)), m_route, NodeState::Missing,
                parent.unwritten);
    }

    static std::string refusalOf(const RouteParentState& parent) {
        return parent.controllerName.empty() ? parent.unwritten
                                             : messageOfFalse(parent.conditions, {"Accepted"});
    }

    /// A parent that takes the route on none of its listeners: shown at the listeners that refuse
    /// it, or at a ghost when sectionName names none, else at the Gateway.
    void addRefusal(const RouteParentState& parent) {
        const std::vector<const ListenerVerdict*> refusing = refusals(parent);
        if (!refusing.empty() && refusing.size() <= kMostRefusals) {
            for (const ListenerVerdict* verdict : refusing)
                connect(m_draft.listenerNodes[verdict->listener.value], m_route, NodeState::Refused,
                        verdict->message);
            return;
        }
        const auto gateway = gatewayOf(parent.parent);
        if (!gateway)
            return;
        const model::ParentReference* ref = written(parent);
        if (refusing.empty() && ref && ref->sectionName && !hasSection(parent, *ref->sectionName))
            addMissingListener(*gateway, parent, *ref->sectionName);
        else
            connect(*gateway, m_route,
                    parent.controllerName.empty() ? NodeState::Unknown : NodeState::Refused,
                    refusalOf(parent));
    }

    /// Verdicts of the listeners that the parentRef means; where some of them have a host in common
    /// with the route, of those alone.
    [[nodiscard]] std::vector<const ListenerVerdict*> refusals(
        const RouteParentState& parent) const {
        std::vector<const ListenerVerdict*> meant, fitting;
        for (const ListenerVerdict& verdict : parent.verdicts) {
            if (verdict.verdict == AttachVerdict::OtherSection ||
                verdict.verdict == AttachVerdict::OtherPort)
                continue;
            meant.push_back(&verdict);
            if (hasHostInCommon(m_draft.control().listener(verdict.listener).spec->hostname))
                fitting.push_back(&verdict);
        }
        return fitting.empty() ? meant : fitting;
    }

    [[nodiscard]] bool hasHostInCommon(const std::string& hostname) const {
        return m_shape.hostnames && (m_shape.hostnames->empty() ||
                                     std::ranges::any_of(*m_shape.hostnames, [&](const auto& own) {
                                         return intersection(hostname, own).has_value();
                                     }));
    }

    /// Node of the Gateway behind a parent, which may be a ListenerSet.
    [[nodiscard]] std::optional<std::uint32_t> gatewayOf(model::ObjectId parent) const {
        for (const ListenerState& listener : m_draft.control().listeners)
            if (listener.owner == parent)
                return m_draft.nodeOf(listener.gateway);
        return m_draft.nodeOf(parent);
    }

    [[nodiscard]] bool hasSection(const RouteParentState& parent, const std::string& name) const {
        return std::ranges::any_of(parent.verdicts, [&](const ListenerVerdict& verdict) {
            return m_draft.control().listener(verdict.listener).spec->name == name;
        });
    }

    void addMissingListener(std::uint32_t gateway, const RouteParentState& parent,
                            const std::string& section) {
        const model::Object& object = m_draft.world().object(parent.parent);
        std::vector<std::string_view> names;
        for (const ListenerVerdict& verdict : parent.verdicts)
            names.push_back(m_draft.control().listener(verdict.listener).spec->name);
        const std::string why = refusalOf(parent);
        GraphNode ghost = plainNode(keys::missing("Listener", object.fullName(), section),
                                    NodeRole::Listener, section, "Listener");
        ghost.state = NodeState::Missing;
        ghost.namespace_ = object.metadata.namespace_;
        ghost.nearest = model::nearest(section, names);
        describeGhost(ghost, why);
        const std::uint32_t known = m_draft.builder.size();
        const std::uint32_t node = m_draft.builder.add(std::move(ghost));
        if (node == known)  // several routes may name the same one
            connect(gateway, node, NodeState::Missing, why);
        connect(node, m_route, NodeState::Missing, why);
    }

    /// mesh.parent.service: clients in the cluster call the Service and get the route.
    void addFrontend(const RouteParentState& parent) {
        const model::Object& service = m_draft.world().object(parent.parent);
        const NodeState state = frontendState(parent);
        GraphNode node =
            plainNode(
            keys::frontend(service.kind, service.metadata.namespace_, service.metadata.name),
            NodeRole::Listener, service.metadata.name, service.kind);
        node.state = state;
        node.subtitle = "called in the cluster";
        node.namespace_ = service.metadata.namespace_;
        node.object = parent.parent;
        const std::uint32_t frontend = m_draft.builder.add(std::move(node));
        if (state == NodeState::GetsTraffic)
            m_draft.builder.node(frontend).state = state;
        m_draft.builder.connectOnce(edgeBetween(clientOf(service), frontend, state));
        connect(frontend, m_route, state, parent.accepted() ? "" : refusalOf(parent));
    }

    [[nodiscard]] NodeState frontendState(const RouteParentState& parent) const {
        if (parent.accepted())
            return m_draft.reach.route(m_index) ? NodeState::GetsTraffic : NodeState::Idle;
        return parent.controllerName.empty() ? NodeState::Unknown : NodeState::Refused;
    }

    /// mesh.producer, mesh.consumer: routes in the Service's namespace are for all clients, others
    /// for their own.
    std::uint32_t clientOf(const model::Object& service) {
        const std::string& own = m_shape.object->metadata.namespace_;
        if (own == service.metadata.namespace_)
            return m_draft.builder.add(plainNode(std::string(keys::kCluster), NodeRole::Client,
                                                 "In the cluster", "Client"));
        return m_draft.builder.add(
            plainNode(keys::client(own), NodeRole::Client, "In " + own, "Client"));
    }

    GraphDraft& m_draft;
    const std::size_t m_index;
    const RouteShape& m_shape;
    const std::uint32_t m_route;
};

}  // namespace

void addParents(GraphDraft& draft, std::size_t route, std::uint32_t routeNode) {
    ParentEdges edges(draft, route, routeNode);
    for (const RouteParentState& parent : draft.shapes[route].state->parents)
        edges.add(parent);
}

}  // namespace gatesight::simulator
