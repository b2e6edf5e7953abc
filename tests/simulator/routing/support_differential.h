// The compiled table against the naive reference, on one small world; and how a difference becomes
// small enough to read.
#pragma once

#include "simulator/routing/route_table.h"
#include "simulator/simulation.h"
#include "support_reference.h"
#include "support_small_world.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatesight::test {

/// A small world as both sides see it.
struct CompiledWorld {
    model::WorldPtr world;
    simulator::Options options;
    simulator::ControlPlanePtr control;
    std::shared_ptr<const simulator::RouteTable> table;
    std::unique_ptr<const Reference> reference;
    model::ObjectId gateway;
};
[[nodiscard]] CompiledWorld compiled(const SmallWorld& world);

/// The table's answer in the reference's words.
[[nodiscard]] ReferenceAnswer tableAnswer(const CompiledWorld& world,
                                          const simulator::Request& request, std::uint64_t bits);

struct Difference {
    SmallWorld world;
    simulator::Request request;
    std::uint64_t bits = 0;
    std::string expected, found;
};

/// What the random requests of many worlds came to; shows that they leave out nothing.
struct Tally {
    std::uint64_t noListener = 0, noRoute = 0, routed = 0, withoutBackend = 0;
    std::array<std::uint64_t, kDecidedByCount> decidedBy{};  ///< of those routed

    [[nodiscard]] std::uint64_t decisions() const { return noListener + noRoute + routed; }
};
[[nodiscard]] std::string toString(const Tally& tally);

/// Asks `count` random requests, one by one, batched and on two threads. The first that is answered
/// differently, if any.
[[nodiscard]] std::optional<Difference> firstDifference(const SmallWorld& world, std::size_t count,
                                                        Dice& dice, Tally& tally);

/// The same difference with as few routes, rules, matches, headers and listeners as still show it.
[[nodiscard]] Difference shrunk(Difference difference);

/// Writes `<stem>.yaml` and `<stem>.json`, and returns the command line that shows the answer.
[[nodiscard]] std::string writeDown(const Difference& difference, const std::string& stem);

}  // namespace gatesight::test
