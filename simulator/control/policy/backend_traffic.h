// XBackendTrafficPolicies: what they hold for, and what Gateways say about them (RULES section 15).
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/policy/backend_users.h"

namespace gatesight::simulator {

/// Fills `plane.backendTrafficPolicies` and their look-up by target.
void decideBackendTraffic(ControlContext& context, ControlPlane& plane, const BackendUsers& users);

}  // namespace gatesight::simulator
