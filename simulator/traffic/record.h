// Expectations out of the present state: what a request comes to now, written down so that a later
// state can be held against it.
#pragma once

#include "simulator/simulation.h"
#include "simulator/traffic/scenario.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// All that a request comes to and that no draw decides: outcome, status, listener, rule, backend
/// or shares of several, what the backend is sent and the client is answered.
[[nodiscard]] Expectation recorded(const Simulation& simulation, const Request& request,
                                   std::uint64_t seed = 1);

struct RecordedScenario {
    nlohmann::ordered_json document;
    /// The same as it was written, with its comments; nothing where the text takes no such edit.
    std::optional<std::string> text;
    std::vector<std::string> notes;  ///< what of the old expectations does not hold and is left out
};

/// The Scenario as it was written, with `expect` of each request filled in. Of a matrix one request
/// for each combination is made, unless all of them come to the same. Expectations that go beyond
/// what is recorded (a Pod, a tolerance, what must not be reached) stay when they hold. `scenario`
/// was read from `document`, and nothing was wrong with it.
[[nodiscard]] RecordedScenario recordedScenario(const Simulation& simulation,
                                                const model::DocumentPtr& document,
                                                const Scenario& scenario, std::uint64_t seed);

/// A Scenario of requests that have names, each with what it comes to now.
[[nodiscard]] nlohmann::ordered_json recordedScenario(
    const Simulation& simulation, std::string_view name,
    const std::vector<std::pair<std::string, Request>>& requests, std::uint64_t seed);

}  // namespace gatesight::simulator
