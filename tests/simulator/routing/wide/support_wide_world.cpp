#include "support_wide_world.h"

#include "support_wide_makers.h"

#include <fmt/format.h>

namespace gatesight::test {

namespace wide {

Json object(Dice& dice, std::string_view kind, std::string_view namespace_, std::string_view name,
            Json spec) {
    Json object{{"apiVersion", "gateway.networking.k8s.io/v1"},
                {"kind", kind},
                {"metadata", {{"name", name}, {"namespace", namespace_}}},
                {"spec", std::move(spec)}};
    // Few different ages, so that names have to break ties.
    if (!dice.once(5))
        object["metadata"]["creationTimestamp"] =
            fmt::format("2026-01-0{}T00:00:00Z", 1 + dice.below(2));
    return object;
}

namespace {

simulator::Options randomOptions(Dice& dice) {
    using Choices = simulator::SpecChoices;
    simulator::Options options;
    for (const char* feature :
         {"GatewayHTTPListenerIsolation", "GatewayHTTPSListenerDetectMisdirectedRequests",
          "ListenerSet", "TLSRouteModeTerminate", "TLSRouteModeMixed", "Mesh", "MeshConsumerRoute",
          "BackendTLSPolicy"}) {
        if (dice.once(10))
            options.without.insert(feature);
    }
    if (dice.once(4))
        options.choices.noEndpoints = Choices::NoEndpoints::Status500;
    if (dice.once(5))
        options.choices.listenerSetConflict = Choices::ListenerSetConflict::NobodyWins;
    return options;
}

}  // namespace

}  // namespace wide

WideWorld randomWideWorld(Dice& dice) {
    WideWorld world;
    world.options = wide::randomOptions(dice);
    world.documents.push_back({{"apiVersion", "gateway.networking.k8s.io/v1"},
                               {"kind", "GatewayClass"},
                               {"metadata", {{"name", "wide"}}},
                               {"spec", {{"controllerName", "gatesight.dev/controller"}}}});
    wide::addCluster(world);
    wide::addGateways(world, dice);
    wide::addListenerSets(world, dice);
    wide::addGrants(world, dice);
    wide::addPolicies(world, dice);
    wide::addRoutes(world, dice);
    return world;
}

}  // namespace gatesight::test
