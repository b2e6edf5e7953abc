#include "app/cli/simulation_input.h"

namespace gatesight::cli {

std::expected<Controlled, ExitCode> loadControlled(const Invocation& invocation,
                                                   const CommonOptions& options, Tell tell) {
    auto world = loadWorld(invocation, options, tell);
    if (!world)
        return std::unexpected(world.error());
    auto control =
        simulator::computeControlPlane(**world, options.simulation, invocation.environment.stop);
    if (!control)
        return std::unexpected(ExitCode::Interrupted);
    return Controlled{std::move(*world), std::move(control)};
}

std::expected<simulator::SimulationPtr, ExitCode> loadSimulation(const Invocation& invocation,
                                                                 const CommonOptions& options,
                                                                 Tell tell) {
    auto world = loadWorld(invocation, options, tell);
    if (!world)
        return std::unexpected(world.error());
    auto simulation =
        simulator::simulate(std::move(*world), options.simulation, invocation.environment.stop);
    if (!simulation)
        return std::unexpected(ExitCode::Interrupted);
    return simulation;
}

}  // namespace gatesight::cli
