// The conditions of objects in a row: what a conformant controller would write, and whose it is.
#pragma once

#include "simulator/control/control_plane.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// One condition and whose it is.
struct ConditionRow {
    model::ObjectId object;
    std::string part = {};  ///< "listener https", "parent infra/public", empty: the object itself
    const Condition* condition = nullptr;  ///< null: nobody writes one, see `why`
    std::string why = {};
    std::string_view rule = {};
    model::NodeId node = model::kNoNode;  ///< of the part, in the object's document
};

/// The rows of one object, or of all when `only` is invalid: classes, Gateways, ListenerSets, routes,
/// policies. They live as long as the control plane.
[[nodiscard]] std::vector<ConditionRow> conditionRows(const model::World& world,
                                                      const ControlPlane& control,
                                                      model::ObjectId only = {});

}  // namespace gatesight::simulator
