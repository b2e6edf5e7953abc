#include "simulator/routing/gateway_plane.h"

#include "simulator/delivery/clients.h"
#include "simulator/delivery/policy/policy_set.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

/// A Pod of the Gateway that is loaded, as in a snapshot of a cluster.
model::ObjectId loadedGatewayPod(const model::World& world, const model::ObjectMeta& gateway) {
    for (const model::ObjectId id : world.ofKind("", "Pod", gateway.namespace_)) {
        const model::Object& object = world.object(id);
        const model::Labels& labels = object.metadata.labels;
        const auto name = labels.find(kGatewayNameLabel);
        const std::string& phase = std::get<model::Pod>(object.resource).phase;
        if (name != labels.end() && name->second == gateway.name && phase != "Succeeded" &&
            phase != "Failed")
            return id;
    }
    return {};
}

/// As a controller makes them (gateway.infrastructure.well-known-labels). It may label them
/// further, which nobody can see here.
PolicyParty ownPods(const Simulation& simulation, model::ObjectId gateway) {
    const model::ObjectMeta& metadata = simulation.world->object(gateway).metadata;
    if (const model::ObjectId pod = loadedGatewayPod(*simulation.world, metadata); pod.valid())
        return simulation.policies->party(pod);
    PolicyParty party;
    party.kind = PolicyParty::Kind::Pod;
    party.namespace_ = metadata.namespace_;
    party.known = PolicyParty::Labels::AtLeast;
    if (const GatewayState* state = simulation.control->gateway(gateway))
        party.labels = state->generatedLabels;
    party.labels.insert_or_assign(std::string(kGatewayNameLabel), metadata.name);
    return party;
}

/// Pods of the controller, as far as the choice says which: a workload of theirs that is loaded, or
/// their namespace.
PolicyParty sharedPods(const Simulation& simulation, std::string_view pods) {
    const std::string_view namespace_ = pods.substr(0, pods.find('/'));
    if (namespace_.size() < pods.size()) {
        const auto workload = pods.substr(namespace_.size() + 1);
        if (const model::ObjectId pod =
                simulation.delivery->clients().find(namespace_, workload, {});
            pod.valid())
            return simulation.policies->party(pod);
    }
    PolicyParty party;
    party.kind = PolicyParty::Kind::Pod;
    if (!namespace_.empty())
        party.namespace_ = namespace_;
    party.known = PolicyParty::Labels::Unknown;
    return party;
}

PolicyParty dataPlane(const Simulation& simulation, model::ObjectId gateway) {
    const SpecChoices::DataPlane& plane = dataPlaneOf(simulation, gateway);
    PolicyParty party;
    switch (plane.where) {
        case SpecChoices::GatewayDataPlane::OwnPods:
            return ownPods(simulation, gateway);
        case SpecChoices::GatewayDataPlane::SharedPods:
            return sharedPods(simulation, plane.sharedPods);
        case SpecChoices::GatewayDataPlane::Node:
            return simulation.policies->someNode();
        case SpecChoices::GatewayDataPlane::Outside:
            break;
    }
    return party;
}

}  // namespace

const SpecChoices::DataPlane& dataPlaneOf(const Simulation& simulation, model::ObjectId gateway) {
    const auto& spec = std::get<model::Gateway>(simulation.world->object(gateway).resource);
    return simulation.options.choices.dataPlane(spec.gatewayClassName);
}

PolicyParty gatewayParty(const Simulation& simulation, model::ObjectId gateway) {
    PolicyParty party = dataPlane(simulation, gateway);
    party.text = fmt::format("Gateway {}", simulation.world->object(gateway).fullName());
    return party;
}

}  // namespace gatesight::simulator
