#include "simulator/contradictions/contradiction_facts.h"

#include "simulator/contradictions/deciding_policy.h"

#include <fmt/format.h>

namespace gatesight::simulator {

std::vector<const EndpointTarget*> readyTargets(const Simulation& simulation,
                                                model::ObjectId service, std::uint32_t port) {
    std::vector<const EndpointTarget*> result;
    const auto all = simulation.delivery->endpoints(service, port);
    for (const std::uint32_t index : simulation.delivery->readyEndpoints(service, port))
        result.push_back(&all[index]);
    return result;
}

PolicyFlow flowTo(const PolicySet& policies, const EndpointTarget& target, Transport transport) {
    PolicyFlow flow;
    if (target.pod.valid())
        flow.destination = policies.party(target.pod);
    else if (const auto address = model::addressOf(target.ip))
        flow.destination = policies.partyAt(*address, target.ip);
    else
        flow.destination.text = target.ip;
    flow.port = target.port;  // np.port.pod-port
    flow.transport = transport;
    flow.v6 = target.ip.contains(':');
    return flow;
}

OuterVerdict verdictFromOutside(const Simulation& simulation, const EndpointTarget& target,
                                Transport transport, std::uint16_t servicePort) {
    if (!simulation.policies)
        return {PolicyVerdict::Result::Allowed,
                nobodyDecides(target.pod.valid() ? objectText(*simulation.world, target.pod)
                                                 : target.ip)};
    PolicyFlow flow = flowTo(*simulation.policies, target, transport);
    flow.source.text = "an address outside of the cluster";
    flow.throughService = true;
    const FlowVerdict verdict = simulation.policies->verdict(flow);
    return {verdict.result(), decidingPolicy(*simulation.policies, flow, verdict, servicePort)};
}

std::uint16_t portNumber(const model::World& world, model::ObjectId service, std::uint32_t port) {
    return (*model::servicePorts(world.object(service)))[port].port;
}

std::string backendText(const model::World& world, model::ObjectId service, std::uint16_t port) {
    const model::Object& object = world.object(service);
    return fmt::format("{}{}:{}", object.kind == "Service" ? "" : object.kind + " ",
                       object.fullName(), port);
}

std::string objectText(const model::World& world, model::ObjectId id) {
    const model::Object& object = world.object(id);
    return fmt::format("{} {}", object.kind, object.fullName());
}

std::string countText(std::size_t count, std::string_view one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

}  // namespace gatesight::simulator
