// Expectations as scenarios write them.
#pragma once

#include <functional>

#include "simulator/traffic/scenario.h"

namespace gatesight::simulator {

/// Told about each problem: path of the field below the expectation ("headers.x-debug"), and a
/// sentence.
using FieldProblem = std::function<void(const std::string& path, std::string message)>;

/// Reads the fields of `expect`; one that is unknown or wrong is told and left out.
[[nodiscard]] Expectation readExpectation(const nlohmann::ordered_json& json,
                                          const FieldProblem& problem);

/// The same as a Scenario writes it; an empty one is an empty map.
[[nodiscard]] nlohmann::ordered_json toJson(const Expectation& expectation);

}  // namespace gatesight::simulator
