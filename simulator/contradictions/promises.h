// What routes promise: that requests of their rules come to the endpoints of a Service.
#pragma once

#include "simulator/delivery/policy/flow.h"
#include "simulator/simulation.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Rules of one route that use one port of a Service, through one Gateway that programmed the
/// route, or before one Service in a mesh.
struct Promise {
    enum class Role : std::uint8_t { Backend, Mirror, ExternalAuth };

    model::ObjectId route;
    Role role = Role::Backend;
    model::ObjectId gateway;   ///< invalid in a mesh
    model::ObjectId frontend;  ///< in a mesh: the Service that clients call
    model::ObjectId service;   ///< or ServiceImport
    std::uint32_t port = 0;    ///< index in its ports
    std::vector<std::uint32_t> rules;
    model::NodeId node = model::kNoNode;  ///< of the first reference

    [[nodiscard]] bool inMesh() const { return !gateway.valid(); }
};

[[nodiscard]] std::string_view toString(Promise::Role role);

/// Those of accepted routes on listeners that serve, and in a mesh; references without weight, or
/// that lead nowhere, promise nothing, nor do those that leave the cluster. In the order of routes.
[[nodiscard]] std::vector<Promise> promisesOf(const Simulation& simulation);

/// Of the Service port.
[[nodiscard]] Transport transportOf(const Simulation& simulation, const Promise& promise);

}  // namespace gatesight::simulator
