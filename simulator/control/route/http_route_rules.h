// The rules of an HTTPRoute: which cannot be served, and where their references lead.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/fault.h"
#include "simulator/control/route/route_view.h"

#include <vector>

namespace gatesight::simulator {

/// All rules of a route, judged; the same for every parent.
struct RouteRules {
    std::vector<RuleState> rules;
    Faults unresolved;  ///< ResolvedRefs=False, first reference first (route.resolvedrefs.one-bad)
    Faults invalid;     ///< one for each rule that is dropped (route.rule.invalid-dropped)
};

[[nodiscard]] RouteRules decideRules(ControlContext& context, const RouteView& view,
                                     const model::HTTPRoute& route);

}  // namespace gatesight::simulator
