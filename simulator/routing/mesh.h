// Services as the front of routes, inside a mesh (RULES section 17).
#pragma once

#include "simulator/delivery/delivery.h"
#include "simulator/routing/exchange.h"

#include <optional>

namespace gatesight::simulator {

/// Routes that stand before a Service port, for the client at hand.
struct MeshEntry {
    ScopeId scope;                                ///< of HTTPRoutes or GRPCRoutes
    const ConnectionEntry* connection = nullptr;  ///< of other kinds
};

/// Whether routes stand before a Service port, for clients of the request's namespace or of all.
[[nodiscard]] bool hasRoutes(const Exchange& exchange, model::ObjectId service, std::uint32_t port);

/// Sets `exchange.frontend` when routes take the request on its way to a Service; nothing when it
/// goes as in plain Kubernetes (mesh.no-route). Those of the client's own namespace go before the
/// Service's own (mesh.consumer-over-producer).
[[nodiscard]] std::optional<MeshEntry> meshEntry(Exchange& exchange,
                                                 const Destination& destination);

}  // namespace gatesight::simulator
