// Scenarios under pseudonyms.
#pragma once

#include "simulator/capsule/object_names.h"
#include "simulator/traffic/scenario.h"

#include <nlohmann/json.hpp>

namespace gatesight::simulator {

/// Requests, expectations and traffic of a Scenario; requests and mixes are numbered, since what
/// people call them may say anything. What was lent is not in it.
[[nodiscard]] nlohmann::ordered_json renamedScenario(const Scenario& scenario, std::size_t number,
                                                     PartNames& names, const KeptTexts& kept);

/// The expectation with its names rewritten.
[[nodiscard]] Expectation renamedExpectation(const Expectation& expectation, PartNames& names,
                                             const KeptTexts& kept);

}  // namespace gatesight::simulator
