#include "simulator/delivery/cluster_dns.h"

#include "simulator/delivery/ip_address.h"
#include "simulator/delivery/pod_records.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

bool hasAddress(std::span<const std::string> addresses, const std::string& bytes) {
    return std::ranges::any_of(addresses,
                               [&](const std::string& a) { return addressBytes(a) == bytes; });
}

Destination serviceDestination(const model::Ref<model::Service>& service, std::string_view rule,
                               std::string message) {
    Destination result;
    result.kind = Destination::Kind::Service;
    result.object = service.id();
    result.rule = rule;
    result.message = std::move(message);
    return result;
}

Destination importDestination(const model::Ref<model::ServiceImport>& import,
                              std::string message) {
    Destination result;
    result.kind = Destination::Kind::Service;
    result.object = import.id();
    result.headless = import->headless();
    result.rule = "backendref.service-import";
    result.message = std::move(message);
    return result;
}

/// The one Service that every cluster has: that of its API server.
std::optional<Destination> apiServerRecord(std::string_view name, std::string_view namespace_) {
    if (name != "kubernetes" || namespace_ != "default")
        return std::nullopt;
    Destination result;
    result.kind = Destination::Kind::Unknown;
    result.rule = "svc.dns";
    result.message = "what stands behind Service default/kubernetes, the cluster's API server, "
                     "which is not loaded";
    return result;
}

std::optional<Destination> serviceRecord(const model::World& world, std::string_view name,
                                         std::string_view namespace_) {
    const auto service = world.find<model::Service>(namespace_, name);
    if (!service)
        return apiServerRecord(name, namespace_);
    Destination result =
        serviceDestination(service, service->headless() ? "svc.headless" : "svc.dns",
                           fmt::format("cluster DNS knows {}.{}.svc.{} as a Service", name,
                                       namespace_, kClusterDomain));
    result.headless = service->headless();
    return result;
}

/// "10-0-0-7.<namespace>.pod"
std::optional<Destination> addressRecord(const model::World& world, std::string_view dashed,
                                         std::string_view namespace_) {
    std::string address(dashed);
    std::ranges::replace(address, '-', '.');
    if (addressBytes(address).empty()) {
        address = dashed;
        std::ranges::replace(address, '-', ':');
    }
    const auto pod = world.podByAddress(address);
    if (!pod || pod.metadata().namespace_ != namespace_)
        return std::nullopt;
    return podDestination(pod, "svc.dns", fmt::format("{} names the address of a Pod", dashed));
}

/// Below `svc.cluster.local` or `pod.cluster.local`.
std::optional<Destination> localRecord(const model::World& world, std::string_view name) {
    const std::string suffix = fmt::format(".{}", kClusterDomain);
    if (!name.ends_with(suffix))
        return std::nullopt;
    name.remove_suffix(suffix.size());
    const auto labels = labelsOfName(name);
    if (labels.size() == 3 && labels[2] == "svc")
        return serviceRecord(world, labels[0], labels[1]);
    if (labels.size() == 4 && labels[3] == "svc")
        return podRecord(world, labels[0], labels[1], labels[2]);
    if (labels.size() == 3 && labels[2] == "pod")
        return addressRecord(world, labels[0], labels[1]);
    return std::nullopt;
}

/// "<service>.<namespace>.svc.clusterset.local": what all clusters that export it have behind one
/// name.
std::optional<Destination> clusterSetRecord(const model::World& world, std::string_view name) {
    const std::string suffix = fmt::format(".svc.{}", kClusterSetDomain);
    if (!name.ends_with(suffix))
        return std::nullopt;
    const auto labels = labelsOfName(name.substr(0, name.size() - suffix.size()));
    if (labels.size() != 2)
        return std::nullopt;
    const auto import = world.find<model::ServiceImport>(labels[1], labels[0]);
    if (!import)
        return std::nullopt;
    return importDestination(import,
                             fmt::format("{} is a ServiceImport of namespace {}", labels[0],
                                         labels[1]));
}

}  // namespace

std::vector<std::string_view> labelsOfName(std::string_view name) {
    std::vector<std::string_view> labels;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        labels.push_back(name.substr(begin, end - begin));
        begin = end + 1;
    }
    return labels;
}

bool isBelow(std::string_view name, std::string_view domain) {
    return name == domain || (name.ends_with(domain) &&
                              name[name.size() - domain.size() - 1] == '.');
}

std::optional<Destination> clusterRecord(const model::World& world, std::string_view name) {
    if (auto record = localRecord(world, name))
        return record;
    return clusterSetRecord(world, name);
}

Destination destinationAt(const model::World& world, std::string_view address) {
    const std::string bytes = addressBytes(address);
    for (const auto& service : world.all<model::Service>()) {
        const std::string name = service.object().fullName();
        if (!hasAddress(service->clusterIPs, bytes) && addressBytes(service->clusterIP) != bytes)
            continue;
        Destination result = serviceDestination(
            service, "svc.clusterip", fmt::format("{} is the cluster IP of {}", address, name));
        result.v6 = bytes.size() > 4;
        return result;
    }
    for (const auto& import : world.all<model::ServiceImport>()) {
        if (hasAddress(import->ips, bytes))
            return importDestination(
                import, fmt::format("{} is the clusterset IP of ServiceImport {}", address,
                                    import.object().fullName()));
    }
    if (const auto pod = world.podByAddress(address))
        return podDestination(
            pod, "mesh.clusterip-vs-podip",
            fmt::format("{} is the address of Pod {}", address, pod.object().fullName()));
    Destination result;
    result.kind = Destination::Kind::External;
    result.message = fmt::format("{} belongs to no Service and no Pod that is loaded", address);
    return result;
}

}  // namespace gatesight::simulator
