// Small random clusters with one Gateway, and requests near their rules: for comparing two answers
// to the same question.
#pragma once

#include "simulator/options.h"
#include "simulator/routing/request.h"
#include "support_dice.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatesight::test {

struct SmallValue {
    bool regex = false;
    std::string name, value;
};
struct SmallMatch {
    std::string pathType = "PathPrefix", path = "/", method;
    std::vector<SmallValue> headers, query;
};
struct SmallBackend {
    std::string name;
    int weight = 1;
};
struct SmallRule {
    std::vector<SmallMatch> matches;
    std::vector<SmallBackend> backends;
};
struct SmallRoute {
    std::string namespace_, name;
    std::optional<int> age;  ///< seconds after a fixed moment; absent: no creationTimestamp
    std::vector<std::string> hostnames;
    std::string sectionName;  ///< empty: the whole Gateway
    std::vector<SmallRule> rules;
};
struct SmallListener {
    std::string name, hostname;
    int port = 80;
};
struct SmallWorld {
    std::vector<SmallListener> listeners;
    std::vector<SmallRoute> routes;
    simulator::Options options;
};

[[nodiscard]] SmallWorld randomWorld(Dice& dice);
/// A request that some rule of the world nearly or wholly asks for.
[[nodiscard]] simulator::Request randomRequest(const SmallWorld& world, Dice& dice);

/// Manifests that the command line reads: GatewayClass, Gateway infra/gw, the routes.
[[nodiscard]] std::string toYaml(const SmallWorld& world);
/// Switches of the command line that give the options of the world.
[[nodiscard]] std::string switches(const SmallWorld& world);

}  // namespace gatesight::test
