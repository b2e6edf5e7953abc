// What of an HTTPRoute rule a controller may lack: the extended features a rule needs to mean what
// it says, and the regular expressions it understands.
#pragma once

#include "model/kinds/http_route.h"
#include "simulator/control/fault.h"
#include "simulator/options.h"

#include <optional>

namespace gatesight::simulator {

/// Why the rule cannot be served as written: a filter type, an enum value or a predicate that is
/// not supported (route.accepted.unsupported-value). Skipping it would send traffic where nobody
/// wanted it.
[[nodiscard]] std::optional<Fault> unsupportedHttpPart(const model::HTTPRouteRule& rule,
                                                       const Options& options);

/// Why a regular expression of the rule cannot be used (httproute.match.path.regex and its like).
[[nodiscard]] std::optional<Fault> badPattern(const model::HTTPRouteRule& rule);

/// Settings that have no effect because the controller lacks them; the rule is served without.
[[nodiscard]] Faults ignoredParts(const model::HTTPRouteRule& rule, const Options& options);

}  // namespace gatesight::simulator
