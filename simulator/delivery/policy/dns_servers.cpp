#include "simulator/delivery/policy/dns_servers.h"

#include "simulator/delivery/resolv_conf.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gatesight::simulator {

namespace {

constexpr std::uint16_t kDnsPort = 53;

void addEndpoints(const PolicySet& policies, const Delivery& delivery,
                  const model::Ref<model::Service>& service, DnsServers& result) {
    for (std::uint32_t port = 0; port < service->ports.size(); ++port) {
        if (service->ports[port].port != kDnsPort)
            continue;
        auto& list = service->ports[port].protocol == "UDP" ? result.udp : result.tcp;
        for (const EndpointTarget& target : delivery.endpoints(service.id(), port)) {
            if (!target.pod.valid())
                continue;
            list.push_back({policies.party(target.pod), target.port});
            list.back().party.text = "kube-system/kube-dns";
        }
    }
}

DnsServers assumed() {
    PolicyParty pod;
    pod.kind = PolicyParty::Kind::Pod;
    pod.namespace_ = "kube-system";
    pod.labels = {{"k8s-app", "kube-dns"}};
    pod.known = PolicyParty::Labels::AtLeast;
    pod.text = "kube-system/kube-dns";
    DnsServers result;
    result.udp = result.tcp = {{pod}};
    result.text =
        "kube-system/kube-dns (which is not loaded; its Pods are assumed to be labelled "
        "k8s-app=kube-dns)";
    return result;
}

/// Lower is easier to reach.
int rank(PolicyVerdict::Result result) {
    switch (result) {
        case PolicyVerdict::Result::Allowed:
            return 0;
        case PolicyVerdict::Result::Unknown:
            return 1;
        case PolicyVerdict::Result::Denied:
            break;
    }
    return 2;
}

}  // namespace

DnsServers clusterDns(const PolicySet& policies, const Delivery& delivery) {
    DnsServers result;
    if (const auto service = policies.world().find<model::Service>("kube-system", "kube-dns"))
        addEndpoints(policies, delivery, service, result);
    if (result.udp.empty() && result.tcp.empty())
        return assumed();
    result.known = true;
    result.text = "the loaded Service kube-system/kube-dns";
    return result;
}

std::optional<DnsServers> dnsServersOf(const PolicySet& policies, const Delivery& delivery,
                                       const ResolvConf& conf) {
    switch (conf.servers) {
        case ResolvConf::Servers::Cluster:
            return clusterDns(policies, delivery);
        case ResolvConf::Servers::Node:
            return std::nullopt;
        case ResolvConf::Servers::Other:
            break;
    }
    DnsServers result;
    for (const std::string& text : conf.nameservers)
        if (const auto address = model::addressOf(text))
            result.udp.push_back({policies.partyAt(*address, text)});
    result.tcp = result.udp;
    result.text = fmt::format("name server {}", fmt::join(conf.nameservers, ", "));
    result.known = true;
    return result;
}

std::optional<DnsQuestion> askDns(const PolicySet& policies, const PolicyParty& source,
                             const DnsServers& servers, Transport transport) {
    std::optional<DnsQuestion> best;
    for (const auto& server : transport == Transport::UDP ? servers.udp : servers.tcp) {
        PolicyFlow flow{source, server.party};
        flow.port = server.port;
        flow.transport = transport;
        flow.throughService = true;
        const FlowVerdict verdict = policies.verdict(flow);
        if (!best || rank(verdict.result()) < rank(best->verdict.result()))
            best = DnsQuestion{std::move(flow), verdict};
    }
    return best;
}

}  // namespace gatesight::simulator
