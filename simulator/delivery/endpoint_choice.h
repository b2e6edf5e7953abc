// Which endpoints of a Service port one connection may take (RULES 21.3 and 21.4).
#pragma once

#include "simulator/delivery/delivery.h"

namespace gatesight::simulator {

/// The fields of a Service that shape the choice.
struct EndpointPolicy {
    bool headless = false;
    bool externalName = false;
    bool clientAffinity = false;
    bool internalLocal = false;
    bool externalLocal = false;
    bool hintsUnknown = false;
};

/// The endpoints that `dialer` may take, as a gateway or as kube-proxy on the dialer's node would
/// choose them.
[[nodiscard]] EndpointChoice chooseEndpoints(const EndpointPolicy& policy,
                                             std::span<const EndpointTarget> endpoints,
                                             const Dialer& dialer);

}  // namespace gatesight::simulator
