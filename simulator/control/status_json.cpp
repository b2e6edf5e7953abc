#include "simulator/control/route/route_view.h"
#include "simulator/control/status.h"

#include <fmt/format.h>

#include <variant>

namespace gatesight::simulator {
namespace {

using Json = nlohmann::ordered_json;

/// api.limits.status: default Gateways beside the parentRefs could make more.
constexpr std::size_t kMostParents = 32;

Json toJson(const Conditions& conditions) {
    Json result = Json::array();
    for (const Condition& condition : conditions) {
        Json& each = result.emplace_back(Json::object());
        each["type"] = condition.type;
        each["status"] = toString(condition.status);
        if (condition.observedGeneration != 0)
            each["observedGeneration"] = condition.observedGeneration;
        each["reason"] = condition.reason;
        each["message"] = condition.message;
    }
    return result;
}

/// One entry of status.listeners (listener.status.one-per-listener).
Json toJson(const ListenerState& listener) {
    Json kinds = Json::array();
    for (const auto& kind : listener.supportedKinds)
        kinds.push_back({{"group", kind.group}, {"kind", kind.kind}});
    return {{"name", listener.spec->name},
            {"supportedKinds", std::move(kinds)},
            {"attachedRoutes", listener.attachedRoutes},
            {"conditions", toJson(listener.conditions)}};
}

Json gatewayStatus(const ControlPlane& control, const GatewayState& gateway) {
    Json result = Json::object();
    result["addresses"] = Json::array();
    for (const auto& address : gateway.addresses)
        result["addresses"].push_back({{"type", address.type}, {"value", address.value}});
    result["conditions"] = toJson(gateway.conditions);
    // listenerset.status.own-only
    result["listeners"] = Json::array();
    for (std::size_t i = 0; i < gateway.ownListeners; ++i)
        result["listeners"].push_back(toJson(control.listener(gateway.listeners[i])));
    if (gateway.attachedListenerSets > 0)
        result["attachedListenerSets"] = gateway.attachedListenerSets;
    return result;
}

Json listenerSetStatus(const ControlPlane& control, const ListenerSetState& set) {
    Json listeners = Json::array();
    for (const ListenerId id : set.listeners)
        listeners.push_back(toJson(control.listener(id)));
    return {{"conditions", toJson(set.conditions)}, {"listeners", std::move(listeners)}};
}

/// Of a GatewayClass, and of an XMesh.
Json statusWithFeatures(const Conditions& conditions,
                        const std::vector<std::string>& supportedFeatures) {
    Json features = Json::array();
    for (const std::string& name : supportedFeatures)
        features.push_back({{"name", name}});
    return {{"conditions", toJson(conditions)}, {"supportedFeatures", std::move(features)}};
}

/// The parentRef as in spec, so that it can be matched back (route.status.parentref-echo).
Json parentRef(const model::ParentReference& ref) {
    Json result = {{"group", ref.group}, {"kind", ref.kind}};
    if (ref.namespace_)
        result["namespace"] = *ref.namespace_;
    result["name"] = ref.name;
    if (ref.sectionName)
        result["sectionName"] = *ref.sectionName;
    if (ref.port)
        result["port"] = *ref.port;
    return result;
}

/// A Gateway that claims the route although no parentRef names it (default-gateway.status).
Json parentRef(const model::Object& gateway) {
    return {{"group", gateway.group},
            {"kind", gateway.kind},
            {"namespace", gateway.metadata.namespace_},
            {"name", gateway.metadata.name}};
}

/// Entries by who leads there; null when nobody does. `list` and `reference` are the names of the
/// fields.
Json entriesStatus(const model::World& world, const std::vector<PolicyAncestor>& ancestors,
                   const char* list, const char* reference) {
    Json entries = Json::array();
    for (const PolicyAncestor& ancestor : ancestors)
        entries.push_back({{reference, parentRef(world.object(ancestor.gateway))},
                           {"controllerName", ancestor.controllerName},
                           {"conditions", toJson(ancestor.conditions)}});
    return entries.empty() ? Json() : Json{{list, std::move(entries)}};
}

Json policyStatus(const model::World& world, const std::vector<PolicyAncestor>& ancestors) {
    return entriesStatus(world, ancestors, "ancestors", "ancestorRef");
}

Json routeStatus(const model::World& world, const RouteState& route) {
    const auto view = routeView(world, route.route);
    Json parents = Json::array();
    for (const RouteParentState& parent : route.parents) {
        if (parent.controllerName.empty())
            continue;
        if (parents.size() == kMostParents)
            break;
        Json& entry = parents.emplace_back(Json::object());
        entry["parentRef"] = parent.parentRef == kDefaultGateway
                                 ? parentRef(world.object(parent.parent))
                                 : parentRef(view->common->parentRefs[parent.parentRef]);
        entry["controllerName"] = parent.controllerName;
        entry["conditions"] = toJson(parent.conditions);
    }
    return parents.empty() ? Json() : Json{{"parents", std::move(parents)}};
}

bool isStandardGroup(const model::Object& object) {
    return object.group == model::kGatewayGroup || object.group == model::kGatewayExperimentalGroup;
}

std::string whyNoRouteStatus(const RouteState& route) {
    if (route.parents.empty())
        return "it names no parent";
    std::string reasons;
    for (const RouteParentState& parent : route.parents) {
        if (!parent.controllerName.empty())
            return {};
        if (parent.unwritten.empty() || reasons.find(parent.unwritten) != std::string::npos)
            continue;
        reasons += (reasons.empty() ? "" : "; ") + parent.unwritten;
    }
    return reasons;
}

}  // namespace

nlohmann::ordered_json statusOf(const model::World& world, const ControlPlane& control,
                                model::ObjectId id) {
    if (const GatewayState* gateway = control.gateway(id))
        return gateway->controllerName.empty() ? Json() : gatewayStatus(control, *gateway);
    if (const GatewayClassState* gatewayClass = control.gatewayClass(id))
        return statusWithFeatures(gatewayClass->conditions, gatewayClass->supportedFeatures);
    if (const RouteState* route = control.route(id))
        return routeStatus(world, *route);
    if (const ListenerSetState* set = control.listenerSet(id))
        return set->controllerName.empty() ? Json() : listenerSetStatus(control, *set);
    if (const BackendTlsState* policy = control.backendTlsPolicy(id))
        return policyStatus(world, policy->ancestors);
    if (const BackendTrafficState* policy = control.backendTrafficPolicy(id))
        return policyStatus(world, policy->ancestors);
    if (const XBackendState* backend = control.xBackend(id))
        return entriesStatus(world, backend->parents, "parents", "parentRef");
    if (const MeshState* mesh = control.mesh(id))
        return mesh->unwritten.empty()
                   ? statusWithFeatures(mesh->conditions, mesh->supportedFeatures)
                   : Json();
    return {};
}

std::string whyNoStatus(const model::World& world, const ControlPlane& control,
                        model::ObjectId id) {
    if (const GatewayState* gateway = control.gateway(id))
        return gateway->unmanaged;
    if (const RouteState* route = control.route(id))
        return whyNoRouteStatus(*route);
    if (const ListenerSetState* set = control.listenerSet(id))
        return set->unwritten;
    if (const BackendTlsState* policy = control.backendTlsPolicy(id))
        return policy->ancestors.empty()
                   ? "no route of a Gateway leads to a Service that it targets"
                   : "";
    if (const BackendTrafficState* policy = control.backendTrafficPolicy(id))
        return policy->ancestors.empty() ? "no route of a Gateway leads to what it targets" : "";
    if (const XBackendState* backend = control.xBackend(id))
        return backend->parents.empty() ? "no accepted route leads to it" : "";
    if (const MeshState* mesh = control.mesh(id))
        return mesh->unwritten;
    const model::Object& object = world.object(id);
    if (hasStatus(object) && std::holds_alternative<model::Opaque>(object.resource))
        return fmt::format("objects of kind {} are not modelled", object.kind);
    return {};
}

bool hasStatus(const model::Object& object) {
    return isStandardGroup(object) ||
           (object.group == "inference.networking.k8s.io" && object.kind == "InferencePool");
}

}  // namespace gatesight::simulator
