// Everything there is to say about a World, in the order in which people read.
#pragma once

#include "simulator/contradictions/contradiction.h"
#include "simulator/simulation.h"

#include <span>

namespace gatesight::simulator {

/// Findings of reading, of the control plane, of Services without endpoints, of network policies,
/// of promises that they break, of rules that never match and their like, and of the Scenarios that
/// lie among the manifests; unsorted, a mistake that two stages see is there twice.
[[nodiscard]] model::Findings allFindings(const Simulation& simulation);
/// The same, for who has contradictionsOf(simulation) already.
[[nodiscard]] model::Findings allFindings(const Simulation& simulation,
                                          const std::vector<Contradiction>& contradictions);

/// By file as loaded, then by place; findings without a place come last. Doubles are removed.
void sortByPlace(model::Findings& findings, std::span<const model::SourcePtr> sources);

}  // namespace gatesight::simulator
