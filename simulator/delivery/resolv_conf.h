// How a Pod looks names up: its /etc/hosts and its resolv.conf (RULES 21.3).
#pragma once

#include "model/world/world.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

struct ResolvConf {
    enum class Servers : std::uint8_t {
        Cluster,  ///< cluster DNS
        Node,     ///< those of the node, which know no name of the cluster
        Other     ///< dnsPolicy None with addresses that belong to nothing that is loaded
    };
    Servers servers = Servers::Cluster;
    std::vector<std::string> nameservers;  ///< as dnsConfig writes them
    std::vector<std::string> searches;     ///< in lower case, without a dot at the end
    int ndots = 5;
    std::map<std::string, std::string, std::less<>> hosts;  ///< name in lower case -> address
    std::string_view rule = "svc.dns.search";  ///< of what makes it differ from the usual one
    bool usual = true;                         ///< as every Pod of the namespace has it

    /// Whether a resolver tries the search domains before the name as it stands.
    [[nodiscard]] bool searchesFirst(std::string_view name) const;
    /// "nameservers of the cluster; search a b; ndots:5"
    [[nodiscard]] std::string text() const;
};

/// Of a Pod that says nothing of DNS.
[[nodiscard]] ResolvConf usualResolvConf(std::string_view namespace_);
[[nodiscard]] ResolvConf resolvConfOf(const model::World& world, const model::PodSpec& pod,
                                      std::string_view namespace_);

}  // namespace gatesight::simulator
