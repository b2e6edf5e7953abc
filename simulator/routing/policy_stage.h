// The stage `policy`: whether network policies let each connection of a request through.
//
// A request crosses up to two of them: from its client to a Gateway's data plane, and from there,
// or from the client, to an endpoint or out of the cluster. Without policies nothing here is
// called.
#pragma once

#include "simulator/routing/policy_parties.h"

namespace gatesight::simulator {

/// One connection and what the policies say about it.
struct PolicyLeg {
    PolicyFlow flow;
    FlowVerdict verdict;
    const BackendPlan* backend = nullptr;  ///< null: not to an endpoint
    /// What a node port, an external IP or a load balancer leaves of the addresses decides, and is
    /// not known (np.peer.ip-block.snat).
    bool replaced = false;

    [[nodiscard]] PolicyVerdict::Result result() const { return verdict.result(); }
};

/// From `source` to an endpoint of a backend.
[[nodiscard]] PolicyLeg legTo(const Exchange& exchange, const PolicyParty& source,
                              const BackendPlan& backend, const EndpointTarget& target);

/// Tells what the policies say; nothing when none selects a party of the leg.
void tellLeg(Exchange& exchange, const PolicyLeg& leg);

/// Ends the request when the policies drop the leg, or when that is not known; returns whether it
/// goes on.
bool endLeg(Exchange& exchange, const PolicyLeg& leg);

/// From the client to the Gateway; returns whether the request goes on.
bool enterGateway(Exchange& exchange);

/// From the client out of the cluster, to a host name or address; returns whether the request goes
/// on.
bool leaveCluster(Exchange& exchange, std::string_view host);

/// Says that there are policies which nobody enforces (np.needs-plugin), if there are.
void tellIgnoredPolicies(Exchange& exchange);

/// What becomes of a backend's share when none of its endpoints can be reached; nothing when one
/// can.
[[nodiscard]] std::optional<Outcome> blockedShare(const Exchange& exchange,
                                                  const PolicyParty& source,
                                                  const BackendPlan& backend);

/// Of requests that network policies drop.
inline constexpr std::string_view kDroppedByPolicy = "DroppedByNetworkPolicy";

}  // namespace gatesight::simulator
