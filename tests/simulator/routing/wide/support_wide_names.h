// Host names as lists of labels.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace gatesight::test::wide {

[[nodiscard]] std::string lower(std::string text);
/// listener.hostname.wildcard-suffix: one or more labels in place of the star.
[[nodiscard]] bool nameFits(const std::string& pattern, const std::string& host);
/// route.hostname.intersection; nothing when the two have no host in common.
[[nodiscard]] std::optional<std::string> commonName(const std::string& a, const std::string& b);
/// Greater is better: an exact name, then wildcards with more labels, then any name.
[[nodiscard]] std::pair<int, std::size_t> nameRank(const std::string& pattern);

}  // namespace gatesight::test::wide
