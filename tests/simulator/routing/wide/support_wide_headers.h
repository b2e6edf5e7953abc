// What a RequestHeaderModifier makes of headers.
#pragma once

#include "support_wide_world.h"

#include <string>
#include <vector>

namespace gatesight::test::wide {

/// The headers of a request after the filters of a rule.
[[nodiscard]] simulator::HeaderList changedHeaders(simulator::HeaderList headers, const Json& rule);

/// "x-a: 1" of those whose names manifests know (kHeaders, without case), in their order: what else
/// a proxy adds is not meant.
[[nodiscard]] std::vector<std::string> namedHeaders(const simulator::HeaderList& headers);

}  // namespace gatesight::test::wide
