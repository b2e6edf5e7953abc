// What a replayed log shows, for people.
#pragma once

#include "app/cli/style.h"
#include "simulator/accesslog/log_replay.h"

#include <string>

namespace gatesight::cli {

[[nodiscard]] std::string logText(const simulator::LogReplay& replay, const Style& style,
                                  std::size_t columns);

/// "access.log" or "access.log and 2 more"
[[nodiscard]] std::string nameOf(const simulator::LogReplay& replay);

}  // namespace gatesight::cli
