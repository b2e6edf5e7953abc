// Randomness as a pure function: the same seed, index and purpose always give the same number, in
// any order and thread.
#pragma once

#include <cstdint>

namespace gatesight::simulator {

/// What a number is drawn for. Numbers of different purposes are independent of one another.
enum class Purpose : std::uint64_t { Backend = 1, Endpoint = 2, Request = 3, Mirror = 16 };

/// One step of splitmix64: well-mixed bits from any counter.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15u;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
    return value ^ (value >> 31);
}

/// 64 random bits for draw `index` of `seed`. `which` tells apart several things of one purpose
/// (the mirrors of a rule).
[[nodiscard]] constexpr std::uint64_t drawn(std::uint64_t seed, std::uint64_t index,
                                            Purpose purpose, std::uint64_t which = 0) {
    return mixed(mixed(mixed(seed) ^ index) + static_cast<std::uint64_t>(purpose) + which);
}

__extension__ using Wide = unsigned __int128;

/// Brings 64 random bits into [0, bound); 0 for an empty range. The bias is below bound / 2^64.
[[nodiscard]] constexpr std::uint64_t below(std::uint64_t bits, std::uint64_t bound) {
    return static_cast<std::uint64_t>((static_cast<Wide>(bits) * bound) >> 64);
}

}  // namespace gatesight::simulator
