// Two states of a small random cluster that differ in one thing, and the whole space of requests
// that anything in them could tell apart.
#pragma once

#include "simulator/options.h"
#include "simulator/routing/request.h"
#include "tests/simulator/routing/support_dice.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace gatesight::test {

struct WorldPair {
    std::vector<nlohmann::ordered_json> before, after;
    simulator::Options options;
    std::string mutation;  ///< what was done to `before`
};

/// One Gateway with two or three listeners, HTTPRoutes and GRPCRoutes with filters and weights,
/// grants, Services with and without endpoints.
[[nodiscard]] WorldPair randomPair(Dice& dice);

/// Every request over the words of such worlds and one word that none of them knows: hosts, ports,
/// paths, methods, headers and query parameters.
[[nodiscard]] std::vector<simulator::Request> everyRequest();

/// The manifests as one stream, to write down.
[[nodiscard]] std::string yamlOf(const std::vector<nlohmann::ordered_json>& documents);

}  // namespace gatesight::test
