// Rules that some request reaches, each with the plainest request that does.
#pragma once

#include "simulator/changes/request_classes.h"

#include <stop_token>
#include <vector>

namespace gatesight::simulator {

struct LiveRule {
    DecidedRoute rule;
    Request witness;
};

/// By kind, namespace, name and number of the rule. Found by asking every class of requests, within
/// the bounds.
[[nodiscard]] std::vector<LiveRule> liveRules(const Simulation& simulation,
                                              const ClassBounds& bounds = {},
                                              const std::stop_token& stop = {});

}  // namespace gatesight::simulator
