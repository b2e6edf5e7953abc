// What to do about a connection that policies drop.
#pragma once

#include "simulator/delivery/policy/policy_set.h"

#include <string>

namespace gatesight::simulator {

/// "let Pods of namespace gates labelled app=proxy in at TCP 8080, by a rule of NetworkPolicy
/// shop/web", for each end that drops it; empty: neither does. Without a full stop.
[[nodiscard]] std::string howToLetThrough(const PolicySet& policies, const PolicyFlow& flow,
                                          const FlowVerdict& verdict);

}  // namespace gatesight::simulator
