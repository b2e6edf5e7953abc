#include "model/world/derive_addresses.h"

#include <fmt/format.h>

namespace gatesight::model {

namespace {

constexpr std::uint32_t kPodBlock = 10u << 24 | 244u << 16;     // 10.244.0.0/16
constexpr std::uint32_t kServiceBlock = 10u << 24 | 96u << 16;  // 10.96.0.0/12

/// The IPv6 address with the same place in its block as the IPv4 one has in its own.
std::string ipv6Beside(std::string_view prefix, std::uint32_t address, std::uint32_t block) {
    const std::uint32_t offset = address - block;
    return offset >> 16 == 0 ? fmt::format("{}::{:x}", prefix, offset)
                             : fmt::format("{}::{:x}:{:x}", prefix, offset >> 16, offset & 0xFFFF);
}

bool needsPodAddress(const Object& object) {
    const auto* pod = std::get_if<Pod>(&object.resource);
    return pod != nullptr && pod->podIP.empty() && pod->phase == "Running";
}

bool needsClusterIP(const Object& object) {
    const auto* service = std::get_if<Service>(&object.resource);
    return service != nullptr && service->clusterIP.empty() && !service->isExternalName();
}

}  // namespace

AddressPool podAddressesLeft(const ObjectSet& objects) {
    AddressPool pool(kPodBlock, 16);
    for (std::size_t i = 0; i < objects.size(); ++i)
        if (const auto* pod = std::get_if<Pod>(&objects[i]->resource))
            for (const std::string& address : pod->podIPs)
                pool.reserve(address);
    return pool;
}

std::vector<std::string> takePodAddresses(AddressPool& pool, const ClusterFacts& facts,
                                          std::string_view namespace_, std::string_view name) {
    std::vector<std::string> result;
    if (const auto address = pool.take(namespace_, name)) {
        result.push_back(addressText(*address));
        if (facts.dualStack)
            result.push_back(ipv6Beside("fd00:10:244", *address, kPodBlock));
    }
    return result;
}

void assignPodAddresses(ObjectSet& objects, AddressPool& pool, const ClusterFacts& facts) {
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (!needsPodAddress(*objects[i]))
            continue;
        Object& object = objects.edit(i);
        Pod& pod = std::get<Pod>(object.resource);
        if (pod.spec.hostNetwork)
            pod.podIPs = {pod.hostIP.empty() ? facts.addressOf(pod.spec.nodeName) : pod.hostIP};
        else
            pod.podIPs =
                takePodAddresses(pool, facts, object.metadata.namespace_, object.metadata.name);
        if (!pod.podIPs.empty())
            pod.podIP = pod.podIPs.front();
    }
}

void assignClusterIPs(ObjectSet& objects) {
    AddressPool pool(kServiceBlock, 12);
    for (std::size_t i = 0; i < objects.size(); ++i)
        if (const auto* service = std::get_if<Service>(&objects[i]->resource))
            for (const std::string& address : service->clusterIPs)
                pool.reserve(address);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (!needsClusterIP(*objects[i]))
            continue;
        Object& object = objects.edit(i);
        Service& service = std::get<Service>(object.resource);
        const auto address = pool.take(object.metadata.namespace_, object.metadata.name);
        if (!address)
            return;
        for (const std::string& family : familiesOf(service))
            service.clusterIPs.push_back(family == "IPv6"
                                             ? ipv6Beside("fd00:10:96", *address, kServiceBlock)
                                             : addressText(*address));
        service.clusterIP = service.clusterIPs.front();
    }
}

std::vector<std::string> familiesOf(const Service& service) {
    if (!service.ipFamilies.empty())
        return service.ipFamilies;
    std::vector<std::string> result;
    for (const std::string& address : service.clusterIPs)
        if (address != "None")
            result.emplace_back(address.contains(':') ? "IPv6" : "IPv4");
    if (result.empty())
        result.emplace_back("IPv4");
    return result;
}

}  // namespace gatesight::model
