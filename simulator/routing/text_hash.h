// A hash of short texts that reads eight bytes at a time, and can go on from a prefix to what
// follows it.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace gatesight::simulator {

static_assert(std::endian::native == std::endian::little,
              "partial words are read as little-endian");

/// The up to eight bytes at `text`, of which `size` count; `end` is the end of the buffer that may
/// be read.
[[nodiscard]] inline std::uint64_t partialWord(const char* text, std::size_t size,
                                               const char* end) {
    std::uint64_t word = 0;
    if (end - text >= 8) {
        std::memcpy(&word, text, 8);
        return size >= 8 ? word : word & ((std::uint64_t{1} << (8 * size)) - 1);
    }
    for (std::size_t i = 0; i < size && i < 8; ++i)
        word |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    return word;
}

/// One round: mixes a word into a hash.
[[nodiscard]] inline std::uint64_t hashRound(std::uint64_t hash, std::uint64_t word) {
    __extension__ using Product = unsigned __int128;
    const Product product = static_cast<Product>(hash ^ word) * 0x9e3779b97f4a7c15u;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline constexpr std::uint64_t kHashSeed = 0x2545f4914f6cdd1du;

/// Goes on from `hash` over `text`, which lies in a buffer that ends at `end`. The result depends
/// on how the text was cut into calls, so that both sides of a comparison have to cut it alike.
[[nodiscard]] inline std::uint64_t hashOn(std::uint64_t hash, std::string_view text,
                                          const char* end) {
    const char* at = text.data();
    std::size_t left = text.size();
    for (; left > 8; left -= 8, at += 8)
        hash = hashRound(hash, partialWord(at, 8, end));
    // The length of the last word is mixed in, so that "a" and "a\0" differ.
    return hashRound(hash + (std::uint64_t{left} << 56), partialWord(at, left, end));
}

[[nodiscard]] inline std::uint64_t hashOf(std::string_view text) {
    return hashOn(kHashSeed, text, text.data() + text.size());
}

}  // namespace gatesight::simulator
