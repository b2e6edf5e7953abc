#include "simulator/changes/changes.h"

#include "simulator/all_findings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

/// The same state, with what both sides take for granted.
SimulationPtr amid(const Simulation& simulation, Surroundings surroundings) {
    auto copy = std::make_shared<Simulation>(simulation);
    copy->surroundings = std::move(surroundings);
    return copy;
}

model::Findings sortedFindings(const Simulation& simulation) {
    model::Findings findings = allFindings(simulation);
    sortByPlace(findings, simulation.world->sources());
    return findings;
}

}  // namespace

bool Changes::breaks() const {
    const auto isBad = [](const auto& change) { return change.effect == MoveEffect::Breaks; };
    return std::ranges::any_of(requests.moves, isBad) ||
           std::ranges::any_of(saved.changes, isBad) ||
           (logged && std::ranges::any_of(logged->moves, isBad));
}

std::optional<Changes> compareStates(const SimulationPtr& before, const SimulationPtr& after,
                                     const ChangesInput& input, const std::stop_token& stop) {
    const Surroundings surroundings = sharedSurroundings(*before, *after);
    const SimulationPtr was = amid(*before, surroundings), is = amid(*after, surroundings);
    Changes changes;
    changes.before = input.before;
    changes.after = input.after;
    ObjectComparison objects =
        compareObjects(*before->world, *after->world, after->options.channel);
    changes.objects = std::move(objects.changes);
    if (stop.stop_requested())
        return std::nullopt;
    changes.requests = requestMoves(*was, *is, objects.contents, input.bounds, stop);
    if (stop.stop_requested())
        return std::nullopt;
    changes.saved = compareSavedRequests(*was, *is, input.seed);
    if (input.log)
        changes.logged = compareLoggedRequests(*was, *is, *input.log);
    changes.status = compareStatus(*was, *is);
    changes.findings = compareFindings(sortedFindings(*was), sortedFindings(*is));
    if (stop.stop_requested())
        return std::nullopt;
    return changes;
}

std::string summaryOf(const RequestMoves& moves) {
    std::array<std::size_t, 3> counts{};
    for (const RequestMove& move : moves.moves)
        ++counts[static_cast<std::size_t>(move.effect)];
    std::vector<std::string> parts;
    const auto add = [&](MoveEffect effect, const char* one, const char* many) {
        if (const std::size_t count = counts[static_cast<std::size_t>(effect)]; count > 0)
            parts.push_back(fmt::format("{} {}", count, count == 1 ? one : many));
    };
    add(MoveEffect::Breaks, "breaks", "break");
    add(MoveEffect::Changes, "changes", "change");
    add(MoveEffect::Repairs, "is repaired", "are repaired");
    return parts.empty() ? "nothing moves" : fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace gatesight::simulator
