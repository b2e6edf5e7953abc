// decide() against the naive reference on worlds of every kind; and how a difference becomes small
// enough to read.
#pragma once

#include "simulator/simulation.h"
#include "support_wide_reference.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace gatesight::test {

/// The manifests as a command line would read them.
[[nodiscard]] model::WorldPtr worldOf(const std::vector<Json>& documents);

struct WideDifference {
    WideWorld world;
    simulator::Request request;
    std::uint64_t seed = 0;
    std::string expected, found;
};

/// How often decisions ended one way: "TLSRoute refused NoReadyEndpoints"; shows what random worlds
/// leave out.
struct WideTally {
    std::uint64_t decisions = 0;
    std::map<std::string, std::uint64_t> endings;
};
[[nodiscard]] std::string toString(const WideTally& tally);

/// Asks `count` random requests, one in ten of them with explanation besides. The first that is
/// answered differently, if any; also when the manifests are not what the API server takes.
[[nodiscard]] std::optional<WideDifference> firstDifference(const WideWorld& world,
                                                            std::size_t count, Dice& dice,
                                                            WideTally& tally);

/// The same difference with as little in the manifests as still shows it.
[[nodiscard]] WideDifference shrunk(WideDifference difference);

/// Writes `<stem>.yaml` and `<stem>.json`, and returns the command line that shows the answer.
[[nodiscard]] std::string writeDown(const WideDifference& difference, const std::string& stem);

}  // namespace gatesight::test
