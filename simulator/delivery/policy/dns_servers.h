// Who answers when a Pod asks for a name, and whether policies let it ask (np.dns).
#pragma once

#include "simulator/delivery/delivery.h"
#include "simulator/delivery/policy/policy_set.h"

#include <optional>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct ResolvConf;  // simulator/delivery/resolv_conf.h

/// Where names are looked up.
struct DnsServers {
    struct Server {
        PolicyParty party;
        std::uint16_t port = 53;
    };
    std::vector<Server> udp, tcp;
    std::string text;    ///< how sentences call them
    bool known = false;  ///< taken from what is loaded; else assumed
};

/// The endpoints of Service kube-system/kube-dns. Where it is not loaded, Pods labelled
/// k8s-app=kube-dns are assumed in kube-system.
[[nodiscard]] DnsServers clusterDns(const PolicySet& policies, const Delivery& delivery);

/// Whom a Pod with this resolv.conf asks; nothing for the servers of a node, whose addresses nobody
/// knows.
[[nodiscard]] std::optional<DnsServers> dnsServersOf(const PolicySet& policies,
                                                     const Delivery& delivery,
                                                     const ResolvConf& conf);

/// A question on its way to a server.
struct DnsQuestion {
    PolicyFlow flow;
    FlowVerdict verdict;
};

/// The server that is easiest to reach: allowed before unknown before denied. Nothing when there is
/// none for the transport.
[[nodiscard]] std::optional<DnsQuestion> askDns(const PolicySet& policies, const PolicyParty& source,
                                           const DnsServers& servers, Transport transport);

}  // namespace gatesight::simulator
