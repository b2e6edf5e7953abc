#include "simulator/contradictions/outer_fronts.h"

#include "simulator/delivery/ip_address.h"
#include "simulator/delivery/resolv_conf.h"
#include "simulator/routing/gateway_plane.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

namespace gatesight::simulator {

namespace {

class FrontGatherer {
public:
    explicit FrontGatherer(const Simulation& simulation) : m_simulation(simulation) {
        for (const GatewayState& gateway : simulation.control->gateways)
            for (const GatewayStatusAddress& address : gateway.addresses)
                if (!address.assigned)
                    add(gateway.gateway, address);
    }

    std::vector<OuterFront> run() {
        for (const auto& service : m_simulation.world->all<model::Service>())
            if (!service->isExternalName() && !isOfGateway(service))
                for (std::uint32_t port = 0; port < service->ports.size(); ++port)
                    add(service, port);
        return std::move(m_fronts);
    }

private:
    static std::string frontAddress(const std::string& text) {
        std::string bytes = addressBytes(text);
        return bytes.empty() ? text : bytes;
    }

    /// A hostname may be the cluster's own name of the Service before the proxies, as where people
    /// run these themselves.
    void add(model::ObjectId gateway, const GatewayStatusAddress& address) {
        m_gatewayAddresses.insert(frontAddress(address.value));
        if (address.type != "Hostname")
            return;
        const std::string& home = m_simulation.world->object(gateway).metadata.namespace_;
        const Destination named =
            resolveInside(*m_simulation.world, address.value, home, usualResolvConf(home));
        if (named.kind == Destination::Kind::Service)
            m_gatewayServices.insert(named.object);
    }

    [[nodiscard]] bool isOfGateway(const model::Ref<model::Service>& service) const {
        if (m_gatewayServices.contains(service.id()) ||
            service.metadata().labels.contains(kGatewayNameLabel) ||
            service->selector.contains(kGatewayNameLabel))
            return true;
        for (const auto* addresses : {&service->loadBalancerAddresses, &service->externalIPs})
            for (const std::string& address : *addresses)
                if (m_gatewayAddresses.contains(frontAddress(address)))
                    return true;
        return false;
    }

    void add(const model::Ref<model::Service>& service, std::uint32_t index) {
        const model::ServicePort& port = service->ports[index];
        const std::string name = service.object().fullName();
        const bool balancer = service->type == "LoadBalancer";
        const auto front = [&](std::string text, bool internal = false) {
            m_fronts.push_back({service.id(), index, internal, std::move(text)});
        };
        if (balancer)
            front(fmt::format("port {} of the load balancer of Service {}{}", port.port, name,
                              limits(*service)),
                  !service->internalBalancer.empty());
        if ((balancer || service->type == "NodePort") && port.nodePort != 0)
            front(fmt::format("node port {} of Service {}", port.nodePort, name));
        else if (service->type == "NodePort")
            front(fmt::format("a node port of Service {} for its port {}", name, port.port));
        else if (!balancer && !service->externalIPs.empty())
            front(fmt::format("port {} at the external IP {} of Service {}", port.port,
                              service->externalIPs.front(), name));
    }

    /// svc.load-balancer.internal, svc.load-balancer-source-ranges
    static std::string limits(const model::Service& service) {
        std::vector<std::string> parts;
        if (!service.internalBalancer.empty())
            parts.push_back(fmt::format("internal by {}", service.internalBalancer));
        if (!service.loadBalancerSourceRanges.empty())
            parts.push_back(
                fmt::format("for {}", fmt::join(service.loadBalancerSourceRanges, ", ")));
        return parts.empty() ? std::string() : fmt::format(" ({})", fmt::join(parts, ", "));
    }

    const Simulation& m_simulation;
    std::set<std::string> m_gatewayAddresses;
    std::set<model::ObjectId> m_gatewayServices;
    std::vector<OuterFront> m_fronts;
};

}  // namespace

std::vector<OuterFront> outerFronts(const Simulation& simulation) {
    return FrontGatherer(simulation).run();
}

std::string leadsThere(const std::vector<std::string>& fronts, bool surely) {
    const std::string who =
        fronts.size() == 1 ? fronts.front()
                           : fmt::format("{}, and {} more,", fronts.front(), fronts.size() - 1);
    const std::string_view deed = !surely ? "may lead" : fronts.size() == 1 ? "leads" : "lead";
    return fmt::format("{} {} there from outside of the cluster{}", who, deed,
                       surely ? "" : ", for some addresses");
}

}  // namespace gatesight::simulator
