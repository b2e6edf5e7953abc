// A reason why something of an object does not hold, from which a condition and a finding are made.
#pragma once

#include "model/manifest/tree.h"
#include "simulator/control/condition.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

struct Fault {
    std::string_view reason;  ///< of the condition
    std::string_view rule;
    std::string message;                  ///< one sentence or more, without a full stop at the end
    model::NodeId node = model::kNoNode;  ///< of the object at fault
};

using Faults = std::vector<Fault>;

[[nodiscard]] Condition trueCondition(std::string_view type, std::string_view reason,
                                      std::string_view rule, std::string message);

/// False with the reason of the first fault and the messages of all (bounded).
[[nodiscard]] Condition falseCondition(std::string_view type, std::span<const Fault> faults);
[[nodiscard]] Condition falseCondition(std::string_view type, const Fault& fault);

/// Notes the generation that all conditions were computed from (cond.observed-generation).
void observe(Conditions& conditions, std::int64_t generation);

}  // namespace gatesight::simulator
