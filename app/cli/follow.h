// Following redirects through the simulated cluster, as a client would.
#pragma once

#include "simulator/simulation.h"

#include <string>
#include <vector>

namespace gatesight::cli {

/// One request of a chain and its answer.
struct Leg {
    simulator::Request request;
    simulator::Decision decision;
};

/// The request and, while the answer is a redirect, the requests that a client would send next: at
/// most `most`.
struct Journey {
    std::vector<Leg> legs;  ///< never empty
    std::string stopped;    ///< why it was given up: a loop, too many, a Location that is no URL;
                            ///< empty: it came to an end
};
[[nodiscard]] Journey follow(const simulator::Simulation& simulation,
                             const simulator::Request& request, std::uint64_t seed,
                             simulator::Explain explain, std::size_t most);

}  // namespace gatesight::cli
