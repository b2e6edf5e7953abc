#include "support_wide_makers.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::test::wide {

namespace {

Json randomNamespaces(Dice& dice) {
    switch (dice.below(6)) {
        case 0:
            return {{"from", "Same"}};
        case 1:
            return {{"from", "Selector"}, {"selector", {{"matchLabels", {{"zone", "inner"}}}}}};
        case 2:
            return {{"from", "Selector"}, {"selector", Json::object()}};
        default:
            return {{"from", "All"}};
    }
}

Json randomTls(Dice& dice, bool passthrough) {
    if (passthrough)
        return {{"mode", "Passthrough"}};
    Json ref{{"name", dice.once(8) ? "gone" : "cert"}};
    if (dice.once(3))
        ref["namespace"] = dice.of(kNamespaces);
    return {{"mode", "Terminate"}, {"certificateRefs", Json::array({std::move(ref)})}};
}

struct Shape {
    std::string_view protocol;
    int ports[3];  ///< the last one seldom: others want it too
    bool named, encrypted, passthrough;
};
constexpr std::array kShapes{Shape{"HTTP", {80, 8080, 443}, true, false, false},
                             Shape{"HTTP", {80, 80, 9000}, true, false, false},
                             Shape{"HTTPS", {443, 443, 8443}, true, true, false},
                             Shape{"TLS", {8443, 8443, 443}, true, true, true},
                             Shape{"TLS", {9443, 8443, 443}, true, true, false},
                             Shape{"TCP", {9000, 9001, 80}, false, false, false},
                             Shape{"UDP", {53, 9000, 80}, false, false, false}};

Json randomListener(Dice& dice, std::size_t index) {
    const Shape& shape = dice.of(kShapes);
    Json listener{{"name", fmt::format("l{}", index)},
                  {"port", shape.ports[dice.once(10) ? 2 : dice.below(2)]},
                  {"protocol", shape.protocol}};
    if (shape.named && !dice.once(3))
        listener["hostname"] = dice.of(kHostnames);
    if (shape.encrypted)
        listener["tls"] = randomTls(dice, shape.passthrough);
    if (!dice.once(6))
        listener["allowedRoutes"]["namespaces"] = randomNamespaces(dice);
    if (dice.once(8))
        listener["allowedRoutes"]["kinds"] = {
            {{"kind", dice.of(std::array{"HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute"})}}};
    return listener;
}

/// The API server refuses two that have port, protocol and hostname in common
/// (api.listener.unique).
Json randomListeners(Dice& dice, std::size_t most) {
    Json listeners = Json::array();
    for (std::size_t i = 0, count = 1 + dice.below(most); i < count; ++i) {
        Json listener = randomListener(dice, i);
        const bool there = std::ranges::any_of(listeners, [&](const Json& other) {
            return other["port"] == listener["port"] && other["protocol"] == listener["protocol"] &&
                   textAt(other, "hostname") == textAt(listener, "hostname");
        });
        if (!there)
            listeners.push_back(std::move(listener));
    }
    return listeners;
}

void addGateway(WideWorld& world, Dice& dice, std::string_view namespace_, std::string_view name) {
    Json spec{{"gatewayClassName", "wide"}, {"listeners", randomListeners(dice, 6)}};
    if (!dice.once(5))
        spec["allowedListeners"]["namespaces"] = randomNamespaces(dice);
    world.documents.push_back(object(dice, "Gateway", namespace_, name, std::move(spec)));
}

}  // namespace

void addGateways(WideWorld& world, Dice& dice) {
    addGateway(world, dice, "infra", "gw");
    if (dice.once(3))
        addGateway(world, dice, "team-a", "edge");
}

void addListenerSets(WideWorld& world, Dice& dice) {
    for (std::size_t i = 0, count = dice.below(5); i < count; ++i)
        world.documents.push_back(object(dice, "ListenerSet", dice.of(kNamespaces),
                                         fmt::format("set-{}", i),
                                         {{"parentRef", {{"name", "gw"}, {"namespace", "infra"}}},
                                          {"listeners", randomListeners(dice, 3)}}));
}

}  // namespace gatesight::test::wide
