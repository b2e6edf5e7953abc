// Points in time as the API writes them.
#pragma once

#include "model/kinds/metadata.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatesight::model {

/// RFC 3339 ("2026-08-21T10:00:00Z", fractions and offsets allowed) in whole seconds, fractions cut
/// off; nothing for other text.
[[nodiscard]] std::optional<Timestamp> parseTimestamp(std::string_view text);

/// "2026-08-21T10:00:00Z"
[[nodiscard]] std::string formatTimestamp(Timestamp timestamp);

}  // namespace gatesight::model
