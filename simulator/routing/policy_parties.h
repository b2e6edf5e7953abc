// Who stands at the two ends of a leg, as network policies know them.
#pragma once

#include "simulator/delivery/policy/policy_set.h"
#include "simulator/routing/backend_plan.h"

namespace gatesight::simulator {

/// Where the request starts: a Pod, or the internet (np.peer.ip-block.snat: from an address that
/// nobody knows, as it may be replaced on the way). Only with policies.
[[nodiscard]] PolicyParty clientParty(const Exchange& exchange);
/// The data plane of the Gateway that the request goes through, by SpecChoices::gatewayDataPlane
/// (np.gateway-source, np.gateway-outside).
[[nodiscard]] PolicyParty gatewayParty(const Exchange& exchange);
/// Who opens the last connection: the Gateway's data plane, or the client (np.mesh-source). A
/// client outside that dials `service` keeps its address where externalTrafficPolicy is Local; a
/// Pod that goes out to a load balancer does not.
[[nodiscard]] PolicyParty dialingParty(const Exchange& exchange, model::ObjectId service = {});
/// What listens at an endpoint of a backend.
[[nodiscard]] PolicyParty endpointParty(const PolicySet& policies, const BackendPlan& backend,
                                        const EndpointTarget& target);

}  // namespace gatesight::simulator
