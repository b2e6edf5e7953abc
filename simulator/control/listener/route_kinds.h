// Which kinds of routes a listener can take, by its protocol and by allowedRoutes.kinds.
#pragma once

#include "model/kinds/gateway.h"
#include "simulator/control/fault.h"
#include "simulator/options.h"

#include <string_view>
#include <vector>

namespace gatesight::simulator {

struct RouteKindSupport {
    std::vector<model::RouteGroupKind>
        kinds;  ///< effective: status.supportedKinds (listener.kinds.supported)
    Faults
        unsupported;  ///< the protocol or TLS mode cannot be served: the listener is not accepted
    Faults invalidKinds;  ///< listed kinds that are unknown or do not fit (listener.kinds.invalid)
};

[[nodiscard]] RouteKindSupport supportedKinds(const model::Listener& listener,
                                              const Options& options);

[[nodiscard]] bool terminatesTls(const model::Listener& listener);
[[nodiscard]] bool passesTlsThrough(const model::Listener& listener);

}  // namespace gatesight::simulator
