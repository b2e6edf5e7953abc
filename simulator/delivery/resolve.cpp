// What names and addresses mean to a Pod (RULES 21.3). Names below the cluster domain never leave the
// cluster; every other name is an exit.
#include "simulator/control/hostname.h"
#include "simulator/delivery/cluster_dns.h"
#include "simulator/delivery/ip_address.h"
#include "simulator/delivery/resolv_conf.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace gatesight::simulator {

namespace {

constexpr int kMaxAliases = 8;  // resolvers give up on longer chains of CNAMEs too
constexpr std::size_t kMaxName = 253;

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

/// What the name servers of a Pod make of a record that cluster DNS has.
Destination asAnswered(const ResolvConf& conf, std::string_view name, Destination record) {
    switch (conf.servers) {
        case ResolvConf::Servers::Cluster:
            return record;
        case ResolvConf::Servers::Node:
            return nothing(fmt::format("{} is a name of the cluster, which the name servers of the "
                                       "node do not know",
                                       name),
                           "svc.dns.policy");
        case ResolvConf::Servers::Other:
            break;
    }
    Destination result;
    result.kind = Destination::Kind::Unknown;
    result.rule = "svc.dns.policy";
    result.message = fmt::format("whether name server {} knows {}, a name of the cluster",
                                 fmt::join(conf.nameservers, ", "), name);
    return result;
}

/// Looks `name` up as it stands.
Destination resolveAbsolute(const model::World& world, const ResolvConf& conf,
                            std::string_view name) {
    if (auto record = clusterRecord(world, name))
        return asAnswered(conf, name, std::move(*record));
    if (isBelow(name, kClusterDomain) || isBelow(name, kClusterSetDomain))
        return nothing(fmt::format("cluster DNS has no record {}", name));
    return externalName(name);
}

/// The first search domain below which the name is one of the cluster.
std::optional<Destination> resolveSearched(const model::World& world, const ResolvConf& conf,
                                           std::string_view name) {
    for (const std::string& domain : conf.searches)
        if (const std::string whole = fmt::format("{}.{}", name, domain);
            auto record = clusterRecord(world, whole))
            return asAnswered(conf, whole, std::move(*record));
    return std::nullopt;
}

/// A name of one label that no search domain of the cluster has: one from elsewhere may.
Destination resolveShort(const ResolvConf& conf, std::string_view name,
                         std::string_view namespace_) {
    const auto outside = std::ranges::find_if(conf.searches, [](const std::string& domain) {
        return !isBelow(domain, kClusterDomain) && !isBelow(domain, kClusterSetDomain);
    });
    if (outside != conf.searches.end())
        return externalName(fmt::format("{}.{}", name, *outside));
    return nothing(
        fmt::format("namespace {} has no Service {}; a short name works inside its own "
                    "namespace only",
                    namespace_, name));
}

/// "cart.shop" of a namespace without such a Service: most often a mistake.
void hintAtNamespace(const model::World& world, std::string_view name, Destination& outside) {
    const auto labels = labelsOfName(name);
    if (outside.kind == Destination::Kind::External && labels.size() == 2 &&
        world.find<model::Namespace>("", labels[1]))
        outside.message +=
            fmt::format(", as namespace {} has no Service {}", labels[1], labels[0]);
}

/// As a Pod's resolver does (svc.dns.search).
Destination resolveRelative(const model::World& world, const ResolvConf& conf,
                            std::string_view name, std::string_view namespace_) {
    const bool searchesFirst = conf.searchesFirst(name);
    if (searchesFirst)
        if (auto found = resolveSearched(world, conf, name))
            return std::move(*found);
    if (conf.servers == ResolvConf::Servers::Node)
        if (auto meant = resolveSearched(world, usualResolvConf(namespace_), name))
            return nothing(
                fmt::format("the name servers of the node do not know {}, a name of the cluster",
                            name),
                "svc.dns.policy");
    if (!name.contains('.') && searchesFirst)
        return resolveShort(conf, name, namespace_);
    // svc.ns.svc is written for the cluster, whether or not the Service is there.
    const auto labels = labelsOfName(name);
    if (searchesFirst && labels.size() == 3 && labels[2] == "svc")
        return nothing(fmt::format("namespace {} has no Service {}", labels[1], labels[0]));
    if (searchesFirst && labels.size() == 4 && labels[3] == "svc")
        return nothing(fmt::format("no headless Service {} of namespace {} has an endpoint {}",
                                   labels[1], labels[2], labels[0]));
    Destination asItStands = resolveAbsolute(world, conf, name);
    // Nobody outside is asked here: a name that the cluster knows below a search domain is taken.
    if (!searchesFirst && asItStands.kind == Destination::Kind::External)
        if (auto found = resolveSearched(world, conf, name)) {
            found->message += fmt::format(", if nobody outside knows {}, which is asked for first",
                                          name);
            return std::move(*found);
        }
    hintAtNamespace(world, name, asItStands);
    return asItStands;
}

/// Follows ExternalName Services, which are CNAME records, as far as they lead.
Destination followAliases(const model::World& world, const ResolvConf& conf, Destination destination) {
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
        alias = lowerCase(service->externalName);
        if (alias.ends_with('.'))
            alias.pop_back();
        if (alias.empty())
            return nothing(
                fmt::format("{} has no externalName", world.object(destination.object).fullName()),
                "svc.external-name");
        const std::string from = world.object(destination.object).fullName();
        const std::string namespaceOfAlias = world.object(destination.object).metadata.namespace_;
        destination = addressBytes(alias).empty() ? resolveAbsolute(world, conf, alias)
                                                  // A CNAME cannot hold an address.
                                                  : nothing(alias + " is not a DNS name");
        destination.message =
            fmt::format("{} is an alias of {}: {}", from, alias, destination.message);
        if (destination.kind == Destination::Kind::External &&
            resolveSearched(world, usualResolvConf(namespaceOfAlias), alias))
            destination.message += ", as no search domain holds for the target of an alias";
    }
    return nothing(fmt::format("more than {} aliases in a row", kMaxAliases), "svc.external-name");
}


Destination resolveName(const model::World& world, const ResolvConf& conf, std::string name,
                        std::string_view namespace_) {
    const bool absolute = name.ends_with('.');
    if (absolute)
        name.pop_back();
    if (name.empty() || name.size() > kMaxName)
        return nothing("the name is empty or longer than a DNS name can be");
    Destination result = absolute ? resolveAbsolute(world, conf, name)
                                  : resolveRelative(world, conf, name, namespace_);
    const bool byName = result.kind != Destination::Kind::Nothing;
    result = followAliases(world, conf, std::move(result));
    result.byName = byName;
    return result;
}

}  // namespace

Destination resolveInside(const model::World& world, std::string_view host,
                          std::string_view fromNamespace, const ResolvConf& conf) {
    if (!addressBytes(host).empty())
        return destinationAt(world, host);
    const std::string name = lowerCase(host);
    const auto alias = conf.hosts.find(name);
    if (alias == conf.hosts.end())
        return resolveName(world, conf, name, fromNamespace);
    Destination result = destinationAt(world, alias->second);
    result.rule = "svc.dns.host-aliases";
    result.message = fmt::format("hostAliases of the Pod give {} the address {}: {}", name,
                                 alias->second, result.message);
    if (result.kind == Destination::Kind::External)
        result.externalName = alias->second;
    return result;
}

}  // namespace gatesight::simulator
