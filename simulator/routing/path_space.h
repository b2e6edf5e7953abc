// The rules of one hostname, compiled: which of them takes a request.
//
// Terms. A *record* is one match of one rule. A *node* is all records with the same path (exact, or
// prefix without the slash at its end), sorted by the rest of the precedence chain: method, number
// of headers, number of query parameters, then the order of the routes (age, name) and of the rules
// and matches in them. Regular expressions have no node; their records are one list, longer ones
// first.
//
// Steps of a look-up. The path is hashed once, up to each segment border. Nodes are visited in
// order of precedence: the exact one, then (by choice of the simulation) the expressions, then
// prefixes from the deepest border up, then the root; a bit mask tells which depths exist at all.
// The first record that fits wins, as everything is sorted.
//
// Cost: one pass over the path, one probe per existing depth, one comparison per predicate tried.
// Memory: about 60 bytes per match and 28 per header or query predicate, beside the texts.
#pragma once

#include "model/kinds/http_route.h"
#include "simulator/options.h"
#include "simulator/routing/path_keys.h"
#include "simulator/routing/path_prefix.h"
#include "simulator/routing/pattern.h"
#include "simulator/routing/request_facts.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatesight::simulator {

/// One match of one rule. `route` counts in the list that the PathSpace was built from.
struct MatchRecord {
    std::uint32_t route = 0, rule = 0, match = 0;
    std::uint32_t ruleOfTable = 0;  ///< the rule, counted on from RouteOfHost::firstRule
    std::uint32_t firstPredicate = 0, predicateCount = 0;
    Method method =
        Method::Any;  ///< Any also for methods the API does not list: a predicate asks for those
};

/// A route as a PathSpace takes it in. The list of them is in order of precedence: oldest first.
struct RouteOfHost {
    const model::RequestRoute* route = nullptr;
    std::vector<bool> dropped;          ///< by rule: not served; empty: all are
    std::uint32_t firstRule = 0;        ///< number that the caller gave to its first rule
    std::optional<std::string> onlyOn;  ///< a pattern that the host has to fit besides
    bool calls = false;  ///< a GRPCRoute: grpcroute.precedence instead of that of paths
};

class PathSpace;

/// What a look-up works with; its memory is used again by the next one.
struct LookUp {
    PathKeys keys;
    const PathSpace* preparedFor = nullptr;  ///< `keys` are of this space and the request at hand
    std::vector<int> expressions;            // those that match the path
    std::vector<std::uint32_t> candidates;   // their records, in order
};

class PathSpace {
public:
    explicit PathSpace(std::span<const RouteOfHost> routes);

    /// Visits records in order of precedence. `observer.fits(record)` is called for each that fits
    /// the request and says whether to stop; `observer.misses(record)` for each that has the right
    /// path and fails by something else. `scratch` is filled by prepare().
    template <class Observer>
    void match(const RequestFacts& facts, LookUp& scratch, SpecChoices::RegexOrder regexOrder,
               Observer& observer) const;

    /// Cuts the path for match(), once per request and space.
    void prepare(const RequestFacts& facts, LookUp& scratch) const {
        if (std::exchange(scratch.preparedFor, this) != this)
            scratch.keys.cut(facts.path(), m_wanted);
    }
    /// Four stages of loading what match() will read, for many look-ups side by side.
    void prefetchSelf() const;
    void prefetchSlots(const LookUp& scratch) const;
    void prefetchNodes(const LookUp& scratch) const;
    void prefetchRecords(const LookUp& scratch) const;

    /// Whether any of the routes is served on `host` at all; see RouteOfHost::onlyOn.
    [[nodiscard]] bool serves(std::string_view host) const {
        return m_onlyOn.empty() || servesRestricted(host);
    }

    [[nodiscard]] std::size_t matches() const { return m_records.size(); }
    /// Bytes on the heap.
    [[nodiscard]] std::size_t bytes() const;

    /// Records whose path is spelled nearest to `path` without being the same: up to `count` before
    /// and after it in alphabetical order, those with the longest common beginning first.
    [[nodiscard]] std::vector<const MatchRecord*> neighbours(std::string_view path,
                                                             std::size_t count) const;
    /// The records of the expressions, in order of precedence.
    [[nodiscard]] std::span<const MatchRecord> expressionRecords() const {
        return std::span(m_records).subspan(m_firstExpression);
    }

private:
    static constexpr std::uint32_t kNone = UINT32_MAX;

    struct Node {
        std::uint32_t keyOffset = 0;
        std::uint32_t keyLength : 31 = 0;
        std::uint32_t exact : 1 = 0;
        std::uint32_t firstRecord = 0, recordCount = 0;
    };
    enum class Asks : std::uint8_t { Host, Method, Header, Query };
    struct Predicate {
        std::uint32_t hash = 0;  // of the name
        std::uint32_t nameOffset = 0, nameLength = 0;
        std::uint32_t valueOffset = 0, valueLength = 0;
        std::uint32_t pattern = kNone;  // index into m_valuePatterns for expressions
        Asks asks = Asks::Header;
    };
    friend class PathSpaceBuilder;

    [[nodiscard]] std::string_view text(std::uint32_t offset, std::uint32_t length) const {
        return std::string_view(m_text).substr(offset, length);
    }
    [[nodiscard]] std::string_view keyOf(const Node& node) const {
        return text(node.keyOffset, node.keyLength);
    }
    [[nodiscard]] static std::uint64_t saltedExact(std::uint64_t hash) {
        return hashRound(hash, 1);
    }
    [[nodiscard]] bool servesRestricted(std::string_view host) const;
    [[nodiscard]] const Node* find(std::uint64_t hash, std::string_view key, bool exact) const;
    [[nodiscard]] bool accepts(const MatchRecord& record, const RequestFacts& facts) const;
    [[nodiscard]] bool holds(const Predicate& predicate, const RequestFacts& facts) const;
    [[nodiscard]] bool holdsValue(const Predicate& predicate, const std::string* value) const;
    template <class Observer>
    bool visit(std::span<const MatchRecord> records, const RequestFacts& facts,
               Observer& observer) const;
    template <class Observer>
    bool visit(const Node& node, const RequestFacts& facts, Observer& observer) const {
        return visit(std::span(m_records).subspan(node.firstRecord, node.recordCount), facts,
                     observer);
    }
    template <class Observer>
    bool visitExpressions(const RequestFacts& facts, LookUp& scratch, Observer& observer) const;
    template <class Observer>
    bool visitRoot(const RequestFacts& facts, Observer& observer) const {
        return m_root != kNone && visit(m_nodes[m_root], facts, observer);
    }
    template <class Observer>
    bool visitPrefixes(const RequestFacts& facts, const LookUp& scratch, Observer& observer) const;
    template <class Visitor>
    void eachProbe(const PathKeys& keys, const Visitor& visitor) const;
    [[nodiscard]] const std::vector<std::uint32_t>& sortedNodes() const;

    std::vector<std::uint64_t>
        m_slots;  // upper half: of the hash; lower half: index of a node, or kNone
    std::vector<Node> m_nodes;
    std::vector<MatchRecord> m_records;  // by node; then those of the expressions
    std::vector<Predicate> m_predicates;
    std::string m_text;
    std::vector<std::string> m_onlyOn;  // of the routes; empty when one of them is served anywhere
    std::uint64_t m_depths = 0;         // bit n: there are prefixes with n slashes
    PathKeys::Wanted m_wanted;
    bool m_hasExact = false;
    bool m_calls = false;                 // of GRPCRoutes alone
    std::uint32_t m_root = kNone;         // node of the prefix "/"
    std::vector<std::uint32_t> m_deep;    // nodes too deep for the mask, longest first
    std::uint32_t m_firstExpression = 0;  // index into m_records
    PatternSet m_pathPatterns;
    // Which expressionRecords() an expression has: those in m_expressionRecords from its number in
    // m_expressionStart up to the next one's.
    std::vector<std::uint32_t> m_expressionStart, m_expressionRecords;
    std::vector<Pattern> m_valuePatterns;

    mutable std::once_flag m_sortedOnce;  // nodes by key are wanted for explanations alone
    mutable std::vector<std::uint32_t> m_sorted;
};

inline const PathSpace::Node* PathSpace::find(std::uint64_t hash, std::string_view key,
                                              bool exact) const {
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
        const std::uint64_t slot = m_slots[at];
        const auto index = static_cast<std::uint32_t>(slot);
        if (index == kNone)
            return nullptr;
        if (slot >> 32 != hash >> 32)
            continue;
        const Node& node = m_nodes[index];
        if (node.exact == exact && keyOf(node) == key)
            return &node;
    }
}

// The slots that match() will read first: of the exact node and of the two deepest prefixes.
template <class Visitor>
void PathSpace::eachProbe(const PathKeys& keys, const Visitor& visitor) const {
    if (m_hasExact && keys.complete)
        visitor(saltedExact(keys.whole));
    std::uint64_t depths = m_depths & ((std::uint64_t{1} << keys.count) - 1);
    for (int probes = 0; depths != 0 && probes < 2; ++probes) {
        const auto depth = static_cast<unsigned>(std::bit_width(depths)) - 1;
        depths ^= std::uint64_t{1} << depth;
        visitor(keys.hash[depth]);
    }
}

inline void PathSpace::prefetchSlots(const LookUp& scratch) const {
    const std::size_t mask = m_slots.size() - 1;
    eachProbe(scratch.keys, [&](std::uint64_t hash) { __builtin_prefetch(&m_slots[hash & mask]); });
}

inline bool PathSpace::accepts(const MatchRecord& record, const RequestFacts& facts) const {
    if (record.method != Method::Any && record.method != facts.method())
        return false;
    for (std::uint32_t i = 0; i < record.predicateCount; ++i) {
        if (!holds(m_predicates[record.firstPredicate + i], facts))
            return false;
    }
    return true;
}

template <class Observer>
bool PathSpace::visit(std::span<const MatchRecord> records, const RequestFacts& facts,
                      Observer& observer) const {
    for (const MatchRecord& record : records) {
        if (!accepts(record, facts))
            observer.misses(record);
        else if (observer.fits(record))
            return true;
    }
    return false;
}

template <class Observer>
bool PathSpace::visitExpressions(const RequestFacts& facts, LookUp& scratch,
                                 Observer& observer) const {
    if (m_pathPatterns.empty())
        return false;
    m_pathPatterns.match(facts.path(), scratch.expressions);
    if (scratch.expressions.empty())
        return false;
    auto& candidates = scratch.candidates;
    candidates.clear();
    for (const int expression : scratch.expressions) {
        const auto first = m_expressionStart[static_cast<std::size_t>(expression)];
        const auto last = m_expressionStart[static_cast<std::size_t>(expression) + 1];
        candidates.insert(candidates.end(), m_expressionRecords.begin() + first,
                          m_expressionRecords.begin() + last);
    }
    std::ranges::sort(candidates);
    return std::ranges::any_of(candidates, [&](std::uint32_t index) {
        return visit(expressionRecords().subspan(index, 1), facts, observer);
    });
}

template <class Observer>
bool PathSpace::visitPrefixes(const RequestFacts& facts, const LookUp& scratch,
                              Observer& observer) const {
    const std::string_view path = facts.path();
    for (const std::uint32_t index : m_deep) {
        if (underPrefix(keyOf(m_nodes[index]), path) && visit(m_nodes[index], facts, observer))
            return true;
    }
    const PathKeys& keys = scratch.keys;
    std::uint64_t depths = m_depths & ((std::uint64_t{1} << keys.count) - 1);
    while (depths != 0) {
        const auto depth = static_cast<unsigned>(std::bit_width(depths)) - 1;
        depths ^= std::uint64_t{1} << depth;
        const Node* node = find(keys.hash[depth], path.substr(0, keys.length[depth]), false);
        if (node && visit(*node, facts, observer))
            return true;
    }
    return false;
}

template <class Observer>
void PathSpace::match(const RequestFacts& facts, LookUp& scratch,
                      SpecChoices::RegexOrder regexOrder, Observer& observer) const {
    const PathKeys& keys = scratch.keys;
    if (m_hasExact && keys.complete) {
        const Node* node = find(saltedExact(keys.whole), facts.path(), true);
        if (node && visit(*node, facts, observer))
            return;
    }
    if (m_calls) {
        // A service, then a method alone or an expression, then any call (grpcroute.precedence).
        if (!visitPrefixes(facts, scratch, observer) && !visitExpressions(facts, scratch, observer))
            visitRoot(facts, observer);
        return;
    }
    if (regexOrder == SpecChoices::RegexOrder::BetweenExactAndPrefix &&
        visitExpressions(facts, scratch, observer))
        return;
    if (visitPrefixes(facts, scratch, observer) || visitRoot(facts, observer))
        return;
    if (regexOrder == SpecChoices::RegexOrder::AfterPrefix)
        visitExpressions(facts, scratch, observer);
}

}  // namespace gatesight::simulator
