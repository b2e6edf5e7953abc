// What a capsule is made of while it is made: objects as JSON, and what a Scenario lends.
#pragma once

#include "model/world/snapshot_head.h"
#include "simulator/simulation.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct ObjectDocuments {
    std::vector<model::UnreadPart> unread;        ///< Secrets that a snapshot lacks, if any
    std::vector<nlohmann::ordered_json> objects;  ///< in load order
    nlohmann::ordered_json surroundings;          ///< `dns` and `workloads` of a Scenario, or null
    Options options;
};

/// All objects of a simulation that were loaded, bare, and what its Scenarios lend.
[[nodiscard]] ObjectDocuments documentsOf(const Simulation& simulation);
/// What its Scenarios lend, or null.
[[nodiscard]] nlohmann::ordered_json surroundingsJson(const Surroundings& surroundings);
/// A Scenario that lends it, and asks what `requests` (a list, or null) says.
[[nodiscard]] nlohmann::ordered_json scenarioJson(const std::string& name,
                                                  const nlohmann::ordered_json& surroundings,
                                                  const nlohmann::ordered_json& requests);

/// The first document of a snapshot that lacks these.
[[nodiscard]] nlohmann::ordered_json headJson(const std::vector<model::UnreadPart>& unread);

/// The objects as one text of YAML.
[[nodiscard]] std::string yamlOf(const ObjectDocuments& documents,
                                 const nlohmann::ordered_json& scenario = nullptr);
/// Reads such a text and simulates it, as every command does; null when stopped.
[[nodiscard]] SimulationPtr simulationOf(std::string yaml, const Options& options,
                                         std::stop_token stop = {});
/// Errors that the API server would give to what was read.
[[nodiscard]] std::size_t refusals(const Simulation& simulation);

}  // namespace gatesight::simulator
