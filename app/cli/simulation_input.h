// From what -f names to what a cluster makes of it.
#pragma once

#include "app/cli/common_options.h"
#include "app/cli/world_input.h"
#include "simulator/simulation.h"

#include <expected>

namespace gatesight::cli {

/// What the control plane decides about a World.
struct Controlled {
    model::WorldPtr world;
    simulator::ControlPlanePtr control;
};

/// Reads the layers and computes conditions and attachment, which is all that `status` and `lint`
/// need.
[[nodiscard]] std::expected<Controlled, ExitCode> loadControlled(const Invocation& invocation,
                                                                 const CommonOptions& options,
                                                                 Tell tell = Tell::Findings);

/// Reads the layers and computes everything; the error is the exit code of a command that cannot go
/// on.
[[nodiscard]] std::expected<simulator::SimulationPtr, ExitCode> loadSimulation(
    const Invocation& invocation, const CommonOptions& options, Tell tell = Tell::Findings);

}  // namespace gatesight::cli
