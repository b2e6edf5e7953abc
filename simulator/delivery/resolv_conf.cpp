#include "simulator/delivery/resolv_conf.h"

#include "simulator/control/hostname.h"
#include "simulator/delivery/cluster_dns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

constexpr std::string_view kNodeLocalCache = "169.254.20.10";  // where NodeLocal DNSCache listens

std::string domain(std::string_view written) {
    std::string result = lowerCase(written);
    if (result.ends_with('.'))
        result.pop_back();
    return result;
}

/// svc.dns.policy
ResolvConf::Servers serversFor(const model::PodSpec& pod) {
    using enum ResolvConf::Servers;
    if (pod.dnsPolicy == "None")
        return Other;
    if (pod.dnsPolicy == "Default" || (pod.dnsPolicy == "ClusterFirst" && pod.hostNetwork))
        return Node;
    return Cluster;
}

bool isClusterDns(const model::World& world, std::string_view address) {
    if (address == kNodeLocalCache)
        return true;
    const Destination destination = destinationAt(world, address);
    if (destination.kind != Destination::Kind::Service)
        return false;
    const model::ObjectMeta& metadata = world.object(destination.object).metadata;
    return metadata.namespace_ == "kube-system" && metadata.name == "kube-dns";
}

/// svc.dns.config
void addConfig(ResolvConf& conf, const model::World& world, const model::PodDnsConfig& config) {
    if (config.nameservers.empty() && config.searches.empty() && !config.ndots)
        return;
    conf.usual = false;
    if (conf.rule != "svc.dns.policy")
        conf.rule = "svc.dns.config";
    conf.nameservers = config.nameservers;
    // Servers that are added are asked when the first does not answer; the first decides.
    if (conf.servers == ResolvConf::Servers::Other && !config.nameservers.empty() &&
        isClusterDns(world, config.nameservers.front()))
        conf.servers = ResolvConf::Servers::Cluster;
    for (const std::string& search : config.searches)
        if (std::string name = domain(search);
            !name.empty() && std::ranges::find(conf.searches, name) == conf.searches.end())
            conf.searches.push_back(std::move(name));
    conf.ndots = config.ndots.value_or(conf.ndots);
}

}  // namespace

bool ResolvConf::searchesFirst(std::string_view name) const {
    return std::ranges::count(name, '.') < ndots;
}

std::string ResolvConf::text() const {
    std::string result;
    switch (servers) {
        case Servers::Cluster:
            result = "name servers of the cluster";
            break;
        case Servers::Node:
            result = "name servers of its node";
            break;
        case Servers::Other:
            result = fmt::format("name server {}", fmt::join(nameservers, ", "));
            break;
    }
    if (!searches.empty())
        result += fmt::format("; search {}", fmt::join(searches, " "));
    return result + fmt::format("; ndots:{}", ndots);
}

ResolvConf usualResolvConf(std::string_view namespace_) {
    ResolvConf conf;
    conf.searches = {fmt::format("{}.svc.{}", namespace_, kClusterDomain),
                     fmt::format("svc.{}", kClusterDomain), std::string(kClusterDomain)};
    return conf;
}

ResolvConf resolvConfOf(const model::World& world, const model::PodSpec& pod,
                        std::string_view namespace_) {
    ResolvConf conf = usualResolvConf(namespace_);
    conf.servers = serversFor(pod);
    if (conf.servers != ResolvConf::Servers::Cluster) {
        conf.usual = false;
        conf.rule = "svc.dns.policy";
        conf.searches.clear();
        conf.ndots = 1;  // of resolvers, where nobody says otherwise
    }
    addConfig(conf, world, pod.dnsConfig);
    // A hostNetwork Pod reads the file of its node.
    if (!pod.hostNetwork)
        for (const model::HostAlias& alias : pod.hostAliases)
            for (const std::string& name : alias.hostnames)
                conf.hosts.try_emplace(lowerCase(name), alias.ip);
    return conf;
}

}  // namespace gatesight::simulator
