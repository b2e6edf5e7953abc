// Reports of small worlds.
#pragma once

#include "simulator/report/report.h"

#include <string>

namespace gatesight::simulator::test {

/// A shop behind one Gateway, with most of what a report has to tell: a split, a canary, a
/// redirect, a grant, a missing Service, a Service without Pods, a rule that never gets a request,
/// a Scenario.
[[nodiscard]] const std::string& shopYaml();

[[nodiscard]] SimulationPtr shopSimulation();

/// The report of a World of `yaml`, with all its Scenarios.
[[nodiscard]] Report reportOf(const std::string& yaml);

}  // namespace gatesight::simulator::test
