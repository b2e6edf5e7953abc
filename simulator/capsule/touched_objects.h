// Which objects a decision has to do with: what its trace speaks of, and what that refers to.
#pragma once

#include "model/world/world.h"
#include "simulator/routing/decision.h"
#include "simulator/simulation.h"

#include <set>
#include <string>

namespace gatesight::simulator {

/// Loaded objects, named by their ids; more than needed rather than less, as whoever makes a
/// capsule takes out what does not matter. `decision` was explained.
[[nodiscard]] std::set<model::ObjectId> touchedObjects(const Simulation& simulation,
                                                       const Request& request,
                                                       const Decision& decision);

/// All loaded objects in the namespaces of `touched`, and those without a namespace.
[[nodiscard]] std::set<model::ObjectId> neighboursOf(const model::World& world,
                                                     const std::set<model::ObjectId>& touched);

}  // namespace gatesight::simulator
