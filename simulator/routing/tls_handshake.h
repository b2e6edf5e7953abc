// The TLS handshake with a Gateway: listener by SNI, certificate, trust of both sides (RULES 3.5
// and 3.6).
#pragma once

#include "simulator/routing/exchange.h"

namespace gatesight::simulator {

/// Sets `exchange.listener` and Decision::tls. Returns false when the handshake fails, or when what
/// follows it is not modelled.
[[nodiscard]] bool shakeHands(Exchange& exchange);

}  // namespace gatesight::simulator
