// What tells the sessions of one rule apart from those of all others.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gatesight::simulator {

/// In tokens, and in the names of sessions that were given none (session.scope.rule).
[[nodiscard]] std::string sessionScope(std::string_view kind, std::string_view fullName,
                                       std::uint32_t rule);

}  // namespace gatesight::simulator
