// Requests from one Pod to another: through a Service's cluster IP, or straight to an address
// (RULES 21.3 and 21.4).
#pragma once

#include "simulator/routing/backend_plan.h"

namespace gatesight::simulator {

/// Plans the way to a Service or Pod as plain Kubernetes delivers it. Returns false when nothing
/// can answer, or when mesh routes, which are not modelled, could change it.
[[nodiscard]] bool planInside(Exchange& exchange, const Destination& destination,
                              BackendPlan& plan);

}  // namespace gatesight::simulator
