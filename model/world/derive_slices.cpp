#include "model/world/derive_slices.h"

#include "model/world/derive_addresses.h"
#include "model/world/slice_writer.h"
#include "model/world/stable_hash.h"

#include <algorithm>
#include <map>
#include <set>

namespace gatesight::model {

namespace {

constexpr std::string_view kManagedByLabel = "endpointslice.kubernetes.io/managed-by";
constexpr std::string_view kMirroringController = "endpointslicemirroring-controller.k8s.io";
constexpr std::string_view kSkipMirrorLabel = "endpointslice.kubernetes.io/skip-mirror";
constexpr SliceStyle kServiceSlices{.managedBy = "endpointslice-controller.k8s.io",
                                    .endpointsPerSlice = 100};
constexpr SliceStyle kMirroredSlices{.managedBy = kMirroringController, .endpointsPerSlice = 1000};

using Names = std::set<std::pair<std::string_view, std::string_view>>;  // namespace, name

/// Services of which slices are loaded: any, or only those of the mirroring controller.
Names servicesWithSlices(const ObjectSet& objects, bool mirroredOnly) {
    Names result;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const auto* slice = std::get_if<EndpointSlice>(&objects[i]->resource);
        if (slice == nullptr)
            continue;
        const Labels& labels = objects[i]->metadata.labels;
        const auto managedBy = labels.find(kManagedByLabel);
        if (!mirroredOnly ||
            (managedBy != labels.end() && managedBy->second == kMirroringController))
            result.emplace(objects[i]->metadata.namespace_, slice->serviceName);
    }
    return result;
}

/// The number behind a named port: of the first container port with that name and protocol
/// (svc.target-port.name).
std::uint16_t namedPort(const PodSpec& spec, std::string_view name, std::string_view protocol) {
    for (const Container& container : spec.containers)
        for (const ContainerPort& port : container.ports)
            if (port.name == name && port.protocol == protocol)
                return port.containerPort;
    return 0;
}

std::uint16_t targetPortOf(const ServicePort& port, const PodSpec& spec) {
    if (!port.targetPort)
        return port.port;  // svc.target-port.default
    if (const auto* number = std::get_if<std::uint16_t>(&*port.targetPort))
        return *number;  // svc.target-port.number
    return namedPort(spec, std::get<std::string>(*port.targetPort), port.protocol);
}

/// The ports of a Service as one Pod answers them; those it does not have are left out
/// (svc.target-port.name.missing).
std::vector<EndpointPort> portsAt(const Pod& pod, const Service& service) {
    std::vector<EndpointPort> result;
    for (const ServicePort& port : service.ports)
        if (const std::uint16_t number = targetPortOf(port, pod.spec); number != 0)
            result.push_back({.name = port.name,
                              .protocol = port.protocol,
                              .port = number,
                              .appProtocol = port.appProtocol});
    return result;
}

/// eps.pods.included
bool becomesEndpoint(const Pod& pod) {
    return !pod.podIPs.empty() && pod.phase != "Succeeded" && pod.phase != "Failed";
}

std::optional<std::string> addressOf(const Pod& pod, std::string_view family) {
    const bool v6 = family == "IPv6";
    const auto found = std::ranges::find_if(
        pod.podIPs, [&](const std::string& address) { return address.contains(':') == v6; });
    return found == pod.podIPs.end() ? std::nullopt : std::optional(*found);
}

/// svc.traffic-distribution: hints name the endpoint's own zone and node.
void addHints(Endpoint& endpoint, std::string_view distribution) {
    if (!endpoint.ready || (distribution != "PreferSameZone" && distribution != "PreferClose" &&
                            distribution != "PreferSameNode"))
        return;
    if (!endpoint.zone.empty())
        endpoint.hintZones = {endpoint.zone};
    if (distribution == "PreferSameNode" && !endpoint.nodeName.empty())
        endpoint.hintNodes = {endpoint.nodeName};
}

Endpoint endpointOf(const Object& object, const Object& service, std::string address,
                    const ClusterFacts& facts) {
    const Pod& pod = std::get<Pod>(object.resource);
    const Service& spec = std::get<Service>(service.resource);
    Endpoint endpoint;
    endpoint.addresses = {std::move(address)};
    endpoint.serving = pod.ready;
    endpoint.terminating = object.metadata.deletionTimestamp.has_value();
    endpoint.ready =
        spec.publishNotReadyAddresses || (endpoint.serving && !endpoint.terminating);  // eps.ready
    endpoint.nodeName = pod.spec.nodeName;
    endpoint.zone = facts.zoneOf(pod.spec.nodeName);
    endpoint.targetKind = "Pod";
    endpoint.targetName = object.metadata.name;
    if (!pod.spec.hostname.empty() && pod.spec.subdomain == service.metadata.name)
        endpoint.hostname = pod.spec.hostname;
    addHints(endpoint, spec.trafficDistribution);
    return endpoint;
}

std::string keyOf(const std::vector<EndpointPort>& ports) {
    std::string key;
    for (const EndpointPort& port : ports)
        key += port.name + '\n' + port.protocol + '\n' + std::to_string(port.port) + '\n' +
               port.appProtocol + '\n';
    return key;
}

/// One set for each family and each way in which Pods answer the ports, in the order in which Pods
/// bring them up.
std::vector<EndpointSet> endpointSetsOf(const Object& service,
                                        const std::vector<const Object*>& pods,
                                        const ClusterFacts& facts) {
    const Service& spec = std::get<Service>(service.resource);
    std::vector<EndpointSet> sets;
    for (const std::string& family : familiesOf(spec)) {  // eps.dual-stack
        std::map<std::string, std::size_t> setOfPorts;
        for (const Object* object : pods) {
            const Pod& pod = std::get<Pod>(object->resource);
            auto address = addressOf(pod, family);
            if (!address || !becomesEndpoint(pod))
                continue;
            std::vector<EndpointPort> ports = portsAt(pod, spec);
            const auto [set, isNew] = setOfPorts.try_emplace(keyOf(ports), sets.size());
            if (isNew)
                sets.push_back({.addressType = family, .ports = std::move(ports), .endpoints = {}});
            sets[set->second].endpoints.push_back(
                endpointOf(*object, service, std::move(*address), facts));
        }
    }
    return sets;
}

/// Objects do not change, so their addresses stand for their content as long as the World that
/// holds them lives.
std::uint64_t inputsOf(const std::vector<const Object*>& pods, const ClusterFacts& facts) {
    StableHash hash;
    for (const Object* pod : pods)
        hash.add(reinterpret_cast<std::uintptr_t>(pod))
            .add(facts.zoneOf(std::get<Pod>(pod->resource).spec.nodeName));
    return hash.value();
}

void addFamily(std::vector<EndpointSet>& sets, const Endpoints::Subset& subset,
               std::string_view family) {
    EndpointSet set{.addressType = std::string(family), .ports = subset.ports, .endpoints = {}};
    for (const Endpoint& endpoint : subset.endpoints)
        if (endpoint.addresses.front().contains(':') == (family == "IPv6"))
            set.endpoints.push_back(endpoint);
    if (!set.endpoints.empty())
        sets.push_back(std::move(set));
}

/// "namespace, name" of the Services whose endpoints are somebody else's business than the
/// EndpointSlice controller's.
Names servicesWithoutSelector(const ObjectSet& objects) {
    Names result;
    for (std::size_t i = 0; i < objects.size(); ++i)
        if (const auto* service = std::get_if<Service>(&objects[i]->resource);
            service != nullptr && service->selector.empty())
            result.emplace(objects[i]->metadata.namespace_, objects[i]->metadata.name);
    return result;
}

}  // namespace

Derived deriveServiceSlices(const ObjectSet& objects, const PodIndex& pods,
                            const ClusterFacts& facts, const PreviousGroups& previous) {
    Derived result;
    const Names done = servicesWithSlices(objects, false);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const Object& object = *objects[i];
        const auto* service = std::get_if<Service>(&object.resource);
        if (service == nullptr || service->selector.empty() || service->isExternalName() ||
            done.contains({object.metadata.namespace_, object.metadata.name}))
            continue;
        const auto selected = pods.select(object.metadata.namespace_, service->selector);
        const std::uint64_t inputs = inputsOf(selected, facts);
        if (const DerivedGroup* same = previous.find(object, inputs)) {
            result.groups.push_back(*same);
            continue;
        }
        SliceStyle style = kServiceSlices;
        style.headless = service->headless();
        result.groups.push_back(
            {.source = objects[i],
             .inputs = inputs,
             .objects = writeSlices(object, endpointSetsOf(object, selected, facts), style)});
    }
    return result;
}

Derived deriveMirroredSlices(const ObjectSet& objects, const PreviousGroups& previous) {
    Derived result;
    const Names done = servicesWithSlices(objects, true);
    const Names open = servicesWithoutSelector(objects);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const Object& object = *objects[i];
        const auto* endpoints = std::get_if<Endpoints>(&object.resource);
        const std::pair<std::string_view, std::string_view> name{object.metadata.namespace_,
                                                                 object.metadata.name};
        if (endpoints == nullptr || !open.contains(name) || done.contains(name) ||
            object.metadata.labels.contains(kSkipMirrorLabel))
            continue;
        if (const DerivedGroup* same = previous.find(object, 0)) {
            result.groups.push_back(*same);
            continue;
        }
        std::vector<EndpointSet> sets;
        for (const Endpoints::Subset& subset : endpoints->subsets)
            for (const std::string_view family : {"IPv4", "IPv6"})
                addFamily(sets, subset, family);
        result.groups.push_back({.source = objects[i],
                                 .inputs = 0,
                                 .objects = writeSlices(object, sets, kMirroredSlices)});
    }
    return result;
}

}  // namespace gatesight::model
