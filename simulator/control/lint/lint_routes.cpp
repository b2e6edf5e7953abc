#include "simulator/control/hostname.h"
#include "simulator/control/lint/lint.h"
#include "simulator/control/route/route_view.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {
namespace {

using model::Severity;

/// Calls `use` with every listener that took the route by this parent.
template <class Use>
void forAttached(const ControlPlane& plane, const RouteParentState& parent, Use use) {
    if (!parent.accepted())
        return;
    for (const ListenerVerdict& verdict : parent.verdicts) {
        if (verdict.verdict == AttachVerdict::Attached)
            use(plane.listener(verdict.listener));
    }
}

/// Accepted is not served: the listeners themselves may not be.
void reportUnserved(ControlContext& context, const ControlPlane& plane, const RouteView& view,
                    const RouteParentState& parent) {
    const ListenerState* first = nullptr;
    bool served = false;
    forAttached(plane, parent, [&](const ListenerState& listener) {
        first = first ? first : &listener;
        served = served || listener.serves;
    });
    if (!first || served)
        return;
    const Condition* programmed = find(first->conditions, "Programmed");
    const model::NodeId node = parent.parentRef == kDefaultGateway
                                   ? model::kNoNode
                                   : view.common->parentRefs[parent.parentRef].node;
    context.findings.add(
        Severity::Warning, programmed->rule, view.id, node,
        fmt::format("the route is accepted but gets no traffic from {}: listener '{}' is not "
                    "programmed ({}: {})",
                    context.world.object(parent.parent).fullName(), first->spec->name,
                    programmed->reason, programmed->message));
}

/// Of the hostnames of an accepted route those that no listener of any parent serves.
void reportUnusedHostnames(ControlContext& context, const ControlPlane& plane,
                           const RouteView& view, const RouteState& route) {
    for (std::size_t i = 0; i < view.hostnames.size(); ++i) {
        bool used = false;
        for (const RouteParentState& parent : route.parents) {
            if (used)
                break;
            forAttached(plane, parent, [&](const ListenerState& listener) {
                used = used || intersection(view.hostnames[i], listener.spec->hostname).has_value();
            });
        }
        if (!used)
            context.findings.add(
                Severity::Warning, "route.hostname.unmatched-ignored", view.id,
                i < view.hostnameNodes.size() ? view.hostnameNodes[i] : model::kNoNode,
                fmt::format(
                    "hostname '{}' fits no listener that takes this route; it is never served",
                    view.hostnames[i]));
    }
}

/// A rule that keeps sessions to a Service that keeps clients by itself
/// (session.service-affinity-conflict).
void reportAffinity(ControlContext& context, model::ObjectId id, const RouteState& route) {
    const auto* requests = model::requestRoute(context.world.object(id));
    for (std::size_t i = 0; requests && i < route.rules.size(); ++i) {
        const auto& session = requests->rules[i].sessionPersistence;
        if (!session)
            continue;
        for (const BackendState& backend : route.rules[i].backends) {
            if (!backend.ok() || !backend.target.valid())
                continue;
            const model::Object& target = context.world.object(backend.target);
            const auto* service = std::get_if<model::Service>(&target.resource);
            if (!service || !service->sessionAffinityClientIP)
                continue;
            context.findings.add(
                Severity::Warning, "session.service-affinity-conflict", id, session->node,
                fmt::format("Service {} has sessionAffinity ClientIP; a Gateway that goes through "
                            "its cluster IP has to refuse this route, here the endpoints are "
                            "chosen without it",
                            target.fullName()));
        }
    }
}

}  // namespace

void lintRoutes(ControlContext& context, const ControlPlane& plane) {
    for (const RouteState& route : plane.routes) {
        const auto view = routeView(context.world, route.route);
        for (const RouteParentState& parent : route.parents)
            reportUnserved(context, plane, *view, parent);
        reportAffinity(context, route.route, route);
        if (view->hostnames.size() > 1 && route.acceptedAnywhere())
            reportUnusedHostnames(context, plane, *view, route);
    }
}

}  // namespace gatesight::simulator
