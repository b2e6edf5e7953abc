// The tallies of replays in the forms that people and scripts read.
#pragma once

#include "app/cli/object_json.h"
#include "app/cli/style.h"
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

}  // namespace gatesight::cli
