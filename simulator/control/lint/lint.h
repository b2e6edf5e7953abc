// What lint says that shows only when everything is decided.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"

namespace gatesight::simulator {

/// Gateways that no route uses, addresses that two Gateways ask for.
void lintGateways(ControlContext& context, const ControlPlane& plane);

/// Certificates that do not fit what they are shown for, listeners that a client may confuse, and
/// clients that are let in without a good certificate.
void lintListenerTls(ControlContext& context, const ControlPlane& plane);

/// Routes that are accepted and get no traffic all the same, and hostnames that no listener serves.
void lintRoutes(ControlContext& context, const ControlPlane& plane);

/// Filters that do two things to one header (api.header-filter.cross-list).
void lintHeaderFilters(ControlContext& context, const ControlPlane& plane);

/// ReferenceGrants that permit nothing that is loaded, a door left open for nobody, or more than is
/// needed.
void lintGrants(ControlContext& context, const ControlPlane& plane);

}  // namespace gatesight::simulator
