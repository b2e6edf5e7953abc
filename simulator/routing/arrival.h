// From the Gateway's address to the listener that a request belongs to: port, protocol, TLS, host.
#pragma once

#include "simulator/routing/exchange.h"

namespace gatesight::simulator {

/// Sets the entrance, the listener and what is known of TLS. Returns false when no listener takes
/// the request.
[[nodiscard]] bool arrive(Exchange& exchange, const RequestFacts& facts);

}  // namespace gatesight::simulator
