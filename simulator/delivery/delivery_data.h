// What Delivery keeps: one flat array of endpoints for all Service ports of a World.
#pragma once

#include <algorithm>
#include <iterator>

#include "simulator/delivery/clients.h"
#include "simulator/delivery/endpoint_choice.h"
#include "simulator/delivery/service_endpoints.h"
#include "simulator/delivery/service_fronts.h"

namespace gatesight::simulator {

/// The ports of all Services and ServiceImports lie one after another, in the World's order; so do
/// their endpoints, those of Services first. Behind the ports of a Service with two families they follow
/// once more, with the endpoints of the second. Look-ups are two array accesses, because a gateway's data plane makes one for every
/// request.
struct Delivery::Data {
    struct Port {
        EndpointPolicy policy;
        std::size_t firstTarget = 0, targets = 0;  ///< in `targets`
        std::size_t firstReady = 0, ready = 0;     ///< in `ready`
        Family family = Family::Any;               ///< of its endpoints
    };
    std::vector<std::uint32_t> firstPort;  ///< by ObjectId, one more at the end: begin of its ports
    std::vector<Port> ports;
    std::vector<EndpointTarget> targets;
    std::vector<std::uint32_t> ready;  ///< indexes relative to the port's first target
    ServiceFronts fronts;
    Clients clients;

    void addPort(std::uint32_t index, EndpointPolicy policy, Family family,
                 std::vector<EndpointTarget> gathered);
    void add(const model::World& world, const model::Ref<model::Service>& service);
    void add(const model::World& world, const model::Ref<model::ServiceImport>& import);
    /// Null when the object is no Service or has no such port.
    [[nodiscard]] const Port* find(model::ObjectId service, std::uint32_t port) const;
};

}  // namespace gatesight::simulator
