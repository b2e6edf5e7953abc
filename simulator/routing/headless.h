// A client of a headless Service: it dials Pods, at a port of its own choice (svc.headless).
#pragma once

#include "simulator/routing/backend_plan.h"

namespace gatesight::simulator {

using ServicePorts = std::vector<model::ServicePort>;

/// The first port of the Service that leads to an endpoint which listens on the request's port.
[[nodiscard]] std::optional<std::uint32_t> headlessPortOf(const Exchange& exchange,
                                                          model::ObjectId id,
                                                          const ServicePorts& ports);

/// Takes out endpoints that listen on another port: every address that DNS gives is dialed at the
/// request's.
void keepListening(const Exchange& exchange, const BackendPlan& plan, EndpointChoice& choice);

/// Ends a request to a port that none of the listed ones leads to, where DNS has no address or it
/// is not known who listens; returns false then. Nothing: nobody listens, as far as the manifests
/// say.
[[nodiscard]] std::optional<bool> endHeadless(Exchange& exchange, const model::Object& object,
                                              const ServicePorts& ports);

}  // namespace gatesight::simulator
