// Two states of a text as a patch that `git apply` and `patch -p1` take.
#pragma once

#include <string>
#include <string_view>

namespace gatesight::cli {

/// Empty when both are the same. Three lines around each change.
[[nodiscard]] std::string unifiedDiff(std::string_view name, std::string_view before,
                                      std::string_view after);

}  // namespace gatesight::cli
