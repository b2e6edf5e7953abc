// The tallies of replays in the forms that people and scripts read.
#pragma once

#include "app/cli/object_json.h"
#include "app/cli/style.h"
#include "simulator/accesslog/log_replay.h"
#include "simulator/traffic/replay.h"

#include <string>
#include <vector>

namespace gatesight::cli {

struct NamedReplay {
    std::string name;  ///< "scenario: mix"
    simulator::ReplayPlan plan;
    simulator::ReplayResult result;
};

[[nodiscard]] std::string replayText(const std::vector<NamedReplay>& replays, const Style& style,
                                     std::size_t columns);
[[nodiscard]] Json replayJson(const std::vector<NamedReplay>& replays);
/// mix,dimension,name,count,failures,share
[[nodiscard]] std::string replayCsv(const std::vector<NamedReplay>& replays);


/// The same of access logs, which are one entry.
[[nodiscard]] Json replayJson(const simulator::LogReplay& log);
[[nodiscard]] std::string replayCsv(const simulator::LogReplay& log);

/// One block of tallies, the most frequent ones with bars; empty without any.
[[nodiscard]] std::string talliesText(std::string_view title,
                                      const std::vector<simulator::Tally>& list,
                                      std::uint64_t total, const Style& style,
                                      std::size_t columns);

}  // namespace gatesight::cli
