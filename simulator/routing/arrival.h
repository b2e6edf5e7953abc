// From the Gateway's address to the listener that a request belongs to: port, protocol, TLS, host.
#pragma once

#include "simulator/routing/exchange.h"

namespace gatesight::simulator {

/// What a request meets behind its listener.
enum class Arrival {
    Ended,       ///< no listener takes it
    Request,     ///< routes that look at requests
    Connection,  ///< routes for whole connections: TLSRoute, TCPRoute, UDPRoute
};

/// Sets the entrance, the listener and what is known of TLS.
[[nodiscard]] Arrival arrive(Exchange& exchange, const RequestFacts& facts);

}  // namespace gatesight::simulator
