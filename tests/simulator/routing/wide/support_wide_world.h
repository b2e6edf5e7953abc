// Random clusters of every kind: Gateways and ListenerSets with listeners of all protocols, routes
// of all kinds, grants, backend TLS, Services as parents; and requests near them.
//
// A world is its manifests, as JSON: whoever reads it sees what the API server would see, and
// whatever is in it can be taken out again to make it smaller.
#pragma once

#include "simulator/options.h"
#include "simulator/routing/request.h"
#include "tests/simulator/routing/support_dice.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::test {

using Json = nlohmann::ordered_json;

struct WideWorld {
    std::vector<Json> documents;
    simulator::Options options;
};

[[nodiscard]] WideWorld randomWideWorld(Dice& dice);
/// A request that some route of the world nearly or wholly asks for.
[[nodiscard]] simulator::Request randomWideRequest(const WideWorld& world, Dice& dice);

/// The field at "spec/rules/0/name"; null when there is none.
[[nodiscard]] const Json& at(const Json& json, std::string_view path);
/// Its text, or `otherwise`.
[[nodiscard]] std::string textAt(const Json& json, std::string_view path,
                                 std::string_view otherwise = {});
[[nodiscard]] std::string namespaceOf(const Json& object);
[[nodiscard]] std::string nameOf(const Json& object);
/// The documents of a kind, in their order.
[[nodiscard]] std::vector<const Json*> ofKind(const WideWorld& world, std::string_view kind);
/// HTTPRoute, GRPCRoute, TLSRoute, TCPRoute or UDPRoute.
[[nodiscard]] bool isRoute(const Json& object);

/// Switches of the command line that give the options of the world.
[[nodiscard]] std::string switches(const WideWorld& world);

}  // namespace gatesight::test
