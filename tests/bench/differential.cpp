// The engine against the naive references, in bulk: the compiled table on worlds of HTTPRoutes,
// then whole decisions on worlds of every kind.
//   gatesight-differential [--decisions N] [--of-every-kind N] [--seed N]
// Prints "decisions N, differences 0" of both. A difference is made small, written down beside and
// ends the run with 1.
#include "support_differential.h"
#include "wide/support_wide_differential.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <string_view>

namespace {

using namespace gatesight::test;

constexpr std::size_t kRequestsPerWorld = 500;
constexpr std::uint64_t kOfKinds = 0x9e3779b9;  // keeps the two sorts of worlds apart

std::uint64_t numberAfter(int argc, char** argv, std::string_view name, std::uint64_t otherwise) {
    for (int i = 1; i + 1 < argc; ++i) {
        if (argv[i] != name)
            continue;
        std::uint64_t value = otherwise;
        std::from_chars(argv[i + 1], argv[i + 1] + std::strlen(argv[i + 1]), value);
        return value;
    }
    return otherwise;
}

template <class Difference>
int report(const Difference& difference) {
    const auto small = shrunk(difference);
    fmt::print("expected {}\nfound    {}\n  {}\n", small.expected, small.found,
               writeDown(small, "difference"));
    return 1;
}

/// 0, or 1 with the first difference printed.
int compareTables(std::uint64_t decisions, std::uint64_t seed) {
    Tally tally;
    for (std::uint64_t world = 0; tally.decisions() < decisions; ++world) {
        Dice dice(gatesight::simulator::mixed(seed) + (world << 32));
        const SmallWorld small = randomWorld(dice);
        if (const auto difference = firstDifference(small, kRequestsPerWorld, dice, tally)) {
            fmt::print("seed {}, world {}, decisions {}, differences 1\n", seed, world,
                       tally.decisions());
            return report(*difference);
        }
    }
    fmt::print("{}\nseed {}, decisions {}, differences 0\n", toString(tally), seed,
               tally.decisions());
    return 0;
}

int compareKinds(std::uint64_t decisions, std::uint64_t seed) {
    WideTally tally;
    for (std::uint64_t world = 0; tally.decisions < decisions; ++world) {
        Dice dice(gatesight::simulator::mixed(seed ^ kOfKinds) + (world << 32));
        const WideWorld wide = randomWideWorld(dice);
        if (const auto difference = firstDifference(wide, kRequestsPerWorld, dice, tally)) {
            fmt::print("of every kind: seed {}, world {}, decisions {}, differences 1\n", seed,
                       world, tally.decisions);
            return report(*difference);
        }
    }
    fmt::print("{}of every kind: seed {}, decisions {}, differences 0\n", toString(tally), seed,
               tally.decisions);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::uint64_t decisions = numberAfter(argc, argv, "--decisions", 1'000'000);
    const std::uint64_t kinds = numberAfter(argc, argv, "--of-every-kind", decisions / 20);
    const std::uint64_t seed = numberAfter(argc, argv, "--seed", 1);
    const int different = compareTables(decisions, seed);
    return different != 0 ? different : compareKinds(kinds, seed);
}
