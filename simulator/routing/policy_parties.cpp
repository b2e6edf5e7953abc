#include "simulator/routing/policy_parties.h"

#include "simulator/control/hostname.h"
#include "simulator/routing/gateway_plane.h"
#include "simulator/routing/inside.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

/// Whether the connection of a Pod goes out to a load balancer and comes back from there
/// (svc.load-balancer.ip-mode).
bool comesFromBalancer(const Exchange& exchange) {
    if (exchange.request.from.internet())
        return false;
    const auto front = frontOf(exchange);
    return front && front->leftToLoadBalancer;
}

}  // namespace

PolicyParty clientParty(const Exchange& exchange) {
    PolicyParty party;
    const RequestSource& from = exchange.request.from;
    if (from.internet()) {
        party.text = "the internet";
        return party;
    }
    if (const auto pod = clientPod(exchange))
        return exchange.simulation.policies->party(pod.id());
    party.kind = PolicyParty::Kind::Pod;
    party.namespace_ = from.namespace_;
    party.known = PolicyParty::Labels::Unknown;
    party.text = fmt::format("a Pod of namespace {} that is not loaded", from.namespace_);
    return party;
}

PolicyParty gatewayParty(const Exchange& exchange) {
    return gatewayParty(exchange.simulation, exchange.gateway);
}

PolicyParty dialingParty(const Exchange& exchange, model::ObjectId service) {
    if (exchange.gateway.valid())
        return gatewayParty(exchange);
    if (comesFromBalancer(exchange)) {
        PolicyParty balancer;
        balancer.text = fmt::format("the load balancer {}", exchange.request.urlHost);
        return balancer;
    }
    PolicyParty party = clientParty(exchange);
    const auto* dialled =
        service.valid() ? std::get_if<model::Service>(&exchange.world().object(service).resource)
                        : nullptr;
    // svc.external-traffic-policy
    if (exchange.request.from.internet() && dialled && dialled->externalTrafficPolicyLocal)
        if (const auto address = model::addressOf(exchange.request.sourceIp))
            party.addresses = {*address};
    return party;
}

PolicyParty endpointParty(const PolicySet& policies, const BackendPlan& backend,
                          const EndpointTarget& target) {
    if (backend.outside) {
        PolicyParty party;
        party.text = backend.outside->spec->hostname;
        party.hostname = lowerCase(party.text);
        return party;
    }
    if (target.pod.valid())
        return policies.party(target.pod);
    if (const auto address = model::addressOf(target.ip))
        return policies.partyAt(*address, target.ip);
    PolicyParty party;
    party.text = target.ip;
    return party;
}

}  // namespace gatesight::simulator
