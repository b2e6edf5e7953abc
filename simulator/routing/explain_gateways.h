// Why no Gateway takes a request in that only says a host and a port.
#pragma once

#include "simulator/routing/exchange.h"

namespace gatesight::simulator {

/// Tells of each Gateway what it would take in instead, or why nobody acts on it, and sums up with
/// the smallest change that would lead to one. Says nothing unless the exchange is explained.
void tellWhyNoGateway(Exchange& exchange);

}  // namespace gatesight::simulator
