// The table that joins what routes and Services promise with what network policies and kube-proxy
// let through. Lint, the desktop and reports show the same rows.
#pragma once

#include "simulator/contradictions/contradiction.h"
#include "simulator/simulation.h"

#include <stop_token>

namespace gatesight::simulator {

/// All of them: by kind, then as the World has routes and Services. A pure function of its
/// argument.
[[nodiscard]] std::vector<Contradiction> contradictionsOf(const Simulation& simulation);

/// The same as findings; one for each row.
[[nodiscard]] model::Findings contradictionFindings(const model::World& world,
                                                    const std::vector<Contradiction>& rows);

}  // namespace gatesight::simulator
