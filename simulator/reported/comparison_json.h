// A StatusComparison as JSON: docs/schema/status-comparison.schema.json.
#pragma once

#include "simulator/reported/comparison.h"

#include <nlohmann/json.hpp>

namespace gatesight::simulator {

[[nodiscard]] nlohmann::ordered_json toJson(const model::World& world, const StatusComparison& comparison);

}  // namespace gatesight::simulator
