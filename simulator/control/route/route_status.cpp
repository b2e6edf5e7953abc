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
    std::string unwritten = {};  // why nobody writes an entry
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

RouteRules rulesOf(ControlContext& context, const RouteView& route) {
    if (const auto* http = std::get_if<model::HTTPRoute>(&route.object->resource))
        return decideRules(context, route, *http);
    return {};
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

RouteController::RouteController(ControlContext& context, ControlPlane& plane)
    : m_context(context), m_plane(plane) {
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
    RouteRules rules = rulesOf(m_context, route);
    for (const Parent& parent : parentsOf(route)) {
        state.parents.push_back(decideParent(route, rules, parent));
        attachTo(route, state.parents.back());
    }
    if (state.parents.empty())
        m_context.findings.add(Severity::Warning, "route.parentref.resolve", route.id,
                               model::kNoNode, "the route has no parentRefs and serves nothing");
    state.rules = std::move(rules.rules);
    return state;
}

std::vector<RouteController::Parent> RouteController::parentsOf(const RouteView& route) const {
    std::vector<Parent> parents;
    const auto& refs = route.common->parentRefs;
    for (std::uint32_t i = 0; i < refs.size(); ++i)
        parents.push_back(resolve(route, i));
    const std::string feature = std::string(route.kind) + "DefaultGateway";
    if (!route.common->useDefaultGateways || !m_context.options.supports(feature))
        return parents;
    const std::size_t named = parents.size();
    for (const std::uint32_t index : m_defaultGateways) {
        const GatewayState& gateway = m_plane.gateways[index];
        // As if named in parentRefs; naming it there as well adds nothing.
        const bool already = std::ranges::any_of(
            parents.begin(), parents.begin() + std::ptrdiff_t(named), [&](const Parent& parent) {
                return parent.gateway == &gateway && wholeGateway(*parent.ref);
            });
        if (!already)
            parents.push_back(
                {.index = kDefaultGateway, .id = gateway.gateway, .gateway = &gateway});
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
    if (ref.group.empty() && ref.kind == "Service") {
        parent.unwritten = fmt::format(
            "the parent is Service {}/{}, which is for a mesh, and no mesh is simulated",
            namespace_, ref.name);
        parent.unwrittenRule = "mesh.parent.service";
    } else if (ref.group != model::kGatewayGroup || ref.kind != "Gateway") {
        parent.unwritten = fmt::format("parents of kind {}{}{} are not modelled", ref.group,
                                       ref.group.empty() ? "" : "/", ref.kind);
        parent.unwrittenRule = "route.parentref.kind";
    } else if (!parent.id.valid()) {
        parent.unwritten =
            fmt::format("there is no Gateway '{}' in namespace '{}'", ref.name, namespace_);
        parent.unwrittenRule = "route.parentref.resolve";
    } else if (const GatewayState* gateway = m_plane.gateway(parent.id);
               gateway->controllerName.empty()) {
        parent.unwritten = fmt::format("nobody manages Gateway {}/{}: {}", namespace_, ref.name,
                                       gateway->unmanaged);
        parent.unwrittenRule = gateway->unmanagedRule;
    } else {
        parent.gateway = gateway;
    }
    return parent;
}

RouteParentState RouteController::decideParent(const RouteView& route, const RouteRules& rules,
                                               const Parent& parent) {
    RouteParentState state;
    state.parentRef = parent.index;
    state.parent = parent.id;
    if (!parent.gateway) {
        state.unwritten = parent.unwritten;
        state.unwrittenRule = parent.unwrittenRule;
        reportUnwritten(m_context, route, *parent.ref, state);
        return state;
    }
    state.controllerName = parent.gateway->controllerName;
    // listenerset.route.parent: a Gateway as parent never reaches listeners of its ListenerSets.
    const auto own = std::span(parent.gateway->listeners).first(parent.gateway->ownListeners);
    const bool byPort = m_context.options.supports("HTTPRouteParentRefPort");
    if (parent.ref && parent.ref->port && !byPort)
        m_context.findings.add(Severity::Warning, "route.parentref.port", route.id,
                               parent.ref->node,
                               "port of the parentRef has no effect: the controller lacks "
                               "HTTPRouteParentRefPort");
    AttachResult result = attach(route, parent.selection(byPort), own, m_plane, m_context.world);
    state.verdicts = std::move(result.verdicts);
    if (result.refused)
        reportRefused(m_context, m_plane, route, parent.ref, *parent.gateway, *result.refused);

    state.conditions.push_back(
        acceptedCondition(result.refused, rules,
                          fmt::format("Gateway {}", m_context.world.object(parent.id).fullName())));
    // route.resolvedrefs.when-not-accepted
    state.conditions.push_back(resolvedCondition(rules.unresolved));
    if (state.accepted() && !rules.invalid.empty())
        state.conditions.push_back(partiallyInvalid(rules.invalid));
    observe(state.conditions, route.object->metadata.generation);
    return state;
}

void RouteController::attachTo(const RouteView& route, const RouteParentState& parent) {
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
            {route.id, parent.parentRef, commonHostnames(route, listener.spec->hostname)});
        ++listener.attachedRoutes;
    }
}

}  // namespace gatesight::simulator
