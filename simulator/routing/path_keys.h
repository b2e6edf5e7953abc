// A path cut at its segment borders, with the hash of everything before each border.
//
// A prefix can only end at a border, so a look-up by prefix is a look-up by the hash of a border.
// All hashes come from one pass: each goes on from the one before.
#pragma once

#include "simulator/routing/text_hash.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace gatesight::simulator {

struct PathKeys {
    /// Borders with this many slashes before them, or more, are not kept.
    static constexpr unsigned kMostDepth = 63;

    std::array<std::uint64_t, kMostDepth> hash;    // NOLINT: filled up to `count`
    std::array<std::uint32_t, kMostDepth> length;  // bytes before the border
    unsigned count = 0;                            // kept borders; index k has k slashes before it
    std::uint64_t whole = 0;                       // hash of the whole path, when `complete`
    bool complete = false;

    /// What a cut is wanted for; it stops as soon as nothing more can be found.
    struct Wanted {
        unsigned depth = 0;            ///< most slashes in a prefix
        std::size_t prefixLength = 0;  ///< bytes of the longest prefix
        std::size_t exactLength = 0;   ///< bytes of the longest exact path
    };

    void cut(std::string_view path, const Wanted& wanted) {
        const char* const end = path.data() + path.size();
        const bool exact = path.size() <= wanted.exactLength;
        // One byte more than the longest prefix tells whether it ends at a border.
        const std::size_t read =
            exact ? path.size() : std::min(path.size(), wanted.prefixLength + 1);
        const std::string_view seen = path.substr(0, read);
        std::uint64_t state = kHashSeed;
        std::size_t from = 0;
        unsigned slashes = 0;
        count = 0;
        complete = false;
        for (std::size_t border = nextSlash(seen, 0);;
             border = nextSlash(seen, border + 1), ++slashes) {
            if (border == seen.size() && seen.size() < path.size())
                return;
            if (border > from)
                state = hashOn(state, path.substr(from, border - from), end);
            from = border;
            if (slashes <= wanted.depth && slashes < kMostDepth) {
                hash[slashes] = state;
                length[slashes] = static_cast<std::uint32_t>(border);
                count = slashes + 1;
            } else if (!exact) {
                return;
            }
            if (border == path.size())
                break;
        }
        whole = state;
        complete = true;
    }

    /// Hash of a whole key, cut as `cut` does it.
    [[nodiscard]] static std::uint64_t hashOfKey(std::string_view key) {
        PathKeys keys;
        keys.cut(key, {.depth = 0, .prefixLength = 0, .exactLength = key.size()});
        return keys.whole;
    }

private:
    /// The next slash at or after `from`; the end of the path when there is none.
    [[nodiscard]] static std::size_t nextSlash(std::string_view path, std::size_t from) {
        constexpr std::uint64_t kOnes = 0x0101010101010101u, kSlashes = kOnes * '/';
        std::size_t at = from;
        for (; at + 8 <= path.size(); at += 8) {
            std::uint64_t word;
            std::memcpy(&word, path.data() + at, 8);
            const std::uint64_t different = word ^ kSlashes;
            // The lowest bit set marks the first byte that is zero here, a slash there.
            const std::uint64_t zeros = (different - kOnes) & ~different & (kOnes << 7);
            if (zeros != 0)
                return at + static_cast<std::size_t>(std::countr_zero(zeros)) / 8;
        }
        for (; at < path.size(); ++at) {
            if (path[at] == '/')
                return at;
        }
        return path.size();
    }
};

}  // namespace gatesight::simulator
