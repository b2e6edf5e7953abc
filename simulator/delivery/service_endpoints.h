// The endpoints of one Service port, gathered from its EndpointSlices (RULES 21.2).
#pragma once

#include <vector>

#include "simulator/delivery/delivery.h"

namespace gatesight::simulator {

/// Endpoints of `service.ports[port]`, ready or not: the union of all slices of the Service that
/// have a port of the same name and protocol, without doubles, sorted by Pod name, address, port.
/// Empty for ExternalName Services.
[[nodiscard]] std::vector<EndpointTarget> gatherEndpoints(const model::World& world,
                                                          const model::Ref<model::Service>& service,
                                                          std::uint32_t port);
/// The same of a ServiceImport, from the slices that are loaded: those of a cluster that did not lend
/// its slices are not known (backendref.service-import).
[[nodiscard]] std::vector<EndpointTarget> gatherEndpoints(
    const model::World& world, const model::Ref<model::ServiceImport>& import, std::uint32_t port);

}  // namespace gatesight::simulator
