// Pods that Gatesight made from a workload, written down: their addresses come out of names and
// templates, so that in a world with other names a request for one of them would go astray.
#pragma once

#include "simulator/simulation.h"

#include <stop_token>

namespace gatesight::simulator {

/// The same world with the Pods of each workload that `request` names an address of (as its host,
/// or in the token of a session) in place of the workload; null where it names none, or when
/// stopped. Objects are bare (bareObject).
[[nodiscard]] SimulationPtr withWrittenPods(const Simulation& simulation, const Request& request,
                                            const std::stop_token& stop);

}  // namespace gatesight::simulator
