// XBackends: whether something can be sent to them, and what is said about them (RULES section 16).
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/policy/backend_users.h"

namespace gatesight::simulator {

/// Fills `plane.xBackends`. `users` tell under which parents their status is written.
void decideXBackends(ControlContext& context, ControlPlane& plane, const BackendUsers& users);

}  // namespace gatesight::simulator
