// Files that a kubeconfig names: certificates, keys, tokens.
#pragma once

#include <cstddef>
#include <expected>
#include <string>

namespace gatesight::model {

/// Larger than any certificate bundle or token.
inline constexpr std::size_t kMaxSmallFile = std::size_t{1} << 20;

/// The bytes of a regular file of at most `limit` bytes, or why they cannot be had ("does not
/// exist", "is not a regular file") to follow the path in a sentence.
[[nodiscard]] std::expected<std::string, std::string> readSmallFile(
    const std::string& path, std::size_t limit = kMaxSmallFile);

}  // namespace gatesight::model
