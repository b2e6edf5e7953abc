// What cluster DNS and the cluster's addresses mean to a Pod (RULES 21.3).
//
// A name is tried as resolv.conf of a Pod has it (ndots:5): with each search domain of the Pod's
// namespace first, then as it stands. Names below the cluster domain never leave the cluster; every
// other name is an exit.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "simulator/delivery/delivery.h"
#include "simulator/delivery/ip_address.h"

namespace gatesight::simulator {

namespace {

constexpr std::string_view kClusterDomain = "cluster.local";
constexpr std::string_view kClusterSetDomain = "clusterset.local";
constexpr int kMaxAliases = 8;  // resolvers give up on longer chains of CNAMEs too
constexpr std::size_t kMaxName = 253;

using Labels = std::vector<std::string_view>;

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

Labels split(std::string_view name) {
    Labels labels;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        labels.push_back(name.substr(begin, end - begin));
        begin = end + 1;
    }
    return labels;
}

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

Destination podDestination(const model::Ref<model::Pod>& pod, std::string_view rule,
                           std::string message) {
    Destination result;
    result.kind = Destination::Kind::Pod;
    result.object = pod.id();
    result.rule = rule;
    result.message = std::move(message);
    return result;
}

Destination resolveAddress(const model::World& world, std::string_view address,
                           const std::string& bytes) {
    for (const auto& service : world.all<model::Service>()) {
        const std::string name = service.object().fullName();
        if (hasAddress(service->clusterIPs, bytes) || addressBytes(service->clusterIP) == bytes)
            return serviceDestination(service, "svc.clusterip",
                                      fmt::format("{} is the cluster IP of {}", address, name));
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

/// One look-up below `svc.cluster.local` or `pod.cluster.local`; nothing when DNS has no such
/// record.
std::optional<Destination> clusterRecord(const model::World& world, std::string_view name);

/// "<hostname>.<service>.<namespace>.svc": a Pod behind a headless Service.
std::optional<Destination> podRecord(const model::World& world, std::string_view hostname,
                                     std::string_view service, std::string_view namespace_) {
    const auto owner = world.find<model::Service>(namespace_, service);
    if (!owner || !owner->headless())
        return std::nullopt;
    for (const model::ObjectId id : world.ofKind("", "Pod", namespace_)) {
        const auto& object = world.object(id);
        const auto& pod = std::get<model::Pod>(object.resource);
        // A StatefulSet's Pods carry their own name as hostname.
        const std::string& own =
            pod.spec.hostname.empty() ? object.metadata.name : pod.spec.hostname;
        if (own == hostname && pod.spec.subdomain == service)
            return podDestination(
                model::Ref<model::Pod>(id, &object), "svc.headless",
                fmt::format("{} is Pod {} behind the headless Service {}", hostname,
                            object.fullName(), owner.object().fullName()));
    }
    return std::nullopt;
}

std::optional<Destination> serviceRecord(const model::World& world, std::string_view name,
                                         std::string_view namespace_) {
    const auto service = world.find<model::Service>(namespace_, name);
    if (!service)
        return std::nullopt;
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

std::optional<Destination> clusterRecord(const model::World& world, std::string_view name) {
    const std::string suffix = fmt::format(".{}", kClusterDomain);
    if (!name.ends_with(suffix))
        return std::nullopt;
    name.remove_suffix(suffix.size());
    const Labels labels = split(name);
    if (labels.size() == 3 && labels[2] == "svc")
        return serviceRecord(world, labels[0], labels[1]);
    if (labels.size() == 4 && labels[3] == "svc")
        return podRecord(world, labels[0], labels[1], labels[2]);
    if (labels.size() == 3 && labels[2] == "pod")
        return addressRecord(world, labels[0], labels[1]);
    return std::nullopt;
}

Destination externalName(std::string_view name) {
    Destination result;
    result.kind = Destination::Kind::External;
    result.externalName = name;
    result.message = fmt::format("{} is no name of the cluster", name);
    return result;
}

Destination nothing(std::string message, std::string_view rule = "svc.dns") {
    Destination result;
    result.rule = rule;
    result.message = std::move(message);
    return result;
}

bool isBelow(std::string_view name, std::string_view domain) {
    return name == domain || name.ends_with(fmt::format(".{}", domain));
}

/// "<service>.<namespace>.svc.clusterset.local": what all clusters that export it have behind one
/// name.
std::optional<Destination> clusterSetRecord(const model::World& world, std::string_view name) {
    const std::string suffix = fmt::format(".svc.{}", kClusterSetDomain);
    if (!name.ends_with(suffix))
        return std::nullopt;
    const Labels labels = split(name.substr(0, name.size() - suffix.size()));
    if (labels.size() != 2)
        return std::nullopt;
    const auto import = world.find<model::ServiceImport>(labels[1], labels[0]);
    if (!import)
        return std::nullopt;
    return importDestination(import,
                             fmt::format("{} is a ServiceImport of namespace {}", labels[0],
                                         labels[1]));
}

/// Looks `name` up as it stands.
Destination resolveAbsolute(const model::World& world, std::string_view name) {
    if (auto record = clusterRecord(world, name))
        return std::move(*record);
    if (auto record = clusterSetRecord(world, name))
        return std::move(*record);
    if (isBelow(name, kClusterDomain) || isBelow(name, kClusterSetDomain))
        return nothing(fmt::format("cluster DNS has no record {}", name));
    return externalName(name);
}

/// As a Pod's resolver does: search domains first, for names with fewer than five dots.
Destination resolveSearched(const model::World& world, std::string_view name,
                            std::string_view namespace_) {
    if (std::ranges::count(name, '.') < 5) {
        for (const std::string& domain :
             {fmt::format("{}.svc.{}", namespace_, kClusterDomain),
              fmt::format("svc.{}", kClusterDomain), std::string(kClusterDomain)})
            if (auto record = clusterRecord(world, fmt::format("{}.{}", name, domain)))
                return std::move(*record);
    }
    if (!name.contains('.'))
        return nothing(
            fmt::format("namespace {} has no Service {}; a short name works inside its own "
                        "namespace only",
                        namespace_, name));
    // svc.ns.svc is written for the cluster, whether or not the Service is there.
    const Labels labels = split(name);
    if (labels.size() == 3 && labels[2] == "svc")
        return nothing(fmt::format("namespace {} has no Service {}", labels[1], labels[0]));
    return resolveAbsolute(world, name);
}

/// Follows ExternalName Services, which are CNAME records, as far as they lead.
Destination followAliases(const model::World& world, Destination destination) {
    std::string alias;
    for (int i = 0; i < kMaxAliases; ++i) {
        const auto* service =
            destination.kind == Destination::Kind::Service
                ? std::get_if<model::Service>(&world.object(destination.object).resource)
                : nullptr;
        if (!service || !service->isExternalName()) {
            if (!alias.empty()) {
                destination.externalName = alias;
                destination.rule = "svc.external-name";
            }
            return destination;
        }
        alias = lowered(service->externalName);
        if (alias.ends_with('.'))
            alias.pop_back();
        if (alias.empty())
            return nothing(
                fmt::format("{} has no externalName", world.object(destination.object).fullName()),
                "svc.external-name");
        const std::string from = world.object(destination.object).fullName();
        destination = addressBytes(alias).empty() ? resolveAbsolute(world, alias)
                                                  // A CNAME cannot hold an address.
                                                  : nothing(alias + " is not a DNS name");
        destination.message =
            fmt::format("{} is an alias of {}: {}", from, alias, destination.message);
    }
    return nothing(fmt::format("more than {} aliases in a row", kMaxAliases), "svc.external-name");
}

}  // namespace

Destination resolveInside(const model::World& world, std::string_view host,
                          std::string_view fromNamespace) {
    if (const std::string bytes = addressBytes(host); !bytes.empty())
        return resolveAddress(world, host, bytes);
    std::string name = lowered(host);
    const bool absolute = name.ends_with('.');
    if (absolute)
        name.pop_back();
    if (name.empty() || name.size() > kMaxName)
        return nothing("the name is empty or longer than a DNS name can be");
    Destination result =
        absolute ? resolveAbsolute(world, name) : resolveSearched(world, name, fromNamespace);
    result.byName = result.kind != Destination::Kind::Nothing;
    const bool byName = result.byName;
    result = followAliases(world, std::move(result));
    result.byName = byName;
    return result;
}

}  // namespace gatesight::simulator
