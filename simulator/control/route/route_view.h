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

struct RouteKind;  // simulator/control/route/route_kind.h

/// Views into an object of the World.
struct RouteView {
    model::ObjectId id = {};
    const model::Object* object = nullptr;
    const RouteKind* traits = nullptr;  ///< what its kind does its own way
    std::string_view kind = {};         ///< "HTTPRoute"; its group is that of the Gateway API
    const model::CommonRouteSpec* common = nullptr;
    std::span<const std::string> hostnames =
        {};  ///< empty: every host (and for kinds that have none)
    std::span<const model::NodeId> hostnameNodes = {};

    [[nodiscard]] const std::string& namespace_() const { return object->metadata.namespace_; }
    bool inMesh = false;  ///< looked at as a mesh does, whatever other parents it has

    /// Every parent is a Service or a ServiceImport: no Gateway ever follows its references.
    [[nodiscard]] bool onlyMesh() const;
    /// Some parent is one.
    [[nodiscard]] bool hasMeshParent() const;
};

/// Nothing when the object is not of a route kind.
[[nodiscard]] std::optional<RouteView> routeView(const model::World& world, model::ObjectId id);

/// Every route of the World, in its order.
[[nodiscard]] std::vector<RouteView> allRoutes(const model::World& world);

/// The backendRefs of a rule, in order; empty for a rule that is not there.
[[nodiscard]] std::vector<const model::BackendRef*> backendRefsOf(const model::Object& route,
                                                                  std::size_t rule);

}  // namespace gatesight::simulator
