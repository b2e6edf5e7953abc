// What lint says about parentRefs that lead nowhere, or to listeners that refuse the route.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/fault.h"
#include "simulator/control/route/route_view.h"

#include <span>
#include <string_view>

namespace gatesight::simulator {

/// A parentRef for which nobody writes status; the name that was meant when there is one near.
void reportUnwritten(ControlContext& context, const RouteView& route,
                     const model::ParentReference& ref, const RouteParentState& parent);

/// A Gateway or ListenerSet, and the listeners that a route can reach by it.
struct ParentListeners {
    const model::Object& object;
    std::span<const ListenerId> listeners;
};

/// A route that a parent refuses. `ref` is null when a Gateway claimed it as a default Gateway.
void reportRefused(ControlContext& context, const ControlPlane& plane, const RouteView& route,
                   const model::ParentReference* ref, const ParentListeners& parent,
                   const Fault& fault);

}  // namespace gatesight::simulator
