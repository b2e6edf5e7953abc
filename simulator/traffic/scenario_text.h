// The text of a Scenario with other expectations in it: all that people wrote around them stays.
#pragma once

#include "model/manifest/tree.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// What becomes of each request of a Scenario, in order: itself with an `expect`, or several.
using RewrittenRequests = std::vector<std::vector<nlohmann::ordered_json>>;

/// The document as it was written, comments and all, with an `expect` of each request of `rewritten`
/// changed where it says something else. Requests that became several are written anew. Nothing
/// where the text takes no such edit (JSON, anchors, a list on one line): it was read again, and did
/// not say what `document` and `rewritten` say together.
[[nodiscard]] std::optional<std::string> scenarioTextWith(const model::Document& document,
                                                          const RewrittenRequests& rewritten);

}  // namespace gatesight::simulator
