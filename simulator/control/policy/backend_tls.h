// BackendTLSPolicies: what they hold for, and what Gateways say about them (RULES section 14).
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/policy/backend_users.h"

namespace gatesight::simulator {

/// Fills `plane.backendTlsPolicies` and their look-up. `users` tell which Gateways a policy matters
/// to.
void decideBackendTls(ControlContext& context, ControlPlane& plane, const BackendUsers& users);

}  // namespace gatesight::simulator
