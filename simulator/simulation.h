// Everything computed from one World, ready to answer requests. The front of the engine for command line and desktop.
#pragma once

#include "model/world/world.h"
#include "simulator/control/control_plane.h"
#include "simulator/options.h"
#include "simulator/routing/decision.h"
#include "simulator/surroundings.h"

#include <memory>

namespace gatesight::simulator {

class RouteTable;  // simulator/routing/route_table.h
class Delivery;    // simulator/delivery/delivery.h
class PolicySet;   // simulator/delivery/policy/policy_set.h

enum class Explain { No, Yes };

/// Immutable; safe to use from several threads.
struct Simulation {
    model::WorldPtr world;
    Options options;
    ControlPlanePtr control;
    std::shared_ptr<const RouteTable> routes;
    std::shared_ptr<const Delivery> delivery;
    std::shared_ptr<const PolicySet> policies;  ///< null: there are none, or nobody enforces them
    Surroundings surroundings;
};

using SimulationPtr = std::shared_ptr<const Simulation>;

/// World -> control plane -> compiled routes and endpoints. Null when stopped.
[[nodiscard]] SimulationPtr simulate(model::WorldPtr world, Options options = {}, std::stop_token stop = {});

/// Answers one request. The same arguments give the same Decision, explained or not (apart from the trace).
/// `request.repeat` > 1 draws that often from `seed` and fills Decision::repeat; the first draw is the Decision itself.
[[nodiscard]] Decision decide(const Simulation& simulation, const Request& request, std::uint64_t seed = 1,
                              Explain explain = Explain::No);

}  // namespace gatesight::simulator
