// Requests that pass no Gateway: from one Pod to another through a Service's cluster IP or
// straight to an address, or from anywhere through a node port, an external IP or a load balancer
// (RULES 21.3 and 21.4).
#pragma once

#include "simulator/routing/backend_plan.h"

namespace gatesight::simulator {

/// The Pod that the request comes from; false when it is not loaded, or no Pod at all.
[[nodiscard]] model::Ref<model::Pod> clientPod(const Exchange& exchange);

/// What the URL's host and port are besides a cluster IP: a port of a Node, an external IP, a load
/// balancer; nothing when they are none of these.
[[nodiscard]] std::optional<Destination> frontOf(const Exchange& exchange);

/// The port of a Service that the request goes to, by index; nothing when it has no such port.
[[nodiscard]] std::optional<std::uint32_t> servicePortOf(const Exchange& exchange,
                                                         model::ObjectId service);

/// Plans the way to a Service or Pod as plain Kubernetes delivers it. Returns false when nothing
/// can answer.
[[nodiscard]] bool planInside(Exchange& exchange, const Destination& destination,
                              BackendPlan& plan);

}  // namespace gatesight::simulator
