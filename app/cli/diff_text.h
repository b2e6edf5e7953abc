// What moved between two states, for reading in a terminal.
#pragma once

#include "app/cli/style.h"
#include "simulator/changes/changes.h"

#include <cstddef>
#include <string>

namespace gatesight::cli {

/// Requests first, what breaks before all; then saved requests, findings, conditions and objects.
/// At most `most` entries of each, with the number of the others; 0: all of them.
[[nodiscard]] std::string diffText(const simulator::Changes& changes, const Style& style,
                                   std::size_t columns, std::size_t most);

}  // namespace gatesight::cli
