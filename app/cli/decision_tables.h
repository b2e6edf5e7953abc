// The parts of a Decision that are lists: shares, what the backend receives, endpoints, attempts,
// mirrors, repeats.
#pragma once

#include "app/cli/style.h"
#include "simulator/routing/decision.h"

#include <cstddef>
#include <string>

namespace gatesight::cli {

/// Sections with a heading each; nothing for what the Decision does not have.
[[nodiscard]] std::string tablesOf(const simulator::Request& request,
                                   const simulator::Decision& decision, const Style& style,
                                   std::size_t columns);

}  // namespace gatesight::cli
