// What a controller says about a Gateway and its listeners (RULES section 3).
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/gateway/addresses.h"
#include "simulator/control/listener/listener_status.h"

#include <span>
#include <vector>

namespace gatesight::simulator {

/// Fills conditions, addresses and the certificate for backends of a managed Gateway, and returns
/// its listeners in order of precedence. `owners` are the Gateway and its ListenerSets. Routes are
/// not attached yet.
[[nodiscard]] std::vector<ListenerState> decideGateway(ControlContext& context, GatewayState& state,
                                                       std::span<const ListenerOwner> owners,
                                                       AddressPool& pool);

/// Keeps the addresses that Gateways ask for out of the pool.
void reserveRequested(const model::World& world, AddressPool& pool);

}  // namespace gatesight::simulator
