// Following redirects through the simulated cluster, as a client would.
#pragma once

#include "simulator/simulation.h"

#include <string>
#include <vector>

namespace gatesight::simulator {

/// One request of a chain and its answer.
struct Leg {
    Request request;
    Decision decision;
};

/// The request and, while the answer is a redirect, the requests that a client would send next: at
/// most `most`.
struct Journey {
    enum class End { Answered, Loop, TooMany, NoUrl };
    std::vector<Leg> legs;  ///< never empty
    End end = End::Answered;
    std::size_t loopsTo = 0;  ///< the leg that would come again, of a loop
    std::string stopped;      ///< why it was given up, in words; empty: it came to an end
};
[[nodiscard]] Journey follow(const Simulation& simulation, const Request& request,
                             std::uint64_t seed, Explain explain, std::size_t most);

}  // namespace gatesight::simulator
