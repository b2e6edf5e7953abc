#include "simulator/routing/weights.h"

#include "simulator/routing/draw.h"

#include <algorithm>
#include <numeric>

namespace gatesight::simulator {

namespace {

std::int64_t sumOf(std::span<const std::int32_t> weights) {
    return std::accumulate(
        weights.begin(), weights.end(), std::int64_t{0},
        [](std::int64_t sum, std::int32_t weight) { return sum + std::max(weight, 0); });
}

}  // namespace

ExactShare exactShare(std::int64_t part, std::int64_t whole) {
    if (part <= 0 || whole <= 0)
        return {};
    const std::int64_t divisor = std::gcd(part, whole);
    return {part / divisor, whole / divisor};
}

std::vector<ExactShare> exactShares(std::span<const std::int32_t> weights) {
    const std::int64_t sum = sumOf(weights);
    std::vector<ExactShare> shares;
    shares.reserve(weights.size());
    for (const std::int32_t weight : weights)
        shares.push_back(exactShare(weight, sum));
    return shares;
}

std::uint32_t weightedPick(std::span<const std::int32_t> weights, std::int64_t sum,
                           std::uint64_t bits) {
    auto rest = static_cast<std::int64_t>(below(bits, static_cast<std::uint64_t>(sum)));
    std::uint32_t picked = 0;
    while ((rest -= std::max(weights[picked], 0)) >= 0)
        ++picked;
    return picked;
}

std::optional<std::uint32_t> weightedPick(std::span<const std::int32_t> weights,
                                          std::uint64_t bits) {
    const std::int64_t sum = sumOf(weights);
    if (sum == 0)
        return std::nullopt;
    return weightedPick(weights, sum, bits);
}

}  // namespace gatesight::simulator
