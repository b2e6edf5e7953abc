// What a cluster has between a client and its answer, and what of it the requests of a scenario
// meet.
//
// Both are lines of text such as "east-west: NetworkPolicy" or "southbound: stopped by a Gateway",
// so that what nobody asks is told by name.
#pragma once

#include "simulator/simulation.h"

#include <set>
#include <string>

namespace gatesight::simulator::test {

/// The layers that a World has, for each direction in which they lie on the way of requests.
[[nodiscard]] std::set<std::string> layersOf(const Simulation& simulation);

/// Those that one request met, by its explained answer.
[[nodiscard]] std::set<std::string> layersMet(const Simulation& simulation, const Request& request,
                                              const Decision& decision);

}  // namespace gatesight::simulator::test
