// What Delivery keeps: one flat array of endpoints for all Service ports of a World.
#pragma once

#include <algorithm>
#include <iterator>

#include "simulator/delivery/clients.h"
#include "simulator/delivery/endpoint_choice.h"
#include "simulator/delivery/service_fronts.h"

namespace gatesight::simulator {

/// The ports of all Services and ServiceImports lie one after another, in the World's order; so do
/// their endpoints, those of Services first. Look-ups are two array accesses, because a gateway's data plane makes one for every
/// request.
struct Delivery::Data {
    struct Port {
        EndpointPolicy policy;
        std::size_t firstTarget = 0, targets = 0;  ///< in `targets`
        std::size_t firstReady = 0, ready = 0;     ///< in `ready`
    };
    std::vector<std::uint32_t> firstPort;  ///< by ObjectId, one more at the end: begin of its ports
    std::vector<Port> ports;
    std::vector<EndpointTarget> targets;
    std::vector<std::uint32_t> ready;  ///< indexes relative to the port's first target
    ServiceFronts fronts;
    Clients clients;

    template <class K>
    void add(const model::World& world);
    /// Null when the object is no Service or has no such port.
    [[nodiscard]] const Port* find(model::ObjectId service, std::uint32_t port) const;
};

}  // namespace gatesight::simulator
