// ServiceImports on the way of a request: what is known of their endpoints, which may live in other
// clusters.
#pragma once

#include "simulator/routing/exchange.h"

#include <string>

namespace gatesight::simulator {

/// A ServiceImport of which no EndpointSlice is loaded. What other clusters have is not in the
/// manifests of this one.
[[nodiscard]] bool endpointsAreUnknown(const model::World& world, const model::Object& service);

/// What to say of one: for Decision::unknown.
[[nodiscard]] std::string unknownEndpoints(const model::Object& import);

/// Says which clusters behind a ServiceImport are not loaded; nothing for Services.
void tellClusters(Exchange& exchange, const model::Object& service);

}  // namespace gatesight::simulator
