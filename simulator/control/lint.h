// What lint says that shows only when everything is decided.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"

namespace gatesight::simulator {

/// Gateways and listeners that no route uses.
void lintGateways(ControlContext& context, const ControlPlane& plane);

/// ReferenceGrants that permit nothing that is loaded: a door left open for nobody.
void lintGrants(ControlContext& context, const ControlPlane& plane);

}  // namespace gatesight::simulator
