// The requests of Scenarios, asked on both sides.
#pragma once

#include "simulator/changes/request_moves.h"
#include "simulator/traffic/scenario.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct SavedRequestChange {
    std::string scenario, name;
    MoveEffect effect = MoveEffect::Changes;
    Request request;
    std::optional<DecidedRoute> before, after;
    std::vector<PartChange> parts;
    std::vector<std::string>
        unmet;  ///< expectations that do not hold after, though they did before
    model::SourceLocation source;
};

struct SavedRequests {
    std::vector<SavedRequestChange> changes;  ///< in the order of the scenarios
    std::size_t asked = 0;
};

/// What both sides take for granted about clients, names and workloads: what the Scenarios of
/// either lend, of two that speak of the same those of `after`. So the question is the same.
[[nodiscard]] Surroundings sharedSurroundings(const Simulation& before, const Simulation& after);

/// Requests of the Scenarios of either side; one that both have is asked as it is after. Names are
/// those of scenario and request.
[[nodiscard]] SavedRequests compareSavedRequests(const Simulation& before, const Simulation& after,
                                                 std::uint64_t seed);

}  // namespace gatesight::simulator
