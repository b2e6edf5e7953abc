// From what -f names to a Simulation.
#pragma once

#include "app/cli/common_options.h"
#include "app/cli/world_input.h"
#include "simulator/simulation.h"

#include <expected>

namespace gatesight::cli {

/// Reads the layers and computes everything; the error is the exit code of a command that cannot go
/// on.
[[nodiscard]] std::expected<simulator::SimulationPtr, ExitCode> loadSimulation(
    const Invocation& invocation, const CommonOptions& options, Tell tell = Tell::Findings);

}  // namespace gatesight::cli
