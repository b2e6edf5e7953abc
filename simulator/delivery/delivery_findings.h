// What stands in the way from Services to Pods, for lint.
#pragma once

#include "simulator/control/control_plane.h"
#include "simulator/delivery/delivery.h"

namespace gatesight::simulator {

/// Services without endpoints that routes lead to, and why: a selector that fits no Pod (with the
/// nearest one), a named targetPort that Pods lack, Pods that are not ready, slices whose port has
/// another name. In the World's order. Warnings where a route leads there, else Info.
[[nodiscard]] model::Findings deliveryFindings(const model::World& world,
                                               const ControlPlane& control,
                                               const Delivery& delivery);

}  // namespace gatesight::simulator
