#include "simulator/lint/ties.h"

#include "simulator/changes/request_moves.h"
#include "simulator/control/hostname.h"
#include "simulator/routing/match_criteria.h"
#include "simulator/routing/path_prefix.h"
#include "simulator/routing/precedence.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace gatesight::simulator {

namespace {

/// All that precedence looks at before it comes to routes.
auto rankOf(const HitOfPath& hit) {
    const model::HTTPRouteMatch& match = *hit.match;
    const bool prefix = match.path.type == model::HTTPPathMatch::Type::PathPrefix;
    return std::tuple(hit.hit.host, hit.calls, prefix,
                      prefix ? comparedPrefix(match.path.value).size() : std::size_t{0},
                      match.call ? match.call->service.size() : std::size_t{0},
                      match.call ? match.call->method.size() : std::size_t{0}, match.method.empty(),
                      effectiveHeaders(match).size(), effectiveQuery(match).size());
}

bool contradict(const std::vector<const model::HTTPValueMatch*>& ours,
                const std::vector<const model::HTTPValueMatch*>& theirs, bool header) {
    for (const auto* one : ours)
        for (const auto* other : theirs)
            if (one->value != other->value &&
                (header ? lowerCase(one->name) == lowerCase(other->name)
                        : one->name == other->name))
                return true;
    return false;
}

/// Some request fits both.
bool meet(const model::HTTPRouteMatch& one, const model::HTTPRouteMatch& other) {
    return one.method == other.method &&
           !contradict(effectiveHeaders(one), effectiveHeaders(other), true) &&
           !contradict(effectiveQuery(one), effectiveQuery(other), false);
}

}  // namespace

const std::string& TieMap::namespaceOf(model::ObjectId route) const {
    return m_simulation.world->object(route).metadata.namespace_;
}

bool TieMap::concerns(const HostOfScope& host) const {
    const RouteTable& table = *m_simulation.routes;
    for (const HostId id : host.chain) {
        const auto routes = table.routesOf(id);
        const auto elsewhere = [&](const RouteOnHost& on) {
            return namespaceOf(table.objectOf(on)) != namespaceOf(table.objectOf(routes.front()));
        };
        if (!routes.empty() && std::ranges::any_of(routes, elsewhere))
            return true;
    }
    return false;
}

void TieMap::look(const HostOfScope& host, const PathOfHost& path) {
    constexpr std::size_t kMostBefore = 64;  // matches of one rank that each is compared with
    std::size_t begin = 0;                   // of the run of equal ranks
    for (std::size_t i = 1; i < path.hits.size(); ++i) {
        const HitOfPath& hit = path.hits[i];
        if (rankOf(path.hits[begin]) != rankOf(hit))
            begin = i;
        for (std::size_t j = begin; j < std::min(i, begin + kMostBefore); ++j) {
            const HitOfPath& first = path.hits[j];
            if (first.route != hit.route && hit.calls == path.call && first.plain && hit.plain &&
                namespaceOf(first.route) != namespaceOf(hit.route) &&
                meet(*first.match, *hit.match)) {
                note(host, path, first, hit);
                break;
            }
        }
    }
}

void TieMap::note(const HostOfScope& host, const PathOfHost& path, const HitOfPath& winner,
                  const HitOfPath& loser) {
    const auto [found, isNew] = m_ties.try_emplace({winner.route, loser.route});
    Tie& tie = found->second;
    if (!isNew) {
        tie.rules += tie.winnerRule != winner.rule || tie.loserRule != loser.rule ? 1 : 0;
        return;
    }
    tie.winnerRule = winner.rule;
    tie.loserRule = loser.rule;
    tie.winnerMatch = winner.index;
    tie.loserMatch = loser.index;
    tie.request = requestAt(host.request, requestFor(path, loser));
    // What the winner asks for besides, or it would not fit.
    for (const auto& [name, value] : requestAt(host.request, requestFor(path, winner)).headers)
        if (std::ranges::find(tie.request.headers, std::pair(name, value)) ==
            tie.request.headers.end())
            tie.request.headers.emplace_back(name, value);
}

void TieMap::report(FindingList& findings, const ReachMap& reach) const {
    const model::World& world = *m_simulation.world;
    for (const auto& [routes, tie] : m_ties) {
        const auto& [winner, loser] = routes;
        const ReachedRule* rule = reach.find(loser, tie.loserRule);
        if (rule && rule->state == ReachedRule::State::Covered)
            continue;
        const model::Object &first = world.object(winner), &second = world.object(loser);
        const auto& firstRule = model::requestRoute(first)->rules[tie.winnerRule];
        const auto& secondRule = model::requestRoute(second)->rules[tie.loserRule];
        const PrecedenceVerdict verdict = explainPrecedence(
            {{}, &first, &firstRule.matches[tie.winnerMatch], tie.winnerRule, tie.winnerMatch},
            {{}, &second, &secondRule.matches[tie.loserMatch], tie.loserRule, tie.loserMatch},
            m_simulation.options.choices.regexOrder);
        auto& finding = findings.add(
            model::Severity::Info, "lint.tie.age", loser, secondRule.node,
            fmt::format("{} {} of another namespace takes requests that both ask for alike, such "
                        "as {}; nothing but this decides: {}",
                        first.kind, first.fullName(), inWords(tie.request), verdict.message));
        finding.related.push_back({fmt::format("{} {} goes first", first.kind, first.fullName()),
                                   first.origin.locate(firstRule.node)});
    }
}

}  // namespace gatesight::simulator
