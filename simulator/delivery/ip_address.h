// IP addresses and ranges as manifests write them.
#pragma once

#include <string>
#include <string_view>

namespace gatesight::simulator {

/// The 4 or 16 bytes of an IPv4 or IPv6 address, so that different spellings of one address are
/// equal; empty for anything else.
[[nodiscard]] std::string addressBytes(std::string_view text);

/// Whether an address lies in a range such as "203.0.113.0/24"; false when one of them is not what
/// it should be, or they are of different families.
[[nodiscard]] bool inRange(std::string_view address, std::string_view range);

}  // namespace gatesight::simulator
