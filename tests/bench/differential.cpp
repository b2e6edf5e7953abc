// The engine against the naive references, in bulk: the compiled table on worlds of HTTPRoutes,
// then whole decisions on worlds of every kind, then what diff tells of pairs of small worlds, of
// which every request is asked on both sides.
//   gatesight-differential [--decisions N] [--of-every-kind N] [--pairs N] [--seed N]
// Prints "decisions N, differences 0" of each. A difference is made small, written down beside and
// ends the run with 1.
#include "support_brute_force.h"
#include "support_differential.h"
#include "wide/support_wide_differential.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <fstream>
#include <string_view>

namespace {

using namespace gatesight::test;

constexpr std::size_t kRequestsPerWorld = 500;
constexpr std::uint64_t kOfKinds = 0x9e3779b9;  // these keep the sorts of worlds apart
constexpr std::uint64_t kOfPairs = 0x85ebca6b;

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

int comparePairs(std::uint64_t pairs, std::uint64_t seed) {
    BruteForceTally tally;
    for (std::uint64_t number = 0; number < pairs; ++number) {
        Dice dice(gatesight::simulator::mixed(seed ^ kOfPairs) + (number << 32));
        const WorldPair pair = randomPair(dice);
        const std::string problem = firstProblem(pair, SIZE_MAX, dice, tally);
        if (problem.empty())
            continue;
        std::ofstream("difference-before.yaml") << yamlOf(pair.before);
        std::ofstream("difference-after.yaml") << yamlOf(pair.after);
        fmt::print(
            "of pairs: seed {}, pair {}, decisions {}, differences 1\n{}: {}\n"
            "  gatesight diff difference-before.yaml difference-after.yaml\n",
            seed, number, 2 * tally.asked, pair.mutation, problem);
        return 1;
    }
    fmt::print(
        "{} of {} requests get another answer, in {} moves of {} pairs out of {}\n"
        "of pairs: seed {}, decisions {}, differences 0\n",
        tally.differ, tally.asked, tally.moves, tally.withMoves, tally.pairs, seed,
        2 * tally.asked);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::uint64_t decisions = numberAfter(argc, argv, "--decisions", 1'000'000);
    const std::uint64_t kinds = numberAfter(argc, argv, "--of-every-kind", decisions / 20);
    const std::uint64_t seed = numberAfter(argc, argv, "--seed", 1);
    const std::uint64_t pairs = numberAfter(argc, argv, "--pairs", 2'000);
    int different = compareTables(decisions, seed);
    if (different == 0)
        different = compareKinds(kinds, seed);
    return different != 0 ? different : comparePairs(pairs, seed);
}
