// The contradictions between routes and network policies, as a chapter of a report and as JSON.
#pragma once

#include "simulator/contradictions/contradiction.h"
#include "simulator/report/booklet.h"

#include <nlohmann/json_fwd.hpp>

namespace gatesight::simulator {

[[nodiscard]] Chapter contradictionsChapter(const std::vector<Contradiction>& rows);

/// As docs/schema/report.schema.json describes one.
[[nodiscard]] nlohmann::ordered_json toJson(const Contradiction& row);

}  // namespace gatesight::simulator
