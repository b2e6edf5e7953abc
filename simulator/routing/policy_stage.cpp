#include "simulator/routing/policy_stage.h"

#include "simulator/control/hostname.h"
#include "simulator/routing/policy_story.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

Transport transportOf(const Request& request) {
    return request.protocol == Protocol::Udp ? Transport::UDP : Transport::TCP;
}

PolicyLeg judgeFlow(const Exchange& exchange, PolicyFlow flow, const BackendPlan* backend) {
    const FlowVerdict verdict = exchange.simulation.policies->verdict(flow);
    return {std::move(flow), verdict, backend};
}

bool passLeg(Exchange& exchange, const PolicyLeg& leg) {
    tellLeg(exchange, leg);
    return endLeg(exchange, leg);
}

}  // namespace

PolicyLeg legTo(const Exchange& exchange, const PolicyParty& source, const BackendPlan& backend,
                const EndpointTarget& target) {
    PolicyFlow flow{source, endpointParty(*exchange.simulation.policies, backend, target)};
    flow.port = target.port;  // np.port.pod-port
    flow.transport = transportOf(exchange.request);
    flow.v6 = target.ip.contains(':');
    // A Gateway dials endpoints; a client inside the cluster, Services (np.service-ip).
    flow.throughService = backend.service.valid() && !exchange.gateway.valid();
    return judgeFlow(exchange, std::move(flow), &backend);
}

void tellLeg(Exchange& exchange, const PolicyLeg& leg) {
    if (exchange.say.listens())
        PolicyStory(exchange, leg).tell();
}

bool endLeg(Exchange& exchange, const PolicyLeg& leg) {
    switch (leg.result()) {
        case PolicyVerdict::Result::Allowed:
            return true;
        case PolicyVerdict::Result::Denied:
            return exchange.refuse(Refusal::Dropped, kDroppedByPolicy);
        case PolicyVerdict::Result::Unknown:
            break;
    }
    return exchange.unknown(fmt::format("whether network policies let {} reach {}",
                                        leg.flow.source.text, leg.flow.destination.text));
}

bool enterGateway(Exchange& exchange) {
    PolicyFlow flow{clientParty(exchange), gatewayParty(exchange)};
    // The Pods of a Gateway need not listen on the ports that its listeners name.
    flow.transport = transportOf(exchange.request);
    return passLeg(exchange, judgeFlow(exchange, std::move(flow), nullptr));
}

bool leaveCluster(Exchange& exchange, std::string_view host) {
    const std::string name(host);
    PolicyFlow flow{clientParty(exchange), {}};
    if (const auto address = model::addressOf(name)) {
        flow.destination = exchange.simulation.policies->partyAt(*address, name);
        flow.v6 = address->v6;
    } else {
        flow.destination.hostname = lowerCase(name);
        flow.destination.text = name;
    }
    flow.port = exchange.request.listenerPort();
    flow.transport = transportOf(exchange.request);
    return passLeg(exchange, judgeFlow(exchange, std::move(flow), nullptr));
}

void tellIgnoredPolicies(Exchange& exchange) {
    const model::World& world = exchange.world();
    std::size_t count = world.ofKind("networking.k8s.io", "NetworkPolicy").size();
    for (const std::string_view kind :
         {"AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"})
        count += world.ofKind(model::kNetworkPolicyGroup, kind).size();
    if (count == 0)
        return;
    exchange.say.step([&] {
        return plainStep(Stage::Policy, Verdict::Info, "np.needs-plugin",
                         fmt::format("{} network polic{} without effect: the choice "
                                     "network-policies=ignored says that nobody enforces them",
                                     count, count == 1 ? "y is" : "ies are"));
    });
}

std::optional<Outcome> blockedShare(const Exchange& exchange, const PolicyParty& source,
                                    const BackendPlan& backend) {
    bool unknown = false;
    for (std::size_t i = 0; i < endpointCount(backend); ++i) {
        const EndpointTarget& target = endpointAt(exchange.simulation, backend, i);
        const auto result = legTo(exchange, source, backend, target).result();
        if (result == PolicyVerdict::Result::Allowed)
            return std::nullopt;
        unknown = unknown || result == PolicyVerdict::Result::Unknown;
    }
    return unknown ? Outcome::Unknown : Outcome::Refused;
}

}  // namespace gatesight::simulator
