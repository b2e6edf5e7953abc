// What `diff` says of two states, held against asking every request on both sides.
#pragma once

#include "simulator/changes/request_moves.h"
#include "support_world_pairs.h"

#include <cstdint>
#include <string>

namespace gatesight::test {

struct BruteForceTally {
    std::uint64_t pairs = 0, asked = 0,
                  differ = 0;     ///< requests that were asked, that got another answer
    std::uint64_t withMoves = 0;  ///< pairs
    std::uint64_t moves = 0;      ///< that diff told
};

/// Asks `count` of everyRequest() (all of them when there are not more) on both sides. What is
/// wrong: a request that gets another answer and is in no move, a move whose witness gets the same
/// answer, a move that vanishes when all is asked instead of what can have moved; empty: nothing.
[[nodiscard]] std::string firstProblem(const WorldPair& pair, std::size_t count, Dice& dice,
                                       BruteForceTally& tally);

/// Both sides of a pair, simulated.
struct SimulatedPair {
    simulator::SimulationPtr before, after;
    simulator::ObjectContents contents;
};
[[nodiscard]] SimulatedPair simulated(const WorldPair& pair);

}  // namespace gatesight::test
