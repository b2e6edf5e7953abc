// The address of a load balancer, as Pods and clients outside call it.
#pragma once

#include "simulator/routing/exchange.h"

namespace gatesight::simulator {

/// Says that a Pod gets to the load balancer itself (svc.load-balancer.ip-mode), if it does.
void tellLoadBalancer(Exchange& exchange, const Destination& destination,
                      const model::Object& object);

/// Whether loadBalancerSourceRanges admit the client; ends the request when they do not, or when
/// that is not known (svc.load-balancer-source-ranges).
[[nodiscard]] bool balancerAdmits(Exchange& exchange, const Dialer& dialer,
                                  const model::Object& object);

}  // namespace gatesight::simulator
