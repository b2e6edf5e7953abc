// The certificates that a listener presents (RULES 3.5).
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/fault.h"

#include <vector>

namespace gatesight::simulator {

struct ListenerCertificates {
    std::vector<model::ObjectId> usable;  ///< Secrets, in order of certificateRefs
    Faults unresolved;                    ///< ResolvedRefs=False, those not permitted first
    Faults
        missing;  ///< nothing to terminate TLS with: Programmed=False (listener.tls.none-on-https)
};

/// Nothing for listeners that do not terminate TLS: in Passthrough certificateRefs are ignored
/// (listener.tls.passthrough).
[[nodiscard]] ListenerCertificates resolveCertificates(ControlContext& context,
                                                       model::ObjectId owner,
                                                       const model::Listener& listener);

}  // namespace gatesight::simulator
