// Any bytes as a small cluster and requests to it: the compiled table answers as the naive
// reference does, a Decision is the same with and without its explanation, and explanations stay
// bounded. The last request is made of bytes alone, with nothing of a real one about it.
#include "simulator/simulation.h"
#include "support_differential.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>

using namespace gatesight;

namespace {

constexpr std::size_t kRequests = 4, kLongestText = 64;
/// What small worlds need at most is far below; an explanation may not grow with the number of
/// rules.
constexpr std::size_t kMostSteps = 1500;

[[noreturn]] void fail(const char* what, const test::SmallWorld& world,
                       const simulator::Request& request) {
    std::fprintf(
        stderr, "%s\n%s\n%s\n%s\n", what, toYaml(world).c_str(), switches(world).c_str(),
        toJson(request).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
    std::abort();
}

std::string anyText(test::Dice& dice) {
    std::string text;
    for (std::size_t i = 0, size = dice.below(kLongestText); i < size; ++i)
        text += static_cast<char>(dice.below(256));
    return text;
}

simulator::Request anyRequest(test::Dice& dice) {
    simulator::Request request;
    request.gateway = "infra/gw";
    request.urlHost = "198.51.100.1";
    request.host = anyText(dice);
    request.path = anyText(dice);
    request.method = anyText(dice);
    if (dice.once(2))
        request.query = anyText(dice);
    for (std::size_t i = 0, count = dice.below(4); i < count; ++i)
        request.headers.emplace_back(anyText(dice), anyText(dice));
    return request;
}

std::string withoutTrace(simulator::Decision decision) {
    decision.trace.clear();
    return toJson(decision).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void checkExplained(const test::SmallWorld& small, const simulator::Simulation& simulation,
                    const simulator::Request& request, std::uint64_t seed) {
    const auto silent = decide(simulation, request, seed);
    const auto explained = decide(simulation, request, seed, simulator::Explain::Yes);
    if (explained.trace.empty() || explained.trace.size() > kMostSteps)
        fail("an explanation without steps, or without end", small, request);
    if (withoutTrace(silent) != withoutTrace(explained))
        fail("the explained decision is another one", small, request);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    test::Dice dice(std::span(data, size));
    const test::SmallWorld small = randomWorld(dice);
    test::Tally tally;
    if (const auto difference = firstDifference(small, kRequests, dice, tally))
        fail(("expected " + difference->expected + ", found " + difference->found).c_str(), small,
             difference->request);
    const auto simulation = simulator::simulate(test::compiled(small).world, small.options);
    for (std::size_t i = 0; i < kRequests; ++i)
        checkExplained(small, *simulation, randomRequest(small, dice), dice.bits());
    checkExplained(small, *simulation, anyRequest(dice), dice.bits());
    return 0;
}
