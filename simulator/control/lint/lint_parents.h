// What lint says about parentRefs that lead nowhere, or to listeners that refuse the route.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/fault.h"
#include "simulator/control/route/route_view.h"

#include <string_view>

namespace gatesight::simulator {

/// A parentRef for which nobody writes status; the name that was meant when there is one near.
void reportUnwritten(ControlContext& context, const RouteView& route,
                     const model::ParentReference& ref, const RouteParentState& parent);

/// A route that a Gateway refuses. `ref` is null when the Gateway claimed it as a default Gateway.
void reportRefused(ControlContext& context, const ControlPlane& plane, const RouteView& route,
                   const model::ParentReference* ref, const GatewayState& gateway,
                   const Fault& fault);

}  // namespace gatesight::simulator
