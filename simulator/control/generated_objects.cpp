// What a cluster holds beyond the manifests: the Pods of workloads, what a controller makes for each
// Gateway, and what a mesh makes for itself.
#include "simulator/control/status.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace gatesight::simulator {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestName = 63;  // of Services and Pods, a DNS label

Json labelsJson(const model::Labels& labels) {
    Json result = Json::object();
    for (const auto& [key, value] : labels)
        result[key] = value;
    return result;
}

Json metadataJson(const model::ObjectMeta& metadata) {
    Json result = {{"namespace", metadata.namespace_}, {"name", metadata.name}};
    if (!metadata.labels.empty())
        result["labels"] = labelsJson(metadata.labels);
    if (!metadata.annotations.empty())
        result["annotations"] = labelsJson(metadata.annotations);
    return result;
}

Json podJson(const model::Object& object, const model::Pod& pod) {
    Json containers = Json::array();
    for (const auto& container : pod.spec.containers)
        containers.push_back({{"name", container.name}, {"image", container.image}});
    return {{"apiVersion", "v1"},
            {"kind", "Pod"},
            {"metadata", metadataJson(object.metadata)},
            {"spec", {{"containers", std::move(containers)}}},
            {"status", {{"phase", pod.phase}, {"podIP", pod.podIP}}}};
}

/// `<gateway>-<class>` (gateway.infrastructure.well-known-labels), cut where it is too long for a
/// Service, with a check sum of the whole so that two Gateways never share one.
std::string generatedName(const model::Object& gateway) {
    const auto& spec = std::get<model::Gateway>(gateway.resource);
    std::string name = fmt::format("{}-{}", gateway.metadata.name, spec.gatewayClassName);
    if (name.size() <= kLongestName)
        return name;
    std::uint32_t sum = 0x811c9dc5U;  // FNV-1a
    for (const char c : name)
        sum = (sum ^ static_cast<unsigned char>(c)) * 0x01000193U;
    const std::string ending = fmt::format("-{:08x}", sum);
    return name.substr(0, kLongestName - ending.size()) + ending;
}

/// Ports of the Gateway's listeners, each number once for each transport.
Json servicePorts(const ControlPlane& control, const GatewayState& gateway) {
    std::set<std::tuple<std::uint16_t, std::string_view>> seen;
    Json ports = Json::array();
    for (const ListenerId id : gateway.listeners) {
        const ListenerState& listener = control.listener(id);
        const std::string_view transport = listener.spec->protocol == "UDP" ? "UDP" : "TCP";
        const std::uint16_t port = listener.spec->port;
        if (listener.serves && seen.emplace(port, transport).second)
            ports.push_back(
                {{"name", fmt::format("{}-{}", transport == "UDP" ? "udp" : "tcp", port)},
                 {"protocol", transport},
                 {"port", port}});
    }
    return ports;
}

Json serviceSpec(const ControlPlane& control, const GatewayState& gateway,
                 const std::string& gatewayName) {
    return {{"type", "LoadBalancer"},
            {"selector", {{"gateway.networking.k8s.io/gateway-name", gatewayName}}},
            {"ports", servicePorts(control, gateway)}};
}

Json ingressOf(const GatewayState& gateway) {
    Json ingress = Json::array();
    for (const auto& address : gateway.addresses)
        ingress.push_back({{address.type == "Hostname" ? "hostname" : "ip", address.value}});
    return {{"loadBalancer", {{"ingress", std::move(ingress)}}}};
}

void addGatewayObjects(const model::World& world, const ControlPlane& control,
                       const GatewayState& gateway, std::vector<Json>& objects) {
    const model::Object& object = world.object(gateway.gateway);
    model::ObjectMeta metadata;
    metadata.namespace_ = object.metadata.namespace_;
    metadata.name = generatedName(object);
    metadata.labels = gateway.generatedLabels;
    metadata.annotations = gateway.generatedAnnotations;

    objects.push_back({{"apiVersion", "v1"},
                       {"kind", "Service"},
                       {"metadata", metadataJson(metadata)},
                       {"spec", serviceSpec(control, gateway, object.metadata.name)},
                       {"status", ingressOf(gateway)}});
    objects.push_back(
        {{"apiVersion", "v1"}, {"kind", "ServiceAccount"}, {"metadata", metadataJson(metadata)}});
    objects.push_back({{"apiVersion", "v1"},
                       {"kind", "Pod"},
                       {"metadata", metadataJson(metadata)},
                       {"spec", {{"serviceAccountName", metadata.name}}},
                       {"status", {{"phase", "Running"}}}});
}

/// xmesh.autocreate: a mesh that has routes to act on made itself an object when it started.
void addMesh(const ControlPlane& control, std::vector<Json>& objects) {
    const bool acts = std::ranges::any_of(control.routes, [](const RouteState& route) {
        return std::ranges::any_of(route.parents, [](const RouteParentState& parent) {
            return !parent.servicePorts.empty();
        });
    });
    if (!acts || control.ownMesh.empty())
        return;
    objects.push_back({{"apiVersion", "gateway.networking.x-k8s.io/v1alpha1"},
                       {"kind", "XMesh"},
                       {"metadata", {{"name", control.ownMesh}}},
                       {"spec", {{"controllerName", control.meshController}}}});
}

}  // namespace

std::vector<nlohmann::ordered_json> generatedObjects(const model::World& world,
                                                     const ControlPlane& control) {
    std::vector<Json> objects;
    for (const auto& pod : world.all<model::Pod>()) {
        if (pod.origin().derived())
            objects.push_back(podJson(pod.object(), *pod));
    }
    for (const GatewayState& gateway : control.gateways) {
        if (isTrue(gateway.conditions, "Accepted"))
            addGatewayObjects(world, control, gateway, objects);
    }
    addMesh(control, objects);
    return objects;
}

}  // namespace gatesight::simulator
