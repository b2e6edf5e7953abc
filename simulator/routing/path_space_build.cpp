// Compiles the rules of one hostname into a PathSpace.
#include "simulator/routing/header_name.h"
#include "simulator/routing/path_space.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace gatesight::simulator {

class PathSpaceBuilder {
public:
    explicit PathSpaceBuilder(PathSpace& space) : m_space(space) {}

    void build(std::span<const RouteOfHost> routes) {
        reserve(routes);
        for (std::uint32_t i = 0; i < routes.size(); ++i)
            add(routes[i], i);
        arrange();
        arrangeExpressions();
        listRestrictions(routes);
        m_space.m_pathPatterns.compile();
        freeze();
    }

private:
    using Node = PathSpace::Node;
    using Predicate = PathSpace::Predicate;
    using Asks = PathSpace::Asks;
    static constexpr std::uint32_t kNone = PathSpace::kNone;

    /// A record with what it is sorted by inside its node; among equals the order of insertion
    /// counts.
    struct Pending {
        std::uint32_t node = kNone;    // kNone: an expression
        std::uint32_t expression = 0;  // index of the expression
        std::uint32_t expressionLength = 0;
        std::uint32_t headers = 0, query = 0;
        bool hasMethod = false;
        MatchRecord record;

        /// Less goes first: httproute.match.precedence.order, and .regex for expressions.
        [[nodiscard]] auto rank() const {
            return std::tuple(node, ~expressionLength, !hasMethod, ~headers, ~query);
        }
    };

    void reserve(std::span<const RouteOfHost> routes) {
        std::size_t matches = 0;
        m_space.m_calls = !routes.empty() && std::ranges::all_of(routes, &RouteOfHost::calls);
        for (const RouteOfHost& route : routes) {
            for (const model::HTTPRouteRule& rule : route.route->rules)
                matches += std::max<std::size_t>(rule.matches.size(), 1);
        }
        m_pending.reserve(matches);
        m_space.m_nodes.reserve(matches);
        m_space.m_slots.assign(std::bit_ceil(2 * matches + 2), ~std::uint64_t{0});
    }

    void add(const RouteOfHost& route, std::uint32_t index) {
        const auto& rules = route.route->rules;
        for (std::uint32_t r = 0; r < rules.size(); ++r) {
            if (r < route.dropped.size() && route.dropped[r])
                continue;  // route.rule.invalid-dropped
            const auto& matches = rules[r].matches;
            static const model::HTTPRouteMatch kEverything;  // api.default.matches-empty-list
            for (std::uint32_t m = 0; m < std::max<std::size_t>(matches.size(), 1); ++m)
                add(route, matches.empty() ? kEverything : matches[m],
                    {.route = index, .rule = r, .match = m, .ruleOfTable = route.firstRule + r});
        }
    }

    void add(const RouteOfHost& route, const model::HTTPRouteMatch& match, MatchRecord record) {
        record.firstPredicate = static_cast<std::uint32_t>(m_space.m_predicates.size());
        if (route.onlyOn)
            addPredicate(Asks::Host, *route.onlyOn);
        record.method = methodOf(match.method);
        if (record.method == Method::Other) {
            record.method = Method::Any;
            addPredicate(Asks::Method, match.method);
        }
        Pending pending;
        pending.hasMethod = !match.method.empty();
        pending.headers = addValues(match.headers, Asks::Header, sameName);
        pending.query =
            addValues(match.queryParams, Asks::Query, std::equal_to<std::string_view>());
        record.predicateCount =
            static_cast<std::uint32_t>(m_space.m_predicates.size()) - record.firstPredicate;
        pending.record = record;
        place(pending, match.path);
        m_pending.push_back(pending);
    }

    void place(Pending& pending, const model::HTTPPathMatch& path) {
        switch (path.type) {
            case model::HTTPPathMatch::Type::Exact:
                pending.node = nodeOf(path.value, true);
                return;
            case model::HTTPPathMatch::Type::PathPrefix:
                pending.node = nodeOf(comparedPrefix(path.value), false);
                return;
            case model::HTTPPathMatch::Type::RegularExpression:
                pending.expression = expressionOf(path.value);
                pending.expressionLength = static_cast<std::uint32_t>(path.value.size());
                return;
        }
    }

    [[nodiscard]] std::uint32_t expressionOf(const std::string& expression) {
        const auto [found, added] = m_expressions.try_emplace(expression, 0);
        if (added)
            found->second = m_space.m_pathPatterns.add(expression);
        return found->second;
    }

    [[nodiscard]] std::uint32_t nodeOf(std::string_view key, bool exact) {
        if (!exact && key.empty() && m_space.m_root != kNone)
            return m_space.m_root;
        const std::uint64_t plain = PathKeys::hashOfKey(key);
        const std::uint64_t hash = exact ? PathSpace::saltedExact(plain) : plain;
        if (const Node* present = m_space.find(hash, key, exact))
            return static_cast<std::uint32_t>(present - m_space.m_nodes.data());
        const auto index = static_cast<std::uint32_t>(m_space.m_nodes.size());
        Node node;
        // An exact path and a prefix often stand side by side: their text is kept once.
        const Node* twin = m_space.find(exact ? plain : PathSpace::saltedExact(plain), key, !exact);
        node.keyOffset = twin ? twin->keyOffset : store(key);
        node.keyLength = static_cast<std::uint32_t>(key.size()) & 0x7fffffffu;
        node.exact = exact;
        m_space.m_nodes.push_back(node);
        note(index, key, exact);
        insert(hash, index);
        return index;
    }

    [[nodiscard]] static unsigned depthOf(std::string_view key) {
        return static_cast<unsigned>(std::ranges::count(key, '/'));
    }

    void note(std::uint32_t index, std::string_view key, bool exact) {
        PathKeys::Wanted& wanted = m_space.m_wanted;
        if (exact) {
            m_space.m_hasExact = true;
            wanted.exactLength = std::max(wanted.exactLength, key.size());
            return;
        }
        const unsigned depth = depthOf(key);
        if (key.empty()) {
            m_space.m_root = index;
        } else if (depth < PathKeys::kMostDepth) {
            m_space.m_depths |= std::uint64_t{1} << depth;
            wanted.depth = std::max(wanted.depth, depth);
            wanted.prefixLength = std::max(wanted.prefixLength, key.size());
        } else {
            m_space.m_deep.push_back(index);
        }
    }

    void insert(std::uint64_t hash, std::uint32_t index) {
        auto& slots = m_space.m_slots;
        const std::size_t mask = slots.size() - 1;
        std::size_t at = hash & mask;
        while (static_cast<std::uint32_t>(slots[at]) != kNone)
            at = (at + 1) & mask;
        slots[at] = (hash >> 32 << 32) | index;
    }

    /// Predicates of header or query matches; of equal names the first counts
    /// (httproute.match.header.duplicate-name). Returns how many count
    /// (httproute.match.precedence.count-effective).
    template <class Same>
    std::uint32_t addValues(const std::vector<model::HTTPValueMatch>& values, Asks asks,
                            const Same& same) {
        std::uint32_t effective = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const bool repeated = std::any_of(
                values.begin(), values.begin() + static_cast<std::ptrdiff_t>(i),
                [&](const auto& earlier) { return same(earlier.name, values[i].name); });
            if (repeated)
                continue;
            ++effective;
            Predicate& predicate = addPredicate(asks, values[i].name);
            predicate.hash = asks == Asks::Header ? nameHash(values[i].name)
                                                  : RequestFacts::queryHash(values[i].name);
            if (values[i].type == model::HTTPValueMatch::Type::RegularExpression)
                predicate.pattern = valuePatternOf(values[i].value);
            predicate.valueOffset = store(values[i].value);
            predicate.valueLength = static_cast<std::uint32_t>(values[i].value.size());
        }
        return effective;
    }

    Predicate& addPredicate(Asks asks, std::string_view name) {
        Predicate predicate;
        predicate.asks = asks;
        predicate.nameOffset = store(name);
        predicate.nameLength = static_cast<std::uint32_t>(name.size());
        return m_space.m_predicates.emplace_back(predicate);
    }

    [[nodiscard]] std::uint32_t valuePatternOf(const std::string& expression) {
        const auto next = static_cast<std::uint32_t>(m_space.m_valuePatterns.size());
        const auto [found, added] = m_valueExpressions.try_emplace(expression, next);
        if (added)
            m_space.m_valuePatterns.emplace_back(expression);
        return found->second;
    }

    /// Offset of a copy of `text`.
    [[nodiscard]] std::uint32_t store(std::string_view text) {
        const auto offset = static_cast<std::uint32_t>(m_space.m_text.size());
        m_space.m_text += text;
        return offset;
    }

    /// Sorts the records by node and precedence and cuts them up.
    void arrange() {
        std::ranges::stable_sort(m_pending, {}, &Pending::rank);
        m_space.m_records.reserve(m_pending.size());
        m_space.m_firstExpression = static_cast<std::uint32_t>(m_pending.size());
        for (const Pending& pending : m_pending) {
            const auto place = static_cast<std::uint32_t>(m_space.m_records.size());
            m_space.m_records.push_back(pending.record);
            if (pending.node == kNone) {
                m_space.m_firstExpression = std::min(m_space.m_firstExpression, place);
                m_expressionOfRecord.push_back(pending.expression);
                continue;
            }
            Node& node = m_space.m_nodes[pending.node];
            if (node.recordCount++ == 0)
                node.firstRecord = place;
        }
    }

    /// Lists the records of each expression (a counting sort, which keeps their order).
    void arrangeExpressions() {
        if (m_expressionOfRecord.empty())
            return;
        auto& start = m_space.m_expressionStart;
        start.assign(m_space.m_pathPatterns.size() + 1, 0);
        for (const std::uint32_t expression : m_expressionOfRecord)
            ++start[expression + 1];
        for (std::size_t i = 1; i < start.size(); ++i)
            start[i] += start[i - 1];
        auto next = start;
        m_space.m_expressionRecords.resize(m_expressionOfRecord.size());
        for (std::uint32_t i = 0; i < m_expressionOfRecord.size(); ++i)
            m_space.m_expressionRecords[next[m_expressionOfRecord[i]]++] = i;
    }

    void listRestrictions(std::span<const RouteOfHost> routes) {
        if (std::ranges::all_of(routes, [](const auto& route) { return route.onlyOn.has_value(); }))
            for (const RouteOfHost& route : routes)
                m_space.m_onlyOn.push_back(*route.onlyOn);
    }

    void freeze() {
        std::ranges::stable_sort(
            m_space.m_deep, std::ranges::greater{},
            [this](std::uint32_t index) { return m_space.m_nodes[index].keyLength; });
        m_space.m_nodes.shrink_to_fit();
        m_space.m_predicates.shrink_to_fit();
        m_space.m_text.shrink_to_fit();
    }

    PathSpace& m_space;
    std::vector<Pending> m_pending;
    std::vector<std::uint32_t> m_expressionOfRecord;  // beside the records of expressions
    std::unordered_map<std::string, std::uint32_t> m_expressions, m_valueExpressions;
};

PathSpace::PathSpace(std::span<const RouteOfHost> routes) {
    PathSpaceBuilder(*this).build(routes);
}

}  // namespace gatesight::simulator
