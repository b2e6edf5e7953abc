// The status that objects have before a controller looks at them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace gatesight::model {

/// `status` of a new object of the kind: its conditions are Unknown and Pending
/// (api.default.status.pending). Null for kinds that have none until a controller writes it.
[[nodiscard]] nlohmann::ordered_json pendingStatus(std::string_view group, std::string_view kind);

}  // namespace gatesight::model
