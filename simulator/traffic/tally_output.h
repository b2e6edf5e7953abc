// Tallies in JSON and CSV.
#pragma once

#include "simulator/traffic/replay.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Quoted where it must be, and never a formula of a spreadsheet.
[[nodiscard]] std::string csvField(const std::string& text);

/// [{"name", "count", "failures", "share"}], with "perBucket" where traffic is spread over time.
[[nodiscard]] nlohmann::ordered_json talliesJson(const std::vector<Tally>& tallies,
                                                 std::uint64_t total, bool overTime);

/// One line each: dimension,name,count,failures,share
void addTallyRows(std::string& csv, std::string_view dimension, const std::vector<Tally>& tallies,
                  std::uint64_t total);

}  // namespace gatesight::simulator
