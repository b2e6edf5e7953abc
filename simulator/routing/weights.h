// The split of a rule's traffic over its backends (RULES 7.2).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace gatesight::simulator {

/// A part of all traffic as a fraction in lowest terms; 0/1 for nothing.
struct ExactShare {
    std::int64_t numerator = 0, denominator = 1;
    auto operator<=>(const ExactShare&) const = default;
};

/// `part` of `whole`; nothing of an empty whole. Negative parts count as nothing.
[[nodiscard]] ExactShare exactShare(std::int64_t part, std::int64_t whole);

/// The share of each weight of a rule: weight / sum (backendref.weight.share). All zero when the
/// sum is.
[[nodiscard]] std::vector<ExactShare> exactShares(std::span<const std::int32_t> weights);

/// The backend that takes a request, chosen by 64 random bits; nothing when all weights are zero
/// (backendref.weight.all-zero).
[[nodiscard]] std::optional<std::uint32_t> weightedPick(std::span<const std::int32_t> weights,
                                                        std::uint64_t bits);

/// The same where the sum of the positive weights is known, and not zero.
[[nodiscard]] std::uint32_t weightedPick(std::span<const std::int32_t> weights, std::int64_t sum,
                                         std::uint64_t bits);

}  // namespace gatesight::simulator
