// The endpoints of one Service port, gathered from its EndpointSlices (RULES 21.2).
#pragma once

#include <vector>

#include "simulator/delivery/delivery.h"

namespace gatesight::simulator {

/// Of the addresses of a set of endpoints.
enum class Family : std::uint8_t { Any, IPv4, IPv6 };

/// The family of the ClusterIP, which decides which endpoints count first (eps.dual-stack).
[[nodiscard]] Family firstFamilyOf(const model::World& world,
                                   const model::Ref<model::Service>& service);

/// The Pod of an endpoint in a slice of the namespace; invalid where it lies outside of the cluster.
[[nodiscard]] model::Ref<model::Pod> podOfEndpoint(const model::World& world,
                                                   std::string_view namespace_,
                                                   const model::Endpoint& endpoint);

/// Whether hints are handed out by a measure that is not modelled: topology-mode Auto, where its
/// slices are not loaded (svc.traffic-distribution.order).
[[nodiscard]] bool hintsAreUnknown(const model::World& world,
                                   const model::Ref<model::Service>& service);

/// Endpoints of `service.ports[port]`, ready or not: the union of all slices of the Service that
/// have addresses of this family and a port of the same name and protocol, without doubles, sorted by Pod name, address, port.
/// Empty for ExternalName Services.
[[nodiscard]] std::vector<EndpointTarget> gatherEndpoints(const model::World& world,
                                                          const model::Ref<model::Service>& service,
                                                          std::uint32_t port, Family family);
/// The same of a ServiceImport, from the slices that are loaded: those of a cluster that did not lend
/// its slices are not known (backendref.service-import).
[[nodiscard]] std::vector<EndpointTarget> gatherEndpoints(
    const model::World& world, const model::Ref<model::ServiceImport>& import, std::uint32_t port);

}  // namespace gatesight::simulator
