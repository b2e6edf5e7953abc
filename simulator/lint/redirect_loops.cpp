#include "simulator/lint/redirect_loops.h"

#include "simulator/changes/path_witnesses.h"
#include "simulator/changes/request_moves.h"
#include "simulator/routing/path_prefix.h"
#include "simulator/traffic/follow.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// Clients give up earlier or later; browsers after 20.
constexpr std::size_t kMostLegs = 12;

bool isRedirect(const model::HTTPRouteFilter& filter) {
    return std::holds_alternative<model::RequestRedirect>(filter.config);
}

bool redirects(const model::HTTPRouteRule& rule) {
    return std::ranges::any_of(rule.filters, isRedirect) ||
           std::ranges::any_of(rule.backendRefs, [](const model::HTTPBackendRef& backend) {
               return std::ranges::any_of(backend.filters, isRedirect);
           });
}

/// The prefix itself, with a slash, and what stands for all below it; other paths of the host only
/// repeat these.
bool standsFor(const model::HTTPPathMatch& match, std::string_view path) {
    if (match.type != model::HTTPPathMatch::Type::PathPrefix)
        return true;
    const std::string_view prefix = comparedPrefix(match.value);
    const std::string_view rest = path.substr(std::min(prefix.size(), path.size()));
    return rest.empty() || rest == "/" || rest.substr(1).starts_with(kAnything);
}

bool isBy(const Decision& decision, const model::Object& route, std::uint32_t rule) {
    return decision.route && decision.route->kind == route.kind &&
           decision.route->namespace_ == route.metadata.namespace_ &&
           decision.route->name == route.metadata.name && decision.route->rule == rule;
}

std::string storyOf(const Journey& journey) {
    constexpr std::size_t kShown = 4;
    std::string story = inWords(journey.legs.front().request);
    for (std::size_t i = 0; i < std::min(journey.legs.size(), kShown); ++i)
        if (const auto& redirect = journey.legs[i].decision.redirect)
            story += " -> " + redirect->location;
    return journey.legs.size() > kShown ? story + " -> …" : story;
}

}  // namespace

RedirectMap::RedirectMap(const Simulation& simulation)
    : m_simulation(simulation), m_redirects(simulation.world->objects().size()) {
    for (const RouteState& state : simulation.control->routes)
        if (const auto* route = model::requestRoute(simulation.world->object(state.route)))
            m_redirects[state.route.value] = std::ranges::any_of(route->rules, redirects);
}

bool RedirectMap::concerns(const HostOfScope& host) const {
    const RouteTable& table = *m_simulation.routes;
    return std::ranges::any_of(host.chain, [&](HostId id) {
        return std::ranges::any_of(table.routesOf(id), [&](const RouteOnHost& on) {
            return m_redirects[table.objectOf(on).value];
        });
    });
}

void RedirectMap::look(const HostOfScope& host, const PathOfHost& path) {
    for (const HitOfPath& hit : path.hits) {
        if (!m_redirects[hit.route.value] || hit.calls != path.call || !hit.plain ||
            !standsFor(hit.match->path, path.path) || m_circles.contains({hit.route, hit.rule}))
            continue;
        const model::Object& route = m_simulation.world->object(hit.route);
        if (redirects(model::requestRoute(route)->rules[hit.rule]))
            followFrom(requestAt(host.request, requestFor(path, hit)), hit);
    }
}

void RedirectMap::followFrom(const Request& request, const HitOfPath& hit) {
    const Journey journey = follow(m_simulation, request, 1, Explain::No, kMostLegs);
    const model::Object& route = m_simulation.world->object(hit.route);
    if (!isBy(journey.legs.front().decision, route, hit.rule))
        return;  // another rule takes it
    if (journey.end == Journey::End::TooMany) {
        m_circles[{hit.route, hit.rule}] = {storyOf(journey), true};
    } else if (journey.end == Journey::End::Loop) {
        // A rule that leads into a circle of others is no part of it.
        const auto inCircle = [&](const Leg& leg) { return isBy(leg.decision, route, hit.rule); };
        if (std::any_of(journey.legs.begin() + static_cast<std::ptrdiff_t>(journey.loopsTo),
                        journey.legs.end(), inCircle))
            m_circles[{hit.route, hit.rule}] = {storyOf(journey), false};
    }
}

void RedirectMap::report(FindingList& findings) const {
    for (const auto& [where, circle] : m_circles) {
        const auto& rule =
            model::requestRoute(m_simulation.world->object(where.first))->rules[where.second];
        const auto filter = std::ranges::find_if(rule.filters, isRedirect);
        findings.add(
            model::Severity::Error, "lint.redirect.loop", where.first,
            filter == rule.filters.end() ? rule.node : filter->node,
            fmt::format("{}: {}",
                        circle.endless ? fmt::format("the redirect leads on and on, {} times and "
                                                     "more, and nobody answers",
                                                     kMostLegs)
                                       : std::string("the redirect comes back to where it began"),
                        circle.story));
    }
}

}  // namespace gatesight::simulator
