#include "simulator/delivery/service_fronts.h"

#include "simulator/control/hostname.h"
#include "simulator/delivery/ip_address.h"
#include "simulator/delivery/nodes.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// The same for every spelling of an address or a host name.
std::string frontKey(std::string_view host) {
    std::string bytes = addressBytes(host);
    return bytes.empty() ? lowerCase(host) : bytes;
}

constexpr std::uint16_t kFirstNodePort = 30000, kLastNodePort = 32767;  // unless told otherwise

std::string_view protocolOf(bool udp) {
    return udp ? "UDP" : "TCP";
}

bool hasPort(const model::World& world, model::ObjectId id, std::uint16_t port, bool udp) {
    const auto& service = std::get<model::Service>(world.object(id).resource);
    return std::ranges::any_of(service.ports, [&](const model::ServicePort& each) {
        return each.port == port && each.protocol == protocolOf(udp);
    });
}

Destination unknownPort(std::string message) {
    Destination result;
    result.kind = Destination::Kind::Unknown;
    result.rule = "svc.nodeport-lb";
    result.message = std::move(message);
    return result;
}

/// Whether an address is one of IPv6; nothing for a name.
std::optional<bool> familyOf(std::string_view host) {
    const std::string bytes = addressBytes(host);
    return bytes.empty() ? std::nullopt : std::optional(bytes.size() > 4);
}

Destination serviceAt(model::ObjectId service, Dialer::Path path, std::string_view rule,
                      std::string message) {
    Destination result;
    result.kind = Destination::Kind::Service;
    result.object = service;
    result.path = path;
    result.rule = rule;
    result.message = std::move(message);
    return result;
}

}  // namespace

ServiceFronts::ServiceFronts(const model::World& world) {
    for (const auto& service : world.all<model::Service>())
        if (!service->isExternalName())
            add(service);
    for (const model::ObjectId id : world.ofKind("", "Node")) {
        const model::Object& node = world.object(id);
        for (const std::string& address : addressesOfNode(node))
            m_nodes.try_emplace(frontKey(address), node.metadata.name);
    }
}

void ServiceFronts::add(const model::Ref<model::Service>& service) {
    for (const std::string& address : service->externalIPs)
        m_addresses.emplace(frontKey(address),
                            Address{service.id(), Dialer::Path::ExternalIP, false});
    const auto& proxied = service->proxiedAddresses;
    for (const std::string& address : service->loadBalancerAddresses)
        m_addresses.emplace(frontKey(address),
                            Address{service.id(), Dialer::Path::LoadBalancer,
                                    std::ranges::find(proxied, address) != proxied.end()});
    if (service->type != "NodePort" && service->type != "LoadBalancer")
        return;
    for (std::uint32_t i = 0; i < service->ports.size(); ++i) {
        const model::ServicePort& port = service->ports[i];
        if (port.nodePort == 0 && service->hasNodePorts() && !m_unnumbered.valid())
            m_unnumbered = service.id();
        if (port.nodePort != 0 && port.protocol != "SCTP")  // svc.protocol: nobody asks by SCTP
            m_nodePorts.try_emplace({port.nodePort, port.protocol == "UDP"},
                                    NodePort{service.id(), i});
    }
    if (service->healthCheckNodePort != 0)
        m_healthChecks.try_emplace(service->healthCheckNodePort, service.id());
}

std::optional<Destination> ServiceFronts::find(const model::World& world, std::string_view host,
                                               std::uint16_t port, bool udp) const {
    if (m_addresses.empty() && m_nodes.empty())
        return std::nullopt;  // by far the usual case
    const std::string key = frontKey(host);
    const auto [first, last] = m_addresses.equal_range(key);
    auto owner = std::find_if(first, last, [&](const auto& each) {
        return hasPort(world, each.second.service, port, udp);
    });
    if (owner == last)
        owner = first;
    if (owner != last) {
        const auto& [service, path, left] = owner->second;
        const bool balancer = path == Dialer::Path::LoadBalancer;
        Destination result =
            serviceAt(service, path, balancer ? "svc.nodeport-lb" : "svc.external-ips",
                      fmt::format("{} is {} of Service {}", host,
                                  balancer ? "the load balancer's address" : "an external IP",
                                  world.object(service).fullName()));
        result.leftToLoadBalancer = left;
        result.v6 = familyOf(host);
        return result;
    }
    const auto node = m_nodes.find(key);
    if (node == m_nodes.end())
        return std::nullopt;
    Destination result = atNode(world, node->second, host, port, udp);
    result.v6 = familyOf(host);
    return result;
}

Destination ServiceFronts::atNode(const model::World& world, const std::string& node,
                                  std::string_view host, std::uint16_t port, bool udp) const {
    const auto found = m_nodePorts.find({port, udp});
    if (found == m_nodePorts.end()) {
        if (const auto check = m_healthChecks.find(port); check != m_healthChecks.end() && !udp)
            return unknownPort(fmt::format(
                "what kube-proxy of Node {} answers: port {} is the health check of Service {}, by "
                "which its load balancer finds the Nodes with ready endpoints",
                node, port, world.object(check->second).fullName()));
        if (m_unnumbered.valid() && port >= kFirstNodePort && port <= kLastNodePort)
            return unknownPort(fmt::format(
                "whether port {} of Node {} leads to Service {}, whose node port the cluster "
                "chooses",
                port, node, world.object(m_unnumbered).fullName()));
        Destination nothing;
        nothing.rule = "svc.nodeport-lb";
        nothing.message = fmt::format("{} is Node {}, and no Service has node port {}/{}", host,
                                      node, port, protocolOf(udp));
        return nothing;
    }
    const auto& [service, index] = found->second;
    Destination result = serviceAt(
        service, Dialer::Path::NodePort, "svc.nodeport-lb",
        fmt::format("{} is Node {}, where port {} is the node port of Service {}", host, node, port,
                    world.object(service).fullName()));
    result.port = index;
    result.node = node;
    return result;
}

}  // namespace gatesight::simulator
