// Hostname patterns by specificity: an exact name, then wildcards from the longest to the shortest,
// then any host.
//
// Exact names and wildcard suffixes lie in one hash table; a bit mask says how many labels the
// wildcards have, so that only suffixes that can exist are looked up. A look-up costs one probe for
// the name and one for each length of wildcard.
#pragma once

#include "simulator/routing/text_hash.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Maps patterns to numbers. Filled, then frozen, then only read.
class HostIndex {
public:
    static constexpr std::uint32_t kNone = UINT32_MAX;

    /// Adds a pattern ("", "*.example.com", "a.example.com"; in any case). Of equal patterns the
    /// first counts. Returns the number that the pattern has: `value`, or that of the first.
    std::uint32_t add(std::string_view pattern, std::uint32_t value);

    /// Calls `visit(value)` for each pattern that admits `host`, the most specific first, until it
    /// returns true. `host` is in lower case, without port; empty when none was sent. Returns
    /// whether a visit returned true.
    template <class Visitor>
    bool visit(std::string_view host, Visitor&& visit) const {
        if (!m_slots.empty()) {
            if (const std::uint32_t exact = find(host, false); exact != kNone && visit(exact))
                return true;
            if (m_wildcards != 0 && visitWildcards(host, visit))
                return true;
        }
        return m_any != kNone && visit(m_any);
    }

    /// The number of the most specific pattern that admits `host`, or kNone.
    [[nodiscard]] std::uint32_t best(std::string_view host) const {
        std::uint32_t result = kNone;
        visit(host, [&](std::uint32_t value) {
            result = value;
            return true;
        });
        return result;
    }

    /// The patterns in the order in which they were added.
    [[nodiscard]] std::vector<std::string> patterns() const;
    [[nodiscard]] bool empty() const { return m_entries.empty() && m_any == kNone; }
    /// Starts to load what a look-up of `host` will read first.
    void prefetch(std::string_view host) const;

private:
    struct Entry {
        std::uint64_t hash;
        std::uint32_t offset, length;  ///< in m_text; without the star of a wildcard
        std::uint32_t value;
        bool wildcard;
    };
    static constexpr unsigned kManyDots = 63;

    [[nodiscard]] static std::string_view keyOf(std::string_view pattern);
    [[nodiscard]] std::string_view textOf(const Entry& entry) const {
        return std::string_view(m_text).substr(entry.offset, entry.length);
    }
    /// The value of a key: an exact name, or the suffix of a wildcard with its dot in front.
    [[nodiscard]] std::uint32_t find(std::string_view key, bool wildcard) const {
        const std::uint64_t hash = hashOf(key);
        const std::size_t mask = m_slots.size() - 1;
        for (std::size_t at = hash & mask; m_slots[at] != kNone; at = (at + 1) & mask) {
            const Entry& entry = m_entries[m_slots[at]];
            if (entry.hash == hash && entry.wildcard == wildcard && textOf(entry) == key)
                return entry.value;
        }
        return kNone;
    }
    template <class Visitor>
    bool visitWildcards(std::string_view host, Visitor&& visit) const {
        const auto all = static_cast<unsigned>(countDots(host));
        unsigned dots = all;
        // From the left: the longest suffix first. The star stands for at least one character.
        for (std::size_t at = host.find('.'); at != std::string_view::npos;
             at = host.find('.', at + 1)) {
            const unsigned bit = dots < kManyDots ? dots : kManyDots;
            --dots;
            if (at == 0 || (m_wildcards >> bit & 1) == 0)
                continue;
            if (const std::uint32_t value = find(host.substr(at), true);
                value != kNone && visit(value))
                return true;
        }
        return false;
    }
    [[nodiscard]] static std::size_t countDots(std::string_view text);
    void grow();

    std::vector<std::uint32_t>
        m_slots;  // indexes into m_entries; a power of two, at most half full
    std::vector<Entry> m_entries;
    std::string m_text;
    std::uint64_t m_wildcards =
        0;  // bit n: a wildcard with n dots after the star; the last bit: as many or more
    std::uint32_t m_any = kNone;
};

}  // namespace gatesight::simulator
