// Files that only their owner may read, and that are there whole or not at all.
#pragma once

#include <string>
#include <string_view>

namespace gatesight::cli {

/// Writes a file of mode 0600 in the place of whatever stands at the path. Until all of it is on
/// disk the old file stays. Empty, or why it failed.
[[nodiscard]] std::string writePrivateFile(const std::string& path, std::string_view text);

}  // namespace gatesight::cli
