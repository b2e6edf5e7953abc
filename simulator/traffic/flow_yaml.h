// YAML in braces, as people write short maps.
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>

namespace gatesight::simulator {

/// "{backend: shop/cart, status: 200}" for a place that begins in `column` (from 0); entries of the
/// outermost map go to the next line, below each other, where a line would get too long.
[[nodiscard]] std::string flowYaml(const nlohmann::ordered_json& value, std::size_t column);

}  // namespace gatesight::simulator
