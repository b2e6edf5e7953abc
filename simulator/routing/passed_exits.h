// Egress Gateways that a request which leaves the cluster goes past.
#pragma once

#include "simulator/routing/exchange.h"

namespace gatesight::simulator {

/// Says which Gateways have a route whose backend is this very place outside, while the client goes
/// there by itself (svc.exit.past-gateway). Nothing where there are none.
void tellPassedExits(Exchange& exchange, std::string_view host);

}  // namespace gatesight::simulator
