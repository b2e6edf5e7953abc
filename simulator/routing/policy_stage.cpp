#include "simulator/routing/policy_stage.h"

#include "simulator/control/hostname.h"
#include "simulator/delivery/nodes.h"
#include "simulator/routing/inside.h"
#include "simulator/routing/policy_story.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

Transport transportOf(const Request& request) {
    return request.protocol == Protocol::Udp ? Transport::UDP : Transport::TCP;
}

PolicyLeg judgeFlow(const Exchange& exchange, PolicyFlow flow, const BackendPlan* backend) {
    const FlowVerdict verdict = exchange.simulation.policies->verdict(flow);
    return {std::move(flow), verdict, backend, false};
}

/// A Pod that dials a Service by another address than its cluster IP. kube-proxy then puts the
/// address of the node that it meets the connection on in the place of the Pod's, unless
/// externalTrafficPolicy is Local, and a port of another node is translated there and not before.
/// Which of the addresses policies see is up to the plugin.
class ReplacedAddresses {
public:
    ReplacedAddresses(const Exchange& exchange, const BackendPlan& backend)
        : m_exchange(exchange), m_request(exchange.request) {
        if (exchange.gateway.valid() || m_request.from.internet() || !backend.service.valid())
            return;
        m_service = std::get_if<model::Service>(&exchange.world().object(backend.service).resource);
        if (m_service)
            m_front = frontOf(exchange);
    }

    /// Makes "unknown" of what depends on it.
    void apply(PolicyLeg& leg) const {
        if (!m_front || m_front->kind != Destination::Kind::Service)
            return;
        const bool nodePort = m_front->path == Dialer::Path::NodePort;
        const std::string node = nodePort ? m_front->node : leg.flow.source.node;
        if (nodePort && node != leg.flow.source.node) {
            PolicyFlow other = leg.flow;
            other.destination = partyOf(node);
            other.port = m_request.listenerPort();
            other.throughService = false;
            weigh(other, Direction::Egress, leg);
        }
        if (!m_service->externalTrafficPolicyLocal) {  // svc.external-traffic-policy
            PolicyFlow other = leg.flow;
            other.source = partyOf(node);
            weigh(other, Direction::Ingress, leg);
        }
    }

private:
    [[nodiscard]] const PolicySet& policies() const { return *m_exchange.simulation.policies; }

    [[nodiscard]] PolicyParty partyOf(const std::string& node) const {
        PolicyParty party;
        party.kind = PolicyParty::Kind::Host;
        party.node = node;
        const model::World& world = m_exchange.world();
        for (const model::ObjectId id : world.ofKind("", "Node"))
            if (world.object(id).metadata.name == node)
                for (const std::string& text : addressesOfNode(world.object(id)))
                    if (const auto address = model::addressOf(text))
                        party.addresses.push_back(*address);
        return party;
    }

    void weigh(const PolicyFlow& other, Direction direction, PolicyLeg& leg) const {
        PolicyVerdict& verdict =
            direction == Direction::Egress ? leg.verdict.egress : leg.verdict.ingress;
        if (policies().verdict(other, direction).result == verdict.result)
            return;
        verdict.result = PolicyVerdict::Result::Unknown;
        leg.replaced = true;
    }

    const Exchange& m_exchange;
    const Request& m_request;
    const model::Service* m_service = nullptr;
    std::optional<Destination> m_front;
};

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
    PolicyLeg leg = judgeFlow(exchange, std::move(flow), &backend);
    ReplacedAddresses(exchange, backend).apply(leg);
    return leg;
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
    flow.v6 = exchange.request.sourceIp.contains(':');
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
