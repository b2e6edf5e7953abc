// The proxies of a Gateway, as network policies know them.
#pragma once

#include "simulator/delivery/policy/flow.h"
#include "simulator/simulation.h"

#include <string_view>

namespace gatesight::simulator {

/// The label by which Pods and Services of a Gateway name it
/// (gateway.infrastructure.well-known-labels).
inline constexpr std::string_view kGatewayNameLabel = "gateway.networking.k8s.io/gateway-name";

/// Where they run, as chosen for the Gateway's class.
[[nodiscard]] const SpecChoices::DataPlane& dataPlaneOf(const Simulation& simulation,
                                                        model::ObjectId gateway);
/// Only with network policies (np.gateway-source, np.gateway-outside).
[[nodiscard]] PolicyParty gatewayParty(const Simulation& simulation, model::ObjectId gateway);

}  // namespace gatesight::simulator
