#include "simulator/who/outer_door.h"

#include "simulator/delivery/delivery.h"
#include "simulator/delivery/nodes.h"

#include <algorithm>

namespace gatesight::simulator {

namespace {

bool leadsTo(const Simulation& simulation, model::ObjectId service, std::uint32_t index,
             model::ObjectId pod, const TalkPort& port) {
    return std::ranges::any_of(
        simulation.delivery->endpoints(service, index), [&](const EndpointTarget& target) {
            return target.pod == pod && target.port == port.port;
        });
}

std::vector<std::string> nodeAddresses(const model::World& world) {
    std::vector<std::string> result;
    for (const model::ObjectId id : world.ofKind("", "Node"))
        for (const std::string& address : addressesOfNode(world.object(id)))
            result.push_back(address);
    return result;
}

/// The first address of the first range (svc.load-balancer-source-ranges).
std::string admittedSource(const model::Service& service) {
    if (service.loadBalancerSourceRanges.empty())
        return {};
    const std::string& range = service.loadBalancerSourceRanges.front();
    return range.substr(0, range.find('/'));
}

}  // namespace

std::vector<OuterDoor> outerDoorsTo(const Simulation& simulation, model::ObjectId pod,
                                    const TalkPort& port) {
    std::vector<OuterDoor> doors, nodePorts;
    const std::vector<std::string> nodes = nodeAddresses(*simulation.world);
    for (const auto& service : simulation.world->all<model::Service>())
        for (std::uint32_t i = 0; i < service->ports.size(); ++i) {
            const model::ServicePort& front = service->ports[i];
            if (front.protocol != toString(port.transport) ||
                !leadsTo(simulation, service.id(), i, pod, port))
                continue;
            if (service->internalBalancer.empty())
                for (const std::string& address : service->loadBalancerAddresses)
                    doors.push_back(
                        {address, front.port, admittedSource(*service), front.appProtocol});
            for (const std::string& address : service->externalIPs)
                doors.push_back({address, front.port, {}, front.appProtocol});
            if (front.nodePort != 0)
                for (const std::string& address : nodes)
                    nodePorts.push_back({address, front.nodePort, {}, front.appProtocol});
        }
    doors.insert(doors.end(), nodePorts.begin(), nodePorts.end());
    return doors;
}

}  // namespace gatesight::simulator
