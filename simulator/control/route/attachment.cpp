#include "simulator/control/route/attachment.h"

#include "simulator/control/age.h"
#include "simulator/control/finding_list.h"
#include "simulator/control/hostname.h"
#include "simulator/control/selection.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {
namespace {

using model::Listener;

std::string quotedHostname(std::string_view hostname) {
    return hostname.empty() ? std::string("any host") : fmt::format("'{}'", hostname);
}

std::string routeHostnames(const RouteView& route) {
    const std::vector<std::string_view> names(route.hostnames.begin(), route.hostnames.end());
    return enumerated(names);
}

std::string kindNames(const ListenerState& listener) {
    std::vector<std::string_view> names;
    for (const auto& kind : listener.supportedKinds)
        names.push_back(kind.kind);
    return enumerated(names);
}

bool takesKind(const ListenerState& listener, std::string_view kind) {
    return std::ranges::any_of(listener.supportedKinds, [=](const auto& supported) {
        return supported.kind == kind && supported.group == model::kGatewayGroup;
    });
}

std::vector<AttachedHostname> commonHostnames(const RouteView& route,
                                              std::string_view listenerHostname) {
    std::vector<AttachedHostname> result;
    if (route.hostnames.empty())
        result.push_back({.hostname = std::string(listenerHostname), .routeHostname = {}});
    for (std::size_t i = 0; i < route.hostnames.size(); ++i) {
        const std::string& own = route.hostnames[i];
        const auto common = intersection(own, listenerHostname);
        if (!common)
            continue;  // route.hostname.unmatched-ignored
        result.push_back(
            {.hostname = std::string(*common),
             .routeHostname = own,
             .node = i < route.hostnameNodes.size() ? route.hostnameNodes[i] : model::kNoNode});
    }
    return result;
}

/// The steps in the order of route.reason.order; the first that fails gives the verdict.
ListenerVerdict judge(const RouteView& route, RouteHostnames& hostnames,
                      const ListenerSelection& selection, ListenerId id,
                      const ListenerState& listener, const HostnameClaims& claims,
                      const model::World& world) {
    using enum AttachVerdict;
    const Listener& spec = *listener.spec;
    if (selection.sectionName && *selection.sectionName != spec.name)
        return {id, OtherSection, "route.parentref.section-name",
                fmt::format("parentRef asks for section '{}', this listener is '{}'",
                            *selection.sectionName, spec.name)};
    if (selection.port && *selection.port != spec.port)
        return {id, OtherPort, "route.parentref.port",
                fmt::format("parentRef asks for port {}, listener '{}' is on port {}",
                            *selection.port, spec.name, spec.port)};
    if (!takesKind(listener, route.kind))
        return {id, KindNotAllowed, "route.allowed.kinds",
                fmt::format("listener '{}' ({}) takes routes of kind {}, not {}", spec.name,
                            spec.protocol, kindNames(listener), route.kind)};
    const auto& namespaces = spec.allowedRoutes.namespaces;
    const std::string& home = world.object(listener.owner).metadata.namespace_;
    if (!admitsNamespace(namespaces, home, route.namespace_(), world))
        return {id, NamespaceNotAllowed,
                namespaces.from == model::NamespacesFrom::From::Selector
                    ? "route.allowed.selector"
                    : "route.allowed.namespaces",
                fmt::format("listener '{}' refuses the route's namespace: {}", spec.name,
                            whyNamespaceRefused(namespaces, home, route.namespace_(), world))};
    const std::vector<AttachedHostname>& served = hostnames.servedUnder(spec.hostname);
    if (served.empty())
        return {id, NoHostnameInCommon, "route.hostname.none",
                fmt::format("listener '{}' serves {}, the route {}: no host in common", spec.name,
                            quotedHostname(spec.hostname), routeHostnames(route))};
    if (const model::ObjectId rival = claims.rivalOf(route.kind, id, served); rival.valid()) {
        const model::Object& other = world.object(rival);
        return {
            id, OtherKindHoldsHostname, "route.conflict.http-grpc",
            fmt::format("{} {} holds a hostname of the route on listener '{}' and goes first: "
                        "{} (http-grpc-hostname=older-route)",
                        other.kind, other.fullName(), spec.name, whyOlder(other, *route.object))};
    }
    return {id, Attached, "route.hostname.intersection",
            fmt::format("listener '{}' takes the route", spec.name)};
}

/// How far a verdict got: the filters of route.reason.order that it passed.
enum class Stage { Section, Allowed, Hostname, OtherKind, Attached };

Stage stageOf(AttachVerdict verdict) {
    switch (verdict) {
        case AttachVerdict::OtherSection:
        case AttachVerdict::OtherPort:
            return Stage::Section;
        case AttachVerdict::KindNotAllowed:
        case AttachVerdict::NamespaceNotAllowed:
            return Stage::Allowed;
        case AttachVerdict::NoHostnameInCommon:
            return Stage::Hostname;
        case AttachVerdict::OtherKindHoldsHostname:
            return Stage::OtherKind;
        case AttachVerdict::Attached:
            break;
    }
    return Stage::Attached;
}

std::string describe(const ListenerSelection& selection) {
    if (selection.sectionName && selection.port)
        return fmt::format("named '{}' on port {}", *selection.sectionName, *selection.port);
    if (selection.sectionName)
        return fmt::format("named '{}'", *selection.sectionName);
    return selection.port ? fmt::format("on port {}", *selection.port) : "at all";
}

/// The refusal, with what was said by the first listener that got as far as any.
Fault refusal(Stage stage, const ListenerSelection& selection,
              std::span<const ListenerVerdict> verdicts) {
    if (stage == Stage::Section)
        return {.reason = "NoMatchingParent",
                .rule = "route.parentref.no-such-section",
                .message = fmt::format("the parent has no listener {}", describe(selection))};
    const auto furthest = std::ranges::find(
        verdicts, stage, [](const ListenerVerdict& verdict) { return stageOf(verdict.verdict); });
    return {.reason = stage == Stage::Allowed    ? "NotAllowedByListeners"
                      : stage == Stage::Hostname ? "NoMatchingListenerHostname"
                                                 : "Conflicted",
            .rule = furthest->rule,
            .message = furthest->message};
}

}  // namespace

const std::vector<AttachedHostname>& RouteHostnames::servedUnder(
    std::string_view listenerHostname) {
    const auto [known, isNew] = m_known.try_emplace(listenerHostname);
    if (isNew)
        known->second = commonHostnames(m_route, listenerHostname);
    return known->second;
}

AttachResult attach(const RouteView& route, RouteHostnames& hostnames,
                    const ListenerSelection& selection, std::span<const ListenerId> listeners,
                    const ControlPlane& plane, const HostnameClaims& claims,
                    const model::World& world) {
    AttachResult result;
    result.verdicts.reserve(listeners.size());
    Stage furthest = Stage::Section;
    for (const ListenerId id : listeners) {
        result.verdicts.push_back(
            judge(route, hostnames, selection, id, plane.listener(id), claims, world));
        furthest = std::max(furthest, stageOf(result.verdicts.back().verdict));
    }
    if (furthest != Stage::Attached)
        result.refused = refusal(furthest, selection, result.verdicts);
    return result;
}

}  // namespace gatesight::simulator
