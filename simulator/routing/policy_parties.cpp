#include "simulator/routing/policy_parties.h"

#include "simulator/control/hostname.h"
#include "simulator/routing/inside.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

constexpr std::string_view kGatewayName = "gateway.networking.k8s.io/gateway-name";

/// A Pod of the Gateway that is loaded, as in a snapshot of a cluster.
model::ObjectId loadedGatewayPod(const Exchange& exchange) {
    const model::ObjectMeta& gateway = exchange.gatewayObject().metadata;
    for (const model::ObjectId id : exchange.world().ofKind("", "Pod", gateway.namespace_)) {
        const model::Labels& labels = exchange.world().object(id).metadata.labels;
        const auto name = labels.find(kGatewayName);
        if (name != labels.end() && name->second == gateway.name)
            return id;
    }
    return {};
}

/// As a controller makes them (gateway.infrastructure.well-known-labels). It may label them
/// further, which nobody can see here.
PolicyParty ownPods(const Exchange& exchange) {
    if (const model::ObjectId pod = loadedGatewayPod(exchange); pod.valid())
        return exchange.simulation.policies->party(pod);
    PolicyParty party;
    party.kind = PolicyParty::Kind::Pod;
    party.namespace_ = exchange.gatewayObject().metadata.namespace_;
    party.known = PolicyParty::Labels::AtLeast;
    if (const GatewayState* state = exchange.control().gateway(exchange.gateway))
        party.labels = state->generatedLabels;
    party.labels.insert_or_assign(std::string(kGatewayName),
                                  exchange.gatewayObject().metadata.name);
    return party;
}

PolicyParty dataPlane(const Exchange& exchange) {
    PolicyParty party;
    switch (exchange.options().choices.gatewayDataPlane) {
        case SpecChoices::GatewayDataPlane::OwnPods:
            return ownPods(exchange);
        case SpecChoices::GatewayDataPlane::SharedPods:
            party.kind = PolicyParty::Kind::Pod;
            party.known = PolicyParty::Labels::Unknown;
            break;
        case SpecChoices::GatewayDataPlane::Node:
            return exchange.simulation.policies->someNode();
        case SpecChoices::GatewayDataPlane::Outside:
            break;
    }
    return party;
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
    PolicyParty party = dataPlane(exchange);
    party.text = fmt::format("Gateway {}", exchange.gatewayObject().fullName());
    return party;
}

PolicyParty dialingParty(const Exchange& exchange, model::ObjectId service) {
    if (exchange.gateway.valid())
        return gatewayParty(exchange);
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
