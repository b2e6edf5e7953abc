#include "simulator/contradictions/contradictions.h"

#include "simulator/contradictions/dropped.h"
#include "simulator/contradictions/exposed.h"
#include "simulator/contradictions/past_gateway.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace gatesight::simulator {

namespace {

std::string messageOf(const Contradiction& row) {
    std::string text = fmt::format("{}, but {}", row.promised, row.happens);
    if (!row.decider.text.empty())
        text += ": " + row.decider.text;
    if (!row.remedy.empty())
        text += "; " + row.remedy;
    if (!row.assumed.empty())
        text += "; " + row.assumed;
    return text;
}

void nameObjects(const model::World& world, Contradiction& row) {
    const auto nameOf = [&world](model::ObjectId id) {
        return id.valid() ? objectText(world, id) : std::string();
    };
    row.names = {nameOf(row.route),
                 nameOf(row.gateway),
                 nameOf(row.service),
                 nameOf(row.decider.policy),
                 {}};
    for (const model::ObjectId route : row.otherRoutes)
        row.names.otherRoutes.push_back(nameOf(route));
}

}  // namespace

std::string_view toString(Contradiction::Kind kind) {
    switch (kind) {
        case Contradiction::Kind::Dropped:
            return "Dropped";
        case Contradiction::Kind::ReachablePastGateway:
            return "ReachablePastGateway";
        case Contradiction::Kind::ExposedWithoutRoute:
            return "ExposedWithoutRoute";
    }
    return {};
}

std::string_view toString(Contradiction::Extent extent) {
    switch (extent) {
        case Contradiction::Extent::All:
            return "All";
        case Contradiction::Extent::Some:
            return "Some";
        case Contradiction::Extent::Unknown:
            return "Unknown";
    }
    return {};
}

std::string_view titleOf(Contradiction::Kind kind) {
    switch (kind) {
        case Contradiction::Kind::Dropped:
            return "Dropped";
        case Contradiction::Kind::ReachablePastGateway:
            return "Reachable past the Gateway";
        case Contradiction::Kind::ExposedWithoutRoute:
            return "Exposed without a route";
    }
    return {};
}

std::vector<Contradiction> contradictionsOf(const Simulation& simulation) {
    ContradictionFacts facts(simulation);
    std::vector<Contradiction> rows = droppedPromises(facts);
    for (auto* find : {pathsPastGateway, exposedServices})
        std::ranges::move(find(facts), std::back_inserter(rows));
    for (Contradiction& row : rows)
        nameObjects(*simulation.world, row);
    return rows;
}

model::Findings contradictionFindings(const model::World& world,
                                      const std::vector<Contradiction>& rows) {
    model::Findings findings;
    for (const Contradiction& row : rows)
        findings.push_back({.severity = row.severity,
                            .rule = std::string(row.rule),
                            .message = messageOf(row),
                            .object = world.object(row.subject).reference(),
                            .field = row.field,
                            .source = row.source,
                            .related = row.related,
                            .edit = {}});
    return findings;
}

}  // namespace gatesight::simulator
