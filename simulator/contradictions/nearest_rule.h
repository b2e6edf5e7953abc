// Where people most likely meant to let a connection in that policies drop.
#pragma once

#include "simulator/delivery/policy/policy_set.h"

namespace gatesight::simulator {

struct NearestRule {
    model::ObjectId policy;               ///< invalid: no rule is there at all
    model::NodeId node = model::kNoNode;  ///< of the rule
};

/// Of the NetworkPolicies that isolate the subject of `flow`, which has to be a loaded Pod: a rule
/// that fits the peer and not the port, else one that fits the port alone, else any; the first of
/// equals. A default deny beside them has no rules, so nobody is sent there to mend one.
[[nodiscard]] NearestRule nearestRule(const PolicySet& policies, const PolicyFlow& flow,
                                      Direction direction);

}  // namespace gatesight::simulator
