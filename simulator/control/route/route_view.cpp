#include "simulator/control/route/route_view.h"

namespace gatesight::simulator {
namespace {

RouteView viewOf(const model::HTTPRoute& route) {
    return {.kind = model::kKind<model::HTTPRoute>.kind,
            .common = &route.common,
            .hostnames = route.hostnames,
            .hostnameNodes = route.hostnameNodes};
}

}  // namespace

std::optional<RouteView> routeView(const model::World& world, model::ObjectId id) {
    const model::Object& object = world.object(id);
    std::optional<RouteView> result;
    if (const auto* http = std::get_if<model::HTTPRoute>(&object.resource))
        result = viewOf(*http);
    if (result) {
        result->id = id;
        result->object = &object;
    }
    return result;
}

std::vector<RouteView> allRoutes(const model::World& world) {
    std::vector<RouteView> result;
    for (std::uint32_t i = 0; i < world.objects().size(); ++i) {
        if (auto view = routeView(world, model::ObjectId{i}))
            result.push_back(*view);
    }
    return result;
}

}  // namespace gatesight::simulator
