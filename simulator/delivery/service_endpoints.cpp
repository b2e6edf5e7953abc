#include "simulator/delivery/service_endpoints.h"

#include "simulator/delivery/nodes.h"

#include <algorithm>
#include <tuple>

namespace gatesight::simulator {

namespace {

using SliceRef = model::Ref<model::EndpointSlice>;

constexpr std::string_view kTopologyMode = "service.kubernetes.io/topology-mode";

bool isIPv6(std::string_view address) {
    return address.find(':') != std::string_view::npos;
}

/// Whether the manifest itself gives the Service an address; else the World has assigned one.
bool addressIsWritten(const model::Ref<model::Service>& service) {
    const model::DocumentPtr& document = service.origin().document;
    return document && document->root()["spec"]["clusterIP"].valid();
}

/// In order of their names, as kube-proxy reads them: of two entries for one address the first one
/// counts.
std::vector<SliceRef> usableSlices(const model::World& world,
                                   const model::Ref<model::Service>& service, Family family) {
    const auto& metadata = service.metadata();
    std::vector<SliceRef> slices = world.slicesOf(metadata.namespace_, metadata.name);
    const std::string_view type = family == Family::IPv6 ? "IPv6" : "IPv4";
    // eps.address-type: FQDN slices never have the type that is wanted here.
    std::erase_if(slices, [&](const SliceRef& slice) { return slice->addressType != type; });
    std::ranges::stable_sort(slices, {}, [](const SliceRef& slice) -> const std::string& {
        return slice.metadata().name;
    });
    return slices;
}

/// With topology-mode Auto the controller hands out hints by its own measure, which is not
/// modelled; those that derived slices have for spec.trafficDistribution do not hold then
/// (svc.traffic-distribution.order).
bool hintsAreUnknown(const model::Ref<model::Service>& service, const SliceRef& slice) {
    const auto& annotations = service.metadata().annotations;
    const auto mode = annotations.find(kTopologyMode);
    return slice.origin().derived() && mode != annotations.end() &&
           (mode->second == "Auto" || mode->second == "auto");
}

/// Of another cluster, whose Pods may have the names of ours, only what is at our Pod's address.
model::Ref<model::Pod> importedPodOf(const model::World& world, const SliceRef& slice,
                                     const model::Endpoint& endpoint) {
    const auto pod = podOfEndpoint(world, slice.metadata().namespace_, endpoint);
    const bool ours =
        pod && std::ranges::find(pod->podIPs, endpoint.addresses.front()) != pod->podIPs.end();
    return ours ? pod : model::Ref<model::Pod>();
}

EndpointTarget targetOf(const model::World& world, const SliceRef& slice,
                        const model::Endpoint& endpoint, std::uint16_t port) {
    const auto pod = slice->importName.empty()
                         ? podOfEndpoint(world, slice.metadata().namespace_, endpoint)
                         : importedPodOf(world, slice, endpoint);
    EndpointTarget target{.pod = pod ? pod.id() : model::ObjectId(),
                          .slice = slice.id(),
                          .ip = endpoint.addresses.front(),  // eps.first-address
                          .port = port,                      // eps.port.number
                          .node = endpoint.nodeName,
                          .zone = endpoint.zone,
                          .ready = endpoint.ready,
                          .serving = endpoint.serving,
                          .terminating = endpoint.terminating,
                          .hintZones = endpoint.hintZones,
                          .hintNodes = endpoint.hintNodes,
                          .sliceNode = endpoint.node};
    if (target.node.empty() && pod)
        target.node = pod->spec.nodeName;
    if (target.zone.empty())
        target.zone = zoneOfNode(world, target.node);
    return target;
}

void appendSlice(const model::World& world, const model::ServicePort& port, const SliceRef& slice,
                 std::vector<EndpointTarget>& targets) {
    for (const model::EndpointPort& slicePort : slice->ports) {
        // eps.port-by-name; kube-proxy skips ports without a number.
        if (slicePort.name != port.name || slicePort.protocol != port.protocol ||
            slicePort.port == 0)
            continue;
        for (const model::Endpoint& endpoint : slice->endpoints)
            if (!endpoint.addresses.empty())
                targets.push_back(targetOf(world, slice, endpoint, slicePort.port));
    }
}

std::string_view podName(const model::World& world, const EndpointTarget& target) {
    return target.pod.valid() ? std::string_view(world.object(target.pod).metadata.name)
                              : std::string_view();
}

/// eps.many-slices: the same address and port twice is one endpoint.
void removeDoubles(std::vector<EndpointTarget>& targets) {
    const auto place = [](const EndpointTarget& target) {
        return std::tie(target.ip, target.port);
    };
    std::ranges::stable_sort(targets, {}, place);
    const auto doubles = std::ranges::unique(targets, {}, place);
    targets.erase(doubles.begin(), doubles.end());
}

std::vector<EndpointTarget> inOrder(const model::World& world,
                                    std::vector<EndpointTarget> targets) {
    removeDoubles(targets);
    std::ranges::stable_sort(targets, {}, [&](const EndpointTarget& target) {
        return std::make_tuple(podName(world, target), std::string_view(target.ip), target.port);
    });
    return targets;
}

}  // namespace

model::Ref<model::Pod> podOfEndpoint(const model::World& world, std::string_view namespace_,
                                     const model::Endpoint& endpoint) {
    if (endpoint.targetKind == "Pod")
        return world.find<model::Pod>(namespace_, endpoint.targetName);
    // eps.target-ref: hand-made endpoints may lack a targetRef and still mean a Pod.
    return endpoint.targetKind.empty() ? world.podByAddress(endpoint.addresses.front())
                                       : model::Ref<model::Pod>();
}

bool hintsAreUnknown(const model::World& world, const model::Ref<model::Service>& service) {
    const auto& metadata = service.metadata();
    return metadata.annotations.contains(kTopologyMode) &&
           std::ranges::any_of(
               world.slicesOf(metadata.namespace_, metadata.name),
               [&](const SliceRef& slice) { return hintsAreUnknown(service, slice); });
}

Family firstFamilyOf(const model::World& world, const model::Ref<model::Service>& service) {
    const auto familyIf = [](bool v6) { return v6 ? Family::IPv6 : Family::IPv4; };
    if (!service->ipFamilies.empty())
        return familyIf(service->ipFamilies.front() == "IPv6");
    if (!service->headless() && addressIsWritten(service))
        return familyIf(isIPv6(service->clusterIP));
    // Of an assigned address nobody asked for one family: only if there are endpoints of it.
    const auto& metadata = service.metadata();
    const auto slices = world.slicesOf(metadata.namespace_, metadata.name);
    const auto has = [&](std::string_view type) {
        return std::ranges::any_of(slices, [&](const SliceRef& slice) {
            return slice->addressType == type && !slice->endpoints.empty();
        });
    };
    return familyIf(!has("IPv4") && has("IPv6"));
}

std::vector<EndpointTarget> gatherEndpoints(const model::World& world,
                                            const model::Ref<model::Service>& service,
                                            std::uint32_t port, Family family) {
    std::vector<EndpointTarget> targets;
    if (service->isExternalName() || port >= service->ports.size())
        return targets;
    for (const SliceRef& slice : usableSlices(world, service, family)) {
        const std::size_t first = targets.size();
        appendSlice(world, service->ports[port], slice, targets);
        if (hintsAreUnknown(service, slice)) {
            for (std::size_t i = first; i < targets.size(); ++i)
                targets[i].hintZones = targets[i].hintNodes = {};
        }
    }
    return inOrder(world, std::move(targets));
}

std::vector<EndpointTarget> gatherEndpoints(const model::World& world,
                                            const model::Ref<model::ServiceImport>& import,
                                            std::uint32_t port) {
    std::vector<EndpointTarget> targets;
    const auto& metadata = import.metadata();
    for (const SliceRef& slice : world.importedSlicesOf(metadata.namespace_, metadata.name)) {
        if (slice->addressType != "FQDN")  // eps.address-type
            appendSlice(world, import->ports[port], slice, targets);
    }
    return inOrder(world, std::move(targets));
}

}  // namespace gatesight::simulator
