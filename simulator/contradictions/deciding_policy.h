// Which policy is the reason that a connection is let through, dropped, or not decided.
#pragma once

#include "simulator/contradictions/contradiction.h"
#include "simulator/delivery/policy/policy_set.h"

namespace gatesight::simulator {

/// The tier of one direction that has the last word; null when none has one.
[[nodiscard]] const TierVerdict* decidingTier(const PolicyVerdict& verdict);

/// Of `verdict`, which is what `policies` say about `flow`. Of a connection that is let through it
/// is what lets it in at its destination. `servicePort` is the port that was dialled, for the hint
/// about the most common mistake (np.port.pod-port). Where several policies isolate a Pod and no
/// rule lets a connection through it is the one that comes nearest to that (nearest_rule.h).
[[nodiscard]] DecidingPolicy decidingPolicy(const PolicySet& policies, const PolicyFlow& flow,
                                            const FlowVerdict& verdict, std::uint16_t servicePort);

/// What there is to say where nobody has a say: no policy selects `subject` (np.default-allow), or
/// there are none.
[[nodiscard]] DecidingPolicy nobodyDecides(const std::string& subject);

}  // namespace gatesight::simulator
