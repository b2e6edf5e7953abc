// Against an empty world every class that a rule takes has moved, so the walk that compares two
// states comes by all of them.
#include "simulator/changes/live_rules.h"

#include "simulator/changes/object_changes.h"
#include "simulator/routing/scheme.h"

#include <map>
#include <tuple>
#include <utility>

namespace gatesight::simulator {

namespace {

/// Less is plainer: what somebody would type rather than not.
auto typingEffort(const Request& request) {
    return std::tuple(request.headers.size(), request.query.has_value(),
                      request.method != usualMethod(request.protocol), request.path.size(),
                      request.urlHost.size(), request.url());
}

auto placeOf(const DecidedRoute& rule) {
    return std::tuple(rule.kind, rule.namespace_, rule.name, rule.rule);
}

}  // namespace

std::vector<LiveRule> liveRules(const Simulation& simulation, const ClassBounds& bounds,
                                const std::stop_token& stop) {
    const auto nothing =
        simulate(model::WorldBuilder({.channel = simulation.options.channel}).build(),
                 simulation.options, stop);
    if (!nothing)
        return {};
    const ObjectComparison objects =
        compareObjects(*simulation.world, *nothing->world, simulation.options.channel);
    std::map<std::tuple<std::string, std::string, std::string, std::uint32_t>, LiveRule> found;
    (void)eachMovedClass(
        simulation, *nothing, objects.contents, bounds, stop, [&](MovedClass moved) {
            if (!moved.before.rule)
                return;
            const DecidedRoute& rule = *moved.before.rule;
            const auto [entry, isNew] = found.try_emplace(placeOf(rule));
            if (!isNew && typingEffort(entry->second.witness) <= typingEffort(moved.witness))
                return;
            entry->second = {rule, std::move(moved.witness)};
        });
    std::vector<LiveRule> result;
    for (auto& [place, rule] : found)
        result.push_back(std::move(rule));
    return result;
}

}  // namespace gatesight::simulator
