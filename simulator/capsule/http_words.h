// Headers that HTTP, gRPC and proxies give a meaning: names that stay, and what their values are.
#pragma once

#include "simulator/capsule/text_parts.h"

#include <string_view>

namespace gatesight::simulator {

/// Whether the name, in either case, means something by itself.
[[nodiscard]] bool isKnownHeader(std::string_view name);

/// What the value of a header is: an Origin is a host, an Accept stays.
[[nodiscard]] TextKind kindOfHeaderValue(std::string_view header);

}  // namespace gatesight::simulator
