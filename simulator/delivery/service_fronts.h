// Ways to a Service besides its cluster IP: ports of Nodes, external IPs, addresses of load
// balancers (RULES 21.3).
#pragma once

#include "simulator/delivery/delivery.h"

#include <map>

namespace gatesight::simulator {

/// Refers to nothing of the World it was made of.
class ServiceFronts {
public:
    ServiceFronts() = default;
    explicit ServiceFronts(const model::World& world);

    /// What `host`, an address or the name of a load balancer or Node, leads to. Nothing: it is
    /// none of these. Destination::Kind::Nothing: it is a Node, and no Service has that node port;
    /// Unknown: one may have it, or kube-proxy itself answers there.
    [[nodiscard]] std::optional<Destination> find(const model::World& world, std::string_view host,
                                                  std::uint16_t port, bool udp) const;

private:
    struct Address {
        model::ObjectId service;
        Dialer::Path path;
        bool leftToLoadBalancer;
    };
    struct NodePort {
        model::ObjectId service;
        std::uint32_t port;  // index in Service.ports
    };

    void add(const model::Ref<model::Service>& service);
    [[nodiscard]] Destination atNode(const model::World& world, const std::string& node,
                                     std::string_view host, std::uint16_t port, bool udp) const;

    std::multimap<std::string, Address> m_addresses;  // several Services may share one
    std::map<std::string, std::string> m_nodes;       // address -> name of the Node
    std::map<std::pair<std::uint16_t, bool>, NodePort> m_nodePorts;  // number, whether UDP
    std::map<std::uint16_t, model::ObjectId> m_healthChecks;         // healthCheckNodePort
    model::ObjectId m_unnumbered;  // a Service whose node ports the cluster chooses
};

}  // namespace gatesight::simulator
