// Addresses by which somebody outside of the cluster gets to a port of a Pod past all Gateways.
#pragma once

#include "simulator/simulation.h"
#include "simulator/who/talk_parties.h"

#include <string>
#include <vector>

namespace gatesight::simulator {

struct OuterDoor {
    std::string host;  ///< an address, or the name of a load balancer
    std::uint16_t port = 0;
    std::string sourceIp;  ///< that the door takes; empty: any
    std::string appProtocol;
};

/// Load balancers and external IPs before node ports; those of which the manifests know no address
/// are left out.
[[nodiscard]] std::vector<OuterDoor> outerDoorsTo(const Simulation& simulation, model::ObjectId pod,
                                                  const TalkPort& port);

}  // namespace gatesight::simulator
