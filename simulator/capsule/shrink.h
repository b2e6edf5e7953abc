// The smallest world that answers a request for the same reasons, as far as a bounded number of
// tries finds it.
#pragma once

#include "simulator/capsule/decisive_step.h"
#include "simulator/capsule/object_set.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <stop_token>
#include <string>

namespace gatesight::simulator {

struct ShrinkBounds {
    std::size_t simulations = 600;  ///< worlds that are tried out at most
};

struct Shrunk {
    ObjectDocuments documents;
    Request request;
    DecisiveStep step;  ///< of the whole world, and of what is left of it
    std::size_t objectsBefore = 0;
    std::size_t simulations = 0;  ///< worlds that were tried out
    bool bounded = false;         ///< the bound was met, so that more could go
};

/// Leaves out objects, then rules, matches, filters, backends, listeners and other items of lists,
/// as long as the decisive step stays and nothing that the API server would refuse comes in. The
/// error says why not even the whole world would do.
[[nodiscard]] std::expected<Shrunk, std::string> shrunk(const Simulation& simulation,
                                                        const Request& request, std::uint64_t seed,
                                                        const ShrinkBounds& bounds = {},
                                                        const std::stop_token& stop = {});

}  // namespace gatesight::simulator
