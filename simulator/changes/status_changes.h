// Conditions that a conformant controller would write otherwise.
#pragma once

#include "model/manifest/finding.h"
#include "simulator/simulation.h"

#include <optional>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct ConditionValue {
    std::string status;  ///< "True", "False", "Unknown"
    std::string reason, message;
    bool good = false;  ///< as one wishes it
};

struct StatusChange {
    model::ObjectReference object;
    std::string part;       ///< "listener https", "parent Gateway infra/public"; empty: the object
    std::string condition;  ///< "Accepted"; empty: whether anybody writes the status at all
    std::optional<ConditionValue> before, after;  ///< absent: nobody writes it
    std::string why;  ///< nobody writes it after: one sentence why; else empty
};

/// Conditions whose status or reason is another one, of objects that both sides have; of new
/// objects those that are not as one wishes them. By kind, namespace and name.
[[nodiscard]] std::vector<StatusChange> compareStatus(const Simulation& before,
                                                      const Simulation& after);

}  // namespace gatesight::simulator
