// How a command ended. The set is closed: scripts rely on it.
#pragma once

namespace gatesight::cli {

enum class ExitCode : int {
    Success = 0,
    Findings = 1,      ///< findings at or above --fail-on, failed expectations, a difference, a bad
                       ///< line of input
    Usage = 2,         ///< unusable arguments
    NoInput = 3,       ///< input could not be read at all
    Failure = 4,       ///< an operation failed: network, disk full
    Internal = 70,     ///< a bug in Gatesight
    Interrupted = 130  ///< stopped by the user
};

/// The more serious one of two that are not final: Findings wins over Success.
[[nodiscard]] constexpr ExitCode worse(ExitCode a, ExitCode b) {
    return static_cast<int>(a) > static_cast<int>(b) ? a : b;
}

}  // namespace gatesight::cli
