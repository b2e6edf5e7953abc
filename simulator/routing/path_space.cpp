#include "simulator/routing/path_space.h"

#include "simulator/control/hostname.h"

#include <algorithm>

namespace gatesight::simulator {

bool PathSpace::servesRestricted(std::string_view host) const {
    return std::ranges::any_of(
        m_onlyOn, [host](const std::string& pattern) { return admits(pattern, host); });
}

bool PathSpace::holdsValue(const Predicate& predicate, const std::string* value) const {
    if (!value)
        return false;
    if (predicate.pattern != kNone)
        return m_valuePatterns[predicate.pattern].matches(*value);
    return *value == text(predicate.valueOffset, predicate.valueLength);
}

bool PathSpace::holds(const Predicate& predicate, const RequestFacts& facts) const {
    const std::string_view name = text(predicate.nameOffset, predicate.nameLength);
    switch (predicate.asks) {
        case Asks::Host:
            return admits(name, facts.host());
        case Asks::Method:
            return name == facts.methodName();
        case Asks::Header:
            return holdsValue(predicate, facts.header(predicate.hash, name));
        case Asks::Query:
            return holdsValue(predicate, facts.query(predicate.hash, name));
    }
    return false;
}

void PathSpace::prefetchSelf() const {
    constexpr std::size_t kLine = 64;
    // What match() reads lies in the members up to the expressions.
    const auto* const first = reinterpret_cast<const char*>(this);
    const auto* const last = reinterpret_cast<const char*>(&m_pathPatterns);
    for (const char* line = first; line <= last; line += kLine)
        __builtin_prefetch(line);
}

void PathSpace::prefetchNodes(const LookUp& scratch) const {
    const std::size_t mask = m_slots.size() - 1;
    eachProbe(scratch.keys, [&](std::uint64_t hash) {
        const std::uint64_t slot = m_slots[hash & mask];
        if (slot >> 32 == hash >> 32 && static_cast<std::uint32_t>(slot) != kNone)
            __builtin_prefetch(&m_nodes[static_cast<std::uint32_t>(slot)]);
    });
}

void PathSpace::prefetchRecords(const LookUp& scratch) const {
    const std::size_t mask = m_slots.size() - 1;
    eachProbe(scratch.keys, [&](std::uint64_t hash) {
        const std::uint64_t slot = m_slots[hash & mask];
        if (slot >> 32 != hash >> 32 || static_cast<std::uint32_t>(slot) == kNone)
            return;
        const Node& node = m_nodes[static_cast<std::uint32_t>(slot)];
        __builtin_prefetch(m_text.data() + node.keyOffset);
        __builtin_prefetch(&m_records[node.firstRecord]);
    });
}

const std::vector<std::uint32_t>& PathSpace::sortedNodes() const {
    std::call_once(m_sortedOnce, [this] {
        m_sorted.resize(m_nodes.size());
        for (std::uint32_t i = 0; i < m_sorted.size(); ++i)
            m_sorted[i] = i;
        std::ranges::sort(m_sorted, [this](std::uint32_t a, std::uint32_t b) {
            const auto order = keyOf(m_nodes[a]) <=> keyOf(m_nodes[b]);
            return order != 0 ? order < 0 : a < b;
        });
    });
    return m_sorted;
}

std::vector<const MatchRecord*> PathSpace::neighbours(std::string_view path,
                                                      std::size_t count) const {
    const auto& sorted = sortedNodes();
    const auto place = std::ranges::lower_bound(
        sorted, path, {}, [this](std::uint32_t index) { return keyOf(m_nodes[index]); });
    const auto before =
        std::min<std::size_t>(count, static_cast<std::size_t>(place - sorted.begin()));
    const auto after = std::min<std::size_t>(count, static_cast<std::size_t>(sorted.end() - place));
    std::vector<std::uint32_t> near(place - static_cast<std::ptrdiff_t>(before),
                                    place + static_cast<std::ptrdiff_t>(after));
    const auto common = [&](std::uint32_t index) {
        const std::string_view key = keyOf(m_nodes[index]);
        return std::ranges::mismatch(key, path).in1 - key.begin();
    };
    std::ranges::stable_sort(near, std::ranges::greater{}, common);

    std::vector<const MatchRecord*> records;
    for (const std::uint32_t index : near) {
        const Node& node = m_nodes[index];
        for (std::uint32_t i = 0; i < node.recordCount && records.size() < 2 * count; ++i)
            records.push_back(&m_records[node.firstRecord + i]);
    }
    return records;
}

std::size_t PathSpace::bytes() const {
    return sizeof(*this) + m_slots.capacity() * sizeof(m_slots[0]) +
           m_nodes.capacity() * sizeof(Node) + m_records.capacity() * sizeof(MatchRecord) +
           m_predicates.capacity() * sizeof(Predicate) + m_text.capacity() +
           (m_deep.capacity() + m_expressionStart.capacity() + m_expressionRecords.capacity() +
            m_sorted.capacity()) *
               sizeof(std::uint32_t);
}

}  // namespace gatesight::simulator
