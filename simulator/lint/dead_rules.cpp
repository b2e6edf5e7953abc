#include "simulator/lint/dead_rules.h"

#include "simulator/control/hostname.h"
#include "simulator/routing/precedence.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

namespace gatesight::simulator {

namespace {

using State = ReachedRule::State;

constexpr std::size_t kMostNamed = 3;

std::string ruleName(const model::World& world, model::ObjectId route, std::uint32_t rule) {
    const model::Object& object = world.object(route);
    return fmt::format("{} {} rules[{}]", object.kind, object.fullName(), rule);
}

const model::HTTPRouteRule& ruleOf(const model::World& world, model::ObjectId route,
                                   std::uint32_t rule) {
    return model::requestRoute(world.object(route))->rules[rule];
}

/// "its route is older", by the first criterion that tells the two apart.
std::string whyFirst(const Simulation& simulation, const ReachedRule& reach,
                     const CoveredMatch& cover) {
    const model::World& world = *simulation.world;
    const auto contender = [&](const std::string& hostname, model::ObjectId route,
                               std::uint32_t rule, std::uint32_t index) {
        return Contender{hostname, &world.object(route), &ruleOf(world, route, rule).matches[index],
                         rule, index};
    };
    return explainPrecedence(
               contender(cover.byHostname, cover.byRoute, cover.byRule, cover.byMatch),
               contender(cover.hostname, reach.route, reach.rule, cover.match),
               simulation.options.choices.regexOrder)
        .message;
}

void reportCovered(FindingList& findings, const Simulation& simulation, const ReachedRule& reach) {
    const model::World& world = *simulation.world;
    const std::vector<CoveringRule> covering = coveringRules(simulation, reach);
    if (covering.empty())
        return;
    const std::size_t shown = std::min(covering.size(), kMostNamed);
    std::string by;
    std::vector<model::RelatedPlace> related;
    for (const CoveringRule& each : std::span(covering).first(shown)) {
        by += fmt::format("{}{} (at {}: {})", by.empty() ? "" : ", ", each.name, each.host,
                          each.why);
        related.push_back(
            {fmt::format("{} goes first: {}", each.name, each.why),
             world.object(each.route).origin.locate(ruleOf(world, each.route, each.rule).node)});
    }
    const std::size_t more = covering.size() - shown;
    auto& finding =
        findings.add(model::Severity::Warning, "lint.rule.never-matches", reach.route,
                     ruleOf(world, reach.route, reach.rule).node,
                     fmt::format("this rule can never match: all that it asks for is taken by {}{}",
                                 by, more == 0 ? "" : fmt::format(" and {} more", more)));
    finding.related = std::move(related);
}

/// A name of `pattern` that is asked for.
std::string hostBelow(const std::string& pattern) {
    return isWildcard(pattern) ? "anything" + pattern.substr(1) : pattern;
}

/// The listener that gets what the attachment's listener is passed by for; null: itself.
const ListenerState* otherTaker(const Simulation& simulation, ListenerId id,
                                const AttachedHostname& name) {
    const ListenerState& listener = simulation.control->listener(id);
    const EntranceId entrance =
        simulation.routes->entranceOf(listener.gateway, listener.spec->port);
    if (!entrance.valid())
        return nullptr;
    const Entrance& at = simulation.routes->entrance(entrance);
    const HostIndex& names = listener.spec->protocol == "HTTP" ? at.plain : at.secure;
    const ListenerId taker{names.best(lowerCase(hostBelow(name.hostname)))};
    return taker.valid() && taker != id ? &simulation.control->listener(taker) : nullptr;
}

void reportUnreached(FindingList& findings, const Simulation& simulation, model::ObjectId route) {
    const ControlPlane& control = *simulation.control;
    for (std::uint32_t i = 0; i < control.listeners.size(); ++i) {
        const ListenerState& listener = control.listeners[i];
        const auto attachment = std::ranges::find(listener.attachments, route, &Attachment::route);
        if (!listener.serves || attachment == listener.attachments.end())
            continue;
        for (const AttachedHostname& name : attachment->hostnames) {
            const ListenerState* taker = otherTaker(simulation, {i}, name);
            if (!taker)
                continue;
            auto& finding = findings.add(
                model::Severity::Warning, "lint.route.unreached", route, name.node,
                fmt::format("the route is attached to listener '{}', but gets no request: those "
                            "for {} go to listener '{}', whose hostname '{}' fits better and "
                            "which has not got this route",
                            listener.spec->name,
                            name.hostname.empty() ? "any host" : "'" + name.hostname + "'",
                            taker->spec->name, taker->spec->hostname));
            finding.related.push_back(
                {fmt::format("listener '{}'", taker->spec->name),
                 simulation.world->object(taker->owner).origin.locate(taker->spec->node)});
            return;
        }
    }
}

}  // namespace

std::vector<CoveringRule> coveringRules(const Simulation& simulation, const ReachedRule& reach) {
    std::set<std::pair<model::ObjectId, std::uint32_t>> named;
    std::vector<CoveringRule> covering;
    for (const CoveredMatch& cover : reach.covers)
        if (named.emplace(cover.byRoute, cover.byRule).second)
            covering.push_back({cover.byRoute, cover.byRule,
                                ruleName(*simulation.world, cover.byRoute, cover.byRule),
                                cover.host, whyFirst(simulation, reach, cover)});
    return covering;
}

void reportDeadRules(FindingList& findings, const Simulation& simulation, const ReachMap& reach) {
    const auto& rules = reach.rules();
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (rules[i].state == State::Covered)
            reportCovered(findings, simulation, rules[i]);
        // A route is reached by its names, so that one unvisited rule speaks for all of them.
        const bool first = i == 0 || rules[i - 1].route != rules[i].route;
        if (first && rules[i].state == State::Unvisited)
            reportUnreached(findings, simulation, rules[i].route);
    }
}

}  // namespace gatesight::simulator
