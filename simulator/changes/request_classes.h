// Every class of requests that the rules of two states tell apart, as long as it can have moved:
// both sides are asked the same question, and whoever listens is told both answers.
#pragma once

#include "simulator/changes/given_answer.h"
#include "simulator/changes/object_changes.h"
#include "simulator/simulation.h"

#include <cstddef>
#include <functional>
#include <set>
#include <stop_token>
#include <string>

namespace gatesight::simulator {

/// A class that gets another answer.
struct MovedClass {
    std::string place;  ///< "Gateway infra/public"; "Service shop/cart, for clients in shop"
    Request witness;
    GivenAnswer before, after;
};

struct ClassBounds {
    /// Answers asked for at one host, and at one path of it; beyond that classes are sampled.
    std::size_t perHost = 20'000, perPath = 2'000;
    /// Ask also where all inputs are the same on both sides: to test that this finds nothing.
    bool everything = false;
};

/// What was looked at, and what of it was not looked at as a whole.
struct ClassCoverage {
    std::size_t hosts = 0;    ///< at a port of a Gateway, or a Service of a mesh
    std::size_t touched = 0;  ///< of them: something that they rest on differs
    std::size_t classes = 0;  ///< whose answers were compared; all others rest on the same inputs
    std::set<std::string> sampledExpressions;  ///< places with regular expressions: samples only
    std::set<std::string> sampledBounds;       ///< places with more classes than the bounds
    std::set<std::string> clientCertificates;  ///< places that ask for certificates: none is shown
};

[[nodiscard]] ClassCoverage eachMovedClass(const Simulation& before, const Simulation& after,
                                           const ObjectContents& contents,
                                           const ClassBounds& bounds, const std::stop_token& stop,
                                           const std::function<void(MovedClass)>& take);

}  // namespace gatesight::simulator
