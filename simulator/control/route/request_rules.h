// The rules of routes that look at requests: which cannot be served, and where their references
// lead.
#pragma once

#include "simulator/control/route/http_features.h"
#include "simulator/control/route/route_kind.h"

#include <optional>

namespace gatesight::simulator {

/// What of a rule the controller does not support; nothing when it supports all.
using UnsupportedPart = std::optional<Fault> (*)(const model::HTTPRouteRule& rule,
                                                 const Options& options);

[[nodiscard]] RouteRules decideRequestRules(ControlContext& context, const RouteView& view,
                                            UnsupportedPart unsupportedPart);

}  // namespace gatesight::simulator
