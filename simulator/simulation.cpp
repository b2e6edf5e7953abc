#include "simulator/simulation.h"

#include "simulator/delivery/delivery.h"
#include "simulator/delivery/policy/policy_set.h"
#include "simulator/routing/repeat.h"
#include "simulator/routing/request_plan.h"
#include "simulator/routing/route_table.h"

namespace gatesight::simulator {

SimulationPtr simulate(model::WorldPtr world, Options options, std::stop_token stop) {
    auto simulation = std::make_shared<Simulation>();
    simulation->control = computeControlPlane(*world, options, stop);
    if (!simulation->control)
        return nullptr;
    simulation->routes = compileRoutes(*world, *simulation->control, options, stop);
    if (!simulation->routes || stop.stop_requested())
        return nullptr;
    simulation->delivery = computeDelivery(*world);
    if (options.choices.networkPolicies == SpecChoices::NetworkPolicies::Enforced)
        simulation->policies = compilePolicies(*world, options.choices);
    simulation->surroundings = surroundingsOf(*world);
    simulation->options = std::move(options);
    simulation->world = std::move(world);
    return simulation;
}

Decision decide(const Simulation& simulation, const Request& request, std::uint64_t seed,
                Explain explain) {
    Trace trace;
    Narration say(explain == Explain::Yes ? &trace : nullptr);
    const RequestPlan plan = planRequest(simulation, request, say);
    Decision decision = decisionFor(plan, drawFor(plan, seed, 0), say);
    decision.seed = seed;
    decision.trace = std::move(trace);
    if (request.repeat > 1)
        decision.repeat = repeated(plan, seed, request.repeat);
    return decision;
}

}  // namespace gatesight::simulator
