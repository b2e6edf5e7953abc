#include "app/cli/simulation_input.h"

#include "model/schema/decode.h"

#include <fmt/format.h>

#include <set>

namespace gatesight::cli {

namespace {

/// A choice for a GatewayClass that nothing has is most often a slip, and changes nothing.
void noteUnknownClasses(const Invocation& invocation, const CommonOptions& options,
                        const model::World& world) {
    if (options.simulation.choices.dataPlaneOfClass.empty())
        return;
    std::set<std::string_view> classes;
    for (const auto& gatewayClass : world.all<model::GatewayClass>())
        classes.insert(gatewayClass.metadata().name);
    for (const auto& gateway : world.all<model::Gateway>())
        classes.insert(gateway->gatewayClassName);
    const std::vector<std::string_view> names(classes.begin(), classes.end());
    for (const auto& [name, plane] : options.simulation.choices.dataPlaneOfClass) {
        if (classes.contains(name))
            continue;
        const std::string_view near = model::nearest(name, names);
        invocation.note(fmt::format(
            "--spec gateway-data-plane.{} has no effect: there is no GatewayClass '{}'{}", name,
            name, near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
    }
}

}  // namespace

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
    noteUnknownClasses(invocation, options, **world);
    auto simulation =
        simulator::simulate(std::move(*world), options.simulation, invocation.environment.stop);
    if (!simulation)
        return std::unexpected(ExitCode::Interrupted);
    return simulation;
}

}  // namespace gatesight::cli
