#pragma once

#include <cstddef>

namespace gatesight::bench {

/// The most memory, in bytes, that this process has had resident at once: of this program alone,
/// while getrusage() counts what started it as well. 0 where /proc is missing.
[[nodiscard]] std::size_t highWaterMark();

/// Gives unused memory back and lets the mark begin anew at what is resident now; returns that.
std::size_t restartHighWaterMark();

}  // namespace gatesight::bench
