// What suppressions have in common, wherever they are written: a rule that exists, a reason, a date
// that is one.
#pragma once

#include "simulator/lint/suppressions.h"

#include <string>
#include <string_view>

namespace gatesight::simulator {

/// "lint.suppression.invalid" at a place.
[[nodiscard]] model::Finding invalidSuppression(const model::SourceLocation& source,
                                                std::string message);

/// Stars of the pattern stand for any text.
[[nodiscard]] bool fitsPattern(std::string_view pattern, std::string_view text);

/// A sentence about what is wrong with the rule, or nothing.
[[nodiscard]] std::string problemWithRule(std::string_view rule);

}  // namespace gatesight::simulator
