// Where a request goes at all: which Gateway, or which Service, Pod or outside place
// (docs/interface: Request).
#pragma once

#include "simulator/delivery/delivery.h"
#include "simulator/routing/exchange.h"

namespace gatesight::simulator {

/// The first stage: sets `exchange.gateway`, or says in `inside` that the request goes to a
/// Service, a Pod or out of the cluster. Returns false when it leads nowhere.
[[nodiscard]] bool resolve(Exchange& exchange, std::optional<Destination>& inside);

}  // namespace gatesight::simulator
