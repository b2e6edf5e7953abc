// The requests of access logs, asked on both sides.
#pragma once

#include "simulator/accesslog/log_counter.h"
#include "simulator/changes/request_moves.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// Requests whose answers differ in the same way, by the same rules.
struct LoggedMove {
    MoveEffect effect = MoveEffect::Changes;
    std::uint64_t requests = 0;  ///< as often as they stand in the log
    std::uint64_t different = 0;
    Request witness;  ///< of the first line
    LogPlace place;
    std::optional<DecidedRoute> before, after;
    std::vector<PartChange> parts;  ///< of the witness
};

struct LoggedRequests {
    LogContents contents;
    std::uint64_t asked = 0;  ///< requests; those for which there was no room are not among them
    std::uint64_t moved = 0;
    std::vector<LoggedMove> moves;  ///< what breaks first, then the most frequent
    bool cancelled = false;
};

[[nodiscard]] LoggedRequests compareLoggedRequests(const Simulation& before,
                                                   const Simulation& after, LogCounter& log);

}  // namespace gatesight::simulator
