// BackendTLSPolicies: what they hold for, and what Gateways say about them (RULES section 14).
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"

namespace gatesight::simulator {

/// Fills `plane.backendTlsPolicies` and their look-up. Routes are decided, as they tell which
/// Gateways a policy matters to.
void decideBackendTls(ControlContext& context, ControlPlane& plane);

}  // namespace gatesight::simulator
