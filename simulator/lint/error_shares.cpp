#include "simulator/lint/error_shares.h"

#include "simulator/delivery/delivery.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace gatesight::simulator {

namespace {

/// A split in which some backend may have no answer: worth to be asked of the engine.
bool mayFail(const Simulation& simulation, const ReachedRule& reach,
             const std::vector<BackendState>& backends) {
    const auto& refs =
        model::requestRoute(simulation.world->object(reach.route))->rules[reach.rule].backendRefs;
    std::size_t taking = 0;
    bool suspect = false;
    for (std::size_t i = 0; i < std::min(refs.size(), backends.size()); ++i) {
        if (refs[i].weight <= 0)
            continue;
        ++taking;
        const BackendState& backend = backends[i];
        suspect = suspect || !backend.ok() || !backend.target.valid() ||
                  backend.port == UINT32_MAX ||
                  simulation.delivery->readyEndpoints(backend.target, backend.port).empty() ||
                  simulation.policies;
    }
    return suspect && taking > 1;
}

bool fails(const Share& share) {
    return share.status >= 500;
}

void report(FindingList& findings, const Simulation& simulation, const ReachedRule& reach,
            const Request& witness) {
    const Decision decision = decide(simulation, witness);
    const model::Object& route = simulation.world->object(reach.route);
    if (!decision.route || decision.route->namespace_ != route.metadata.namespace_ ||
        decision.route->name != route.metadata.name || decision.route->rule != reach.rule)
        return;
    double failing = 0;
    std::set<int> statuses;
    std::string who;
    for (const Share& share : decision.shares) {
        if (!fails(share) || share.numerator == 0)
            continue;
        const double part =
            static_cast<double>(share.numerator) / static_cast<double>(share.denominator);
        failing += part;
        statuses.insert(share.status);
        who += fmt::format("{}{} {}/{} ({}, {:.3g} %)", who.empty() ? "" : ", ", share.backend.kind,
                           share.backend.namespace_, share.backend.name, share.reason, part * 100);
    }
    const bool all = std::ranges::all_of(
        decision.shares, [](const Share& share) { return share.numerator == 0 || fails(share); });
    if (statuses.empty() || all)
        return;
    findings.add(
        model::Severity::Warning, "lint.share.errors", reach.route,
        model::requestRoute(route)->rules[reach.rule].node,
        fmt::format("{:.3g} % of the requests that this rule takes get {}: {}", failing * 100,
                    fmt::format("{}{}", *statuses.begin(),
                                statuses.size() > 1 ? fmt::format(" or {}", *statuses.rbegin())
                                                    : std::string()),
                    who));
}

}  // namespace

void reportErrorShares(FindingList& findings, const Simulation& simulation, const ReachMap& reach) {
    for (const ReachedRule& rule : reach.rules()) {
        if (rule.state != ReachedRule::State::Reached)
            continue;
        const RouteState* route = simulation.control->route(rule.route);
        if (route && mayFail(simulation, rule, route->rules[rule.rule].backends))
            report(findings, simulation, rule, reach.witnessOf(rule));
    }
}

}  // namespace gatesight::simulator
