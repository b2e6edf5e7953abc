// g++ 12 sees an overlap in std::string where there is none (its bug 105651).
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wrestrict"
#endif

#include "simulator/routing/host_index.h"

#include "simulator/control/hostname.h"

#include <algorithm>
#include <bit>

namespace gatesight::simulator {

std::size_t HostIndex::countDots(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count(text, '.'));
}

std::string_view HostIndex::keyOf(std::string_view pattern) {
    return isWildcard(pattern) ? pattern.substr(1) : pattern;
}

void HostIndex::grow() {
    if (2 * (m_entries.size() + 1) <= m_slots.size())
        return;
    m_slots.assign(std::bit_ceil(4 * (m_entries.size() + 1)), kNone);
    const std::size_t mask = m_slots.size() - 1;
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        std::size_t at = m_entries[i].hash & mask;
        while (m_slots[at] != kNone)
            at = (at + 1) & mask;
        m_slots[at] = i;
    }
}

std::uint32_t HostIndex::add(std::string_view pattern, std::uint32_t value) {
    if (pattern.empty()) {
        if (m_any == kNone)
            m_any = value;
        return m_any;
    }
    const std::string lower = lowerCase(pattern);
    const std::string_view key = keyOf(lower);
    const bool wildcard = key.size() != lower.size();
    grow();
    if (const std::uint32_t present = find(key, wildcard); present != kNone)
        return present;
    const std::uint64_t hash = hashOf(key);
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = hash & mask;
    while (m_slots[at] != kNone)
        at = (at + 1) & mask;
    m_slots[at] = static_cast<std::uint32_t>(m_entries.size());
    m_entries.push_back({hash, static_cast<std::uint32_t>(m_text.size()),
                         static_cast<std::uint32_t>(key.size()), value, wildcard});
    m_text += key;
    if (wildcard)
        m_wildcards |= std::uint64_t{1} << std::min<std::size_t>(countDots(key), kManyDots);
    return value;
}

std::vector<std::string> HostIndex::patterns() const {
    std::vector<std::string> patterns;
    if (m_any != kNone)
        patterns.emplace_back();
    for (const Entry& entry : m_entries)
        patterns.push_back((entry.wildcard ? "*" : "") + std::string(textOf(entry)));
    return patterns;
}

void HostIndex::prefetch(std::string_view host) const {
    if (!m_slots.empty())
        __builtin_prefetch(&m_slots[hashOf(host) & (m_slots.size() - 1)]);
}

}  // namespace gatesight::simulator
