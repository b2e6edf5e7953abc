// What attachment needs to know of a route, whatever its kind.
#pragma once

#include "model/kinds/references.h"
#include "model/world/world.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Views into an object of the World.
struct RouteView {
    model::ObjectId id = {};
    const model::Object* object = nullptr;
    std::string_view kind;  ///< "HTTPRoute"; its group is that of the Gateway API
    const model::CommonRouteSpec* common = nullptr;
    std::span<const std::string> hostnames;  ///< empty: every host (and for kinds that have none)
    std::span<const model::NodeId> hostnameNodes;

    [[nodiscard]] const std::string& namespace_() const { return object->metadata.namespace_; }
};

/// Nothing when the object is not of a route kind.
[[nodiscard]] std::optional<RouteView> routeView(const model::World& world, model::ObjectId id);

/// Every route of the World, in its order.
[[nodiscard]] std::vector<RouteView> allRoutes(const model::World& world);

}  // namespace gatesight::simulator
