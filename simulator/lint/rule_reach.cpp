#include "simulator/lint/rule_reach.h"

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// Pairs of matches that are compared at most, in all; beyond that rules stay unknown.
constexpr std::size_t kMostCompared = 50'000'000;

bool takesTraffic(const Simulation& simulation, const RouteState& route) {
    return std::ranges::any_of(route.parents, [&](const RouteParentState& parent) {
        return parent.accepted() &&
               (!parent.servicePorts.empty() ||
                std::ranges::any_of(parent.verdicts, [&](const ListenerVerdict& verdict) {
                    return verdict.verdict == AttachVerdict::Attached &&
                           simulation.control->listener(verdict.listener).serves;
                }));
    });
}

}  // namespace

ReachMap::ReachMap(const Simulation& simulation) : m_simulation(simulation) {
    m_first.reserve(simulation.control->routes.size());
    for (const RouteState& route : simulation.control->routes) {
        const auto* requests = model::requestRoute(simulation.world->object(route.route));
        if (!requests || !takesTraffic(simulation, route))
            continue;
        const auto& rules = requests->rules;
        m_first.emplace(route.route.value, static_cast<std::uint32_t>(m_rules.size()));
        for (std::uint32_t rule = 0; rule < std::min(route.rules.size(), rules.size()); ++rule) {
            ReachedRule& reach = m_rules.emplace_back();
            reach.route = route.route;
            reach.rule = rule;
            // route.rule.invalid-dropped: that it takes nothing is said of it already.
            if (route.rules[rule].dropped || !std::ranges::all_of(rules[rule].matches, isPlain))
                reach.state = ReachedRule::State::Unknown;
        }
    }
}

ReachedRule* ReachMap::find(model::ObjectId route, std::uint32_t rule) {
    const auto found = m_first.find(route.value);
    return found == m_first.end() ? nullptr : &m_rules[found->second + rule];
}

const ReachedRule* ReachMap::find(model::ObjectId route, std::uint32_t rule) const {
    const auto found = m_first.find(route.value);
    return found == m_first.end() ? nullptr : &m_rules[found->second + rule];
}

Request ReachMap::witnessOf(const ReachedRule& reached) const {
    return requestAt(m_hosts.at(reached.host), reached.asked);
}

void ReachMap::look(const HostOfScope& host, const PathOfHost& path) {
    for (std::size_t i = 0; i < path.hits.size(); ++i) {
        const HitOfPath& hit = path.hits[i];
        ReachedRule* reach = find(hit.route, hit.rule);
        // Calls are asked of GRPCRoutes, other requests of HTTPRoutes.
        if (!reach || reach->state == ReachedRule::State::Reached || hit.calls != path.call)
            continue;
        if (hit.plain && m_compared < kMostCompared)
            judge(host, path, i, *reach);
        else
            reach->state = ReachedRule::State::Unknown;
    }
}

void ReachMap::judge(const HostOfScope& host, const PathOfHost& path, std::size_t at,
                     ReachedRule& reach) {
    const HitOfPath& hit = path.hits[at];
    bool covered = false;
    for (std::size_t i = 0; i < at; ++i) {
        const HitOfPath& other = path.hits[i];
        ++m_compared;
        if (other.calls != hit.calls || !other.plain || !conditionsCover(other, hit))
            continue;
        covered = true;
        if (other.route == hit.route && other.rule == hit.rule)
            continue;  // another match of its own; the reason is what covers that one
        if (std::ranges::find(reach.covers, hit.index, &CoveredMatch::match) == reach.covers.end())
            reach.covers.push_back({hit.index, other.route, other.rule, other.index,
                                    host.request.urlHost, servedName(hit.hit),
                                    servedName(other.hit)});
        break;
    }
    if (!covered) {
        reach.state = ReachedRule::State::Reached;
        m_hosts.try_emplace(host.number, host.request);
        reach.host = host.number;
        reach.asked = requestFor(path, hit);
        reach.covers.clear();
    } else if (reach.state == ReachedRule::State::Unvisited) {
        reach.state = ReachedRule::State::Covered;
    }
}

std::string ReachMap::servedName(const RouteHit& hit) const {
    const RouteOnHost& on = m_simulation.routes->routeOf(hit);
    return on.listener.valid() ? m_simulation.control->listener(on.listener)
                                     .attachments[on.attachment]
                                     .hostnames[on.hostname]
                                     .hostname
                               : std::string();
}

}  // namespace gatesight::simulator
