// Parts of a document as JSON values.
#pragma once

#include <nlohmann/json.hpp>

#include "model/manifest/tree.h"

namespace gatesight::simulator {

/// The subtree as JSON. An invalid node is null; a number that fits no JSON number stays text.
[[nodiscard]] nlohmann::ordered_json jsonOf(model::Node node);

}  // namespace gatesight::simulator
