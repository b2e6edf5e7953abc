// Durations as the Gateway API writes them: "1h30m", "500ms".
#pragma once

#include "model/kinds/references.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatesight::model {

/// The sum of one to four parts of 1-5 digits and h, m, s or ms, in any order
/// (api.duration.syntax); nothing for other text.
[[nodiscard]] std::optional<Milliseconds> parseDuration(std::string_view text);

/// The canonical form: descending units, none repeated, "0s" for zero (api.duration.format).
/// Negative amounts do not occur.
[[nodiscard]] std::string formatDuration(Milliseconds duration);

}  // namespace gatesight::model
