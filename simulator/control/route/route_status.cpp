#include "simulator/control/route/route_status.h"

#include "simulator/control/lint/lint_parents.h"
#include "simulator/control/route/attachment.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace gatesight::simulator {

using model::ParentReference;
using model::Severity;

/// One parentRef, or one default Gateway, resolved.
struct RouteController::Parent {
    std::uint32_t index = 0;               // in parentRefs, or kDefaultGateway
    const ParentReference* ref = nullptr;  // null for a default Gateway
    model::ObjectId id = {};               // invalid: no such object
    const GatewayState* gateway = nullptr;
    std::span<const ListenerId> listeners = {};  // that this parent can lead to
    std::string unwritten = {};                  // why nobody writes an entry
    std::string_view unwrittenRule = {};

    /// Without the feature a port has no effect.
    [[nodiscard]] ListenerSelection selection(bool byPort) const {
        if (!ref)
            return {};
        return {ref->sectionName ? &*ref->sectionName : nullptr,
                byPort ? ref->port : std::optional<std::uint16_t>()};
    }
};

namespace {

bool isService(const ParentReference& ref) {
    return model::namesService(ref.group, ref.kind);
}

/// listenerset.route.parent: a Gateway as parent never reaches the listeners of its ListenerSets.
std::span<const ListenerId> ownListenersOf(const GatewayState& gateway) {
    return std::span(gateway.listeners).first(gateway.ownListeners);
}

bool wholeGateway(const ParentReference& ref) {
    return !ref.sectionName && !ref.port;
}

/// Accepted, from what the listeners and the rules say.
Condition acceptedCondition(const std::optional<Fault>& refused, const RouteRules& rules,
                            std::string_view parent) {
    if (refused)
        return falseCondition("Accepted", *refused);
    // route.accepted.at-least-one-rule: rules that are good are served.
    if (!rules.rules.empty() && rules.invalid.size() == rules.rules.size())
        return falseCondition("Accepted", rules.invalid);
    return trueCondition("Accepted", "Accepted", "route.accepted.at-least-one-rule",
                         fmt::format("accepted by {}", parent));
}

Condition resolvedCondition(const Faults& unresolved) {
    return unresolved.empty()
               ? trueCondition("ResolvedRefs", "ResolvedRefs", "cond.route.resolvedrefs",
                               "all references are resolved")
               : falseCondition("ResolvedRefs", unresolved);
}

/// route.partially-invalid: bad rules are dropped, the others served.
Condition partiallyInvalid(const Faults& invalid) {
    Condition condition = falseCondition("PartiallyInvalid", invalid);
    condition.status = Condition::Status::True;
    condition.reason = "UnsupportedValue";
    condition.rule = "route.partially-invalid";
    condition.message = "Dropped Rule: " + condition.message;
    return condition;
}

}  // namespace

RouteController::RouteController(ControlContext& context, ControlPlane& plane,
                                 std::span<const RouteView> routes)
    : m_context(context), m_plane(plane), m_mesh(context, routes, plane.meshController) {
    for (std::uint32_t i = 0; i < plane.gateways.size(); ++i) {
        const GatewayState& state = plane.gateways[i];
        const auto& gateway =
            std::get<model::Gateway>(context.world.object(state.gateway).resource);
        if (gateway.defaultScopeAll && !state.controllerName.empty())
            m_defaultGateways.push_back(i);
    }
}

RouteState RouteController::decide(const RouteView& route) {
    RouteState state;
    state.route = route.id;
    RouteRules rules = route.traits->rules(m_context, route);
    std::optional<RouteRules> inMesh = rulesInMesh(route, rules);
    RouteHostnames hostnames(route);
    const std::vector<Parent> parents = parentsOf(route);
    state.parents.reserve(parents.size());
    for (const Parent& parent : parents) {
        const bool mesh = inMesh && parent.ref && isService(*parent.ref);
        state.parents.push_back(decideParent(route, hostnames, mesh ? *inMesh : rules, parent));
        attachTo(route, hostnames, state.parents.back());
    }
    if (state.parents.empty())
        m_context.findings.add(Severity::Warning, "route.parentref.resolve", route.id,
                               model::kNoNode, "the route has no parentRefs and serves nothing");
    state.rules = std::move(rules.rules);
    if (inMesh)
        state.rulesInMesh = std::move(inMesh->rules);
    return state;
}

/// Nothing unless a Gateway among the parents is refused what a mesh is not (mesh.no-grant). What
/// is wrong for both has been found already.
std::optional<RouteRules> RouteController::rulesInMesh(const RouteView& route,
                                                       const RouteRules& rules) const {
    const bool refused = std::ranges::any_of(
        rules.unresolved, [](const Fault& fault) { return fault.reason == "RefNotPermitted"; });
    if (!refused || route.onlyMesh() || !route.hasMeshParent())
        return std::nullopt;
    ControlContext aside(m_context.world, m_context.options);
    RouteView view = route;
    view.inMesh = true;
    return route.traits->rules(aside, view);
}

std::vector<RouteController::Parent> RouteController::parentsOf(const RouteView& route) const {
    std::vector<Parent> parents;
    const auto& refs = route.common->parentRefs;
    parents.reserve(refs.size());
    for (std::uint32_t i = 0; i < refs.size(); ++i)
        parents.push_back(resolve(route, i));
    const std::string_view feature = route.traits->defaultFeature;
    if (!route.common->useDefaultGateways || feature.empty() ||
        !m_context.options.supports(feature))
        return parents;
    const std::size_t named = parents.size();
    for (const std::uint32_t index : m_defaultGateways) {
        const GatewayState& gateway = m_plane.gateways[index];
        // As if named in parentRefs; naming it there as well adds nothing.
        const bool already = std::ranges::any_of(
            parents.begin(), parents.begin() + std::ptrdiff_t(named), [&](const Parent& parent) {
                return parent.id == gateway.gateway && wholeGateway(*parent.ref);
            });
        if (!already)
            parents.push_back({.index = kDefaultGateway,
                               .id = gateway.gateway,
                               .gateway = &gateway,
                               .listeners = ownListenersOf(gateway)});
    }
    return parents;
}

RouteController::Parent RouteController::resolve(const RouteView& route,
                                                 std::uint32_t index) const {
    const ParentReference& ref = route.common->parentRefs[index];
    Parent parent{.index = index, .ref = &ref};
    const std::string_view namespace_ =
        ref.namespace_ ? std::string_view(*ref.namespace_) : route.namespace_();
    parent.id = m_context.world.find(ref.group, ref.kind, namespace_, ref.name);
    if (isService(ref))
        return parent;
    if (ref.group == model::kGatewayGroup && ref.kind == "Gateway") {
        resolveGateway(route, parent);
    } else if (ref.group == model::kGatewayGroup && ref.kind == "ListenerSet" &&
               m_context.options.supports("ListenerSet")) {
        resolveListenerSet(route, parent);
    } else {
        parent.unwritten = fmt::format("parents of kind {}{}{} are not modelled", ref.group,
                                       ref.group.empty() ? "" : "/", ref.kind);
        parent.unwrittenRule = "route.parentref.kind";
    }
    return parent;
}

void RouteController::resolveGateway(const RouteView& route, Parent& parent) const {
    const std::string_view namespace_ =
        parent.ref->namespace_ ? std::string_view(*parent.ref->namespace_) : route.namespace_();
    const GatewayState* gateway = parent.id.valid() ? m_plane.gateway(parent.id) : nullptr;
    if (!gateway) {
        parent.unwritten =
            fmt::format("there is no Gateway '{}' in namespace '{}'", parent.ref->name, namespace_);
        parent.unwrittenRule = "route.parentref.resolve";
    } else if (gateway->controllerName.empty()) {
        parent.unwritten = fmt::format("nobody manages Gateway {}/{}: {}", namespace_,
                                       parent.ref->name, gateway->unmanaged);
        parent.unwrittenRule = gateway->unmanagedRule;
    } else {
        parent.gateway = gateway;
        parent.listeners = ownListenersOf(*gateway);
    }
}

void RouteController::resolveListenerSet(const RouteView& route, Parent& parent) const {
    const std::string_view namespace_ =
        parent.ref->namespace_ ? std::string_view(*parent.ref->namespace_) : route.namespace_();
    const ListenerSetState* set = parent.id.valid() ? m_plane.listenerSet(parent.id) : nullptr;
    if (!set) {
        parent.unwritten = fmt::format("there is no ListenerSet '{}' in namespace '{}'",
                                       parent.ref->name, namespace_);
        parent.unwrittenRule = "route.parentref.resolve";
    } else if (set->controllerName.empty()) {
        parent.unwritten = fmt::format("nobody manages ListenerSet {}/{}: {}", namespace_,
                                       parent.ref->name, set->unwritten);
        parent.unwrittenRule = set->unwrittenRule;
    } else {
        parent.gateway = m_plane.gateway(set->gateway);
        parent.listeners = set->listeners;
    }
}

std::optional<Fault> RouteController::meetListeners(const RouteView& route,
                                                    RouteHostnames& hostnames, const Parent& parent,
                                                    RouteParentState& state) {
    const std::string_view feature = route.traits->portFeature;
    const bool byPort = feature.empty() || m_context.options.supports(feature);
    if (parent.ref && parent.ref->port && !byPort)
        m_context.findings.add(
            Severity::Warning, "route.parentref.port", route.id, parent.ref->node,
            fmt::format("port of the parentRef has no effect: the controller lacks {}", feature));
    AttachResult result = attach(route, hostnames, parent.selection(byPort), parent.listeners,
                                 m_plane, m_claims, m_context.world);
    state.verdicts = std::move(result.verdicts);
    if (result.refused)
        reportRefused(m_context, m_plane, route, parent.ref,
                      {m_context.world.object(parent.id), parent.listeners}, *result.refused);
    return result.refused;
}

RouteParentState RouteController::decideParent(const RouteView& route, RouteHostnames& hostnames,
                                               const RouteRules& rules, const Parent& parent) {
    RouteParentState state;
    state.parentRef = parent.index;
    state.parent = parent.id;
    std::optional<Fault> refused;
    if (parent.gateway) {
        state.controllerName = parent.gateway->controllerName;
        refused = meetListeners(route, hostnames, parent, state);
    } else if (parent.ref && isService(*parent.ref)) {
        refused = m_mesh.decide(route, *parent.ref, state);
        if (refused)
            m_context.findings.add(Severity::Error, refused->rule, route.id, refused->node,
                                   refused->message);
    } else {
        state.unwritten = parent.unwritten;
        state.unwrittenRule = parent.unwrittenRule;
    }
    if (state.controllerName.empty()) {
        reportUnwritten(m_context, route, *parent.ref, state);
        return state;
    }
    const model::Object& object = m_context.world.object(state.parent);
    state.conditions.reserve(3);
    state.conditions.push_back(
        acceptedCondition(refused, rules, fmt::format("{} {}", object.kind, object.fullName())));
    // route.resolvedrefs.when-not-accepted
    state.conditions.push_back(resolvedCondition(rules.unresolved));
    if (state.accepted() && !rules.invalid.empty())
        state.conditions.push_back(partiallyInvalid(rules.invalid));
    observe(state.conditions, route.object->metadata.generation);
    return state;
}

void RouteController::attachTo(const RouteView& route, RouteHostnames& hostnames,
                               const RouteParentState& parent) {
    if (!parent.accepted())
        return;  // listener.attached-routes.not-accepted
    for (const ListenerVerdict& verdict : parent.verdicts) {
        if (verdict.verdict != AttachVerdict::Attached)
            continue;
        ListenerState& listener = m_plane.listeners[verdict.listener.value];
        // A second parentRef that leads to the same listener adds nothing. Routes come one after
        // the other.
        if (!listener.attachments.empty() && listener.attachments.back().route == route.id)
            continue;
        listener.attachments.push_back(
            {route.id, parent.parentRef, hostnames.servedUnder(listener.spec->hostname)});
        ++listener.attachedRoutes;
        if (m_context.options.choices.httpGrpcHostname == SpecChoices::HttpGrpcHostname::OlderRoute)
            m_claims.claim(route.kind, route.id, verdict.listener,
                           listener.attachments.back().hostnames);
    }
}

}  // namespace gatesight::simulator
