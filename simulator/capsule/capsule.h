// A capsule: one decision in one file that anyone may see. The world is shrunk to what decides,
// every name has a pseudonym, and the file was read again and gives the same decisive step.
#pragma once

#include "simulator/capsule/shrink.h"

#include <cstdint>
#include <expected>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct CapsuleOptions {
    bool keepNames = false;
    std::uint64_t seed = 1;
    ShrinkBounds bounds;
};

struct Capsule {
    std::string yaml;
    Request request;    ///< as in the file
    DecisiveStep step;  ///< as in the file
    Options options;    ///< as in the file: the names of classes in them are pseudonyms
    std::size_t objects = 0, objectsBefore = 0, simulations = 0;
    std::vector<std::string>
        notes;  ///< what could not be renamed or made smaller, one sentence each
};

/// The error says, for people, why there is no capsule that decides in the same way.
[[nodiscard]] std::expected<Capsule, std::string> capsuleOf(const Simulation& simulation,
                                                            const Request& request,
                                                            const CapsuleOptions& options = {},
                                                            const std::stop_token& stop = {});

}  // namespace gatesight::simulator
