// Two objects as JSON, field by field.
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// "spec.rules[0].backendRefs[cart-v2].weight": 20 -> 50. Absent: the field is not there.
struct FieldChange {
    std::string path;
    std::optional<std::string> before, after;  ///< as JSON; texts without their quotes
};

/// In the order of the fields. Items of lists that all have a name are compared by name, others by
/// place once equal ones at both ends are set aside; an item with such a name is called by it.
[[nodiscard]] std::vector<FieldChange> fieldChanges(const nlohmann::ordered_json& before,
                                                    const nlohmann::ordered_json& after);

}  // namespace gatesight::simulator
