#include "simulator/routing/route_table.h"

#include "simulator/routing/draw.h"
#include "simulator/routing/weights.h"

#include <algorithm>
#include <array>

namespace gatesight::simulator {

EntranceId RouteTable::entranceOf(model::ObjectId gateway, std::uint16_t port) const {
    const auto found = std::ranges::lower_bound(
        m_entrances, std::pair(gateway, port), {},
        [](const Entrance& entrance) { return std::pair(entrance.gateway, entrance.port); });
    if (found == m_entrances.end() || found->gateway != gateway || found->port != port)
        return {};
    return {static_cast<std::uint32_t>(found - m_entrances.begin())};
}

std::span<const model::ObjectId> RouteTable::gatewaysAt(std::string_view address) const {
    const auto found = m_gatewaysAt.find(address);
    return found == m_gatewaysAt.end() ? std::span<const model::ObjectId>() : found->second;
}

ScopeId RouteTable::scopeOf(const MeshFrontend& frontend) const {
    const auto found = m_meshScopes.find(frontend);
    return found == m_meshScopes.end() ? ScopeId() : found->second;
}

RouteHit RouteTable::find(ScopeId scope, const RequestFacts& facts, LookUp& scratch) const {
    FirstHit observer;
    match(scope, facts, scratch, observer);
    return observer.hit();
}

std::uint32_t RouteTable::pick(const Rule& rule, std::uint64_t bits) const {
    if (rule.total == 0)
        return RouteAnswer::kNone;
    if (rule.weightCount == 1)
        return 0;
    const auto weights = std::span(m_weights).subspan(rule.firstWeight, rule.weightCount);
    return weightedPick(weights, rule.total, bits);
}

RouteAnswer RouteTable::answer(ListenerId listener, const RouteHit& hit, std::uint64_t bits) const {
    RouteAnswer answer;
    answer.listener = listener;
    if (!hit)
        return answer;
    const Rule& rule = m_rules[hit.record->ruleOfTable];
    answer.route = rule.route;
    answer.rule = hit.record->rule;
    answer.match = hit.record->match;
    answer.backend = pick(rule, bits);
    return answer;
}

RouteAnswer RouteTable::decide(const RouteQuery& query, LookUp& scratch) const {
    scratch.preparedFor = nullptr;
    const ListenerId listener{m_entrances[query.entrance.value].plain.best(query.facts->host())};
    if (!listener.valid())
        return {};
    return answer(listener, find(m_scopeOfListener[listener.value], *query.facts, scratch),
                  query.bits);
}

void RouteTable::begin(const RouteQuery& query, Pending& pending) const {
    pending.space = nullptr;
    pending.hit = {};
    pending.scratch.preparedFor = nullptr;
    pending.listener = {m_entrances[query.entrance.value].plain.best(query.facts->host())};
    if (!pending.listener.valid())
        return;
    const Scope& scope = m_scopes[m_scopeOfListener[pending.listener.value].value];
    const std::uint32_t host = scope.hosts.best(query.facts->host());
    if (host == HostIndex::kNone)
        return;
    pending.space = m_hosts[host].space;
    pending.space->prefetchSelf();
}

void RouteTable::decideTogether(std::span<const RouteQuery> queries, std::span<Pending> pending,
                                std::span<RouteAnswer> answers) const {
    const auto each = [&](const auto& stage) {
        for (std::size_t i = 0; i < queries.size(); ++i) {
            if (pending[i].space)
                stage(queries[i], pending[i]);
        }
    };
    for (std::size_t i = 0; i < queries.size(); ++i)
        begin(queries[i], pending[i]);
    // These only ask for memory; the answers come from the same code as one by one.
    each([](const RouteQuery& query, Pending& one) {
        one.space->prepare(*query.facts, one.scratch);
        one.space->prefetchSlots(one.scratch);
    });
    each([](const RouteQuery&, Pending& one) { one.space->prefetchNodes(one.scratch); });
    each([](const RouteQuery&, Pending& one) { one.space->prefetchRecords(one.scratch); });
    each([this](const RouteQuery& query, Pending& one) {
        one.hit = find(m_scopeOfListener[one.listener.value], *query.facts, one.scratch);
        if (one.hit)
            __builtin_prefetch(&m_rules[one.hit.record->ruleOfTable]);
    });
    each([this](const RouteQuery&, Pending& one) {
        if (one.hit)
            __builtin_prefetch(m_weights.data() + m_rules[one.hit.record->ruleOfTable].firstWeight);
    });
    for (std::size_t i = 0; i < queries.size(); ++i)
        answers[i] = answer(pending[i].listener, pending[i].hit, queries[i].bits);
}

namespace {

/// Look-ups whose loads overlap. A miss of the caches takes about as long as this many decisions
/// that hit them.
constexpr std::size_t kTogether = 16;

}  // namespace

void RouteTable::decideBatch(std::span<const RouteQuery> queries,
                             std::span<RouteAnswer> answers) const {
    std::array<Pending, kTogether> pending;
    for (std::size_t first = 0; first < queries.size(); first += kTogether) {
        const std::size_t count = std::min(kTogether, queries.size() - first);
        decideTogether(queries.subspan(first, count), std::span(pending).first(count),
                       answers.subspan(first, count));
    }
}

std::span<const std::uint32_t> RouteTable::refusedBy(model::ObjectId gateway) const {
    const auto found = std::ranges::lower_bound(m_refused, gateway, {},
                                                [](const auto& entry) { return entry.first; });
    return found != m_refused.end() && found->first == gateway
               ? std::span<const std::uint32_t>(found->second)
               : std::span<const std::uint32_t>();
}

std::span<const RouteOnHost> RouteTable::routesOf(HostId host) const {
    const std::size_t first = m_hosts[host.value].firstRoute;
    const std::size_t end = host.value + 1 < m_hosts.size() ? m_hosts[host.value + 1].firstRoute
                                                            : m_routesOnHosts.size();
    return std::span(m_routesOnHosts).subspan(first, end - first);
}

std::size_t RouteTable::matches() const {
    std::size_t count = 0;
    for (const auto& space : m_spaces)
        count += space->matches();
    return count;
}

std::size_t RouteTable::bytes() const {
    std::size_t bytes = m_hosts.capacity() * sizeof(Host) +
                        m_routesOnHosts.capacity() * sizeof(RouteOnHost) +
                        m_routes.capacity() * sizeof(Route) + m_rules.capacity() * sizeof(Rule) +
                        m_weights.capacity() * sizeof(std::int32_t);
    for (const auto& space : m_spaces)
        bytes += space->bytes();
    return bytes;
}

}  // namespace gatesight::simulator
