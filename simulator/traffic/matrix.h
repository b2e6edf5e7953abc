// `matrix` of a scenario's request: one request for every combination of values.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace gatesight::simulator {

/// Combinations that one matrix may make.
inline constexpr std::size_t kMostCombinations = 10'000;

/// One combination: parameters with their values, in the order of the matrix.
using Combination = std::vector<std::pair<std::string, nlohmann::ordered_json>>;

/// Every combination of `{"name": [value, …], …}`; the last parameter changes fastest. One empty
/// combination when `matrix` is null. The error says what is wrong, or that there are too many.
[[nodiscard]] std::expected<std::vector<Combination>, std::string> combinations(
    const nlohmann::ordered_json& matrix);

/// `value` with every "{name}" in its texts replaced. A text that is nothing but "{name}" becomes
/// the value itself, so that numbers stay numbers.
[[nodiscard]] nlohmann::ordered_json substituted(const nlohmann::ordered_json& value,
                                                 const Combination& combination);

/// Whether a text in `value` holds "{name}".
[[nodiscard]] bool namesParameter(const nlohmann::ordered_json& value, std::string_view name);

/// "method: GET, path: /cart"
[[nodiscard]] std::string describe(const Combination& combination);

}  // namespace gatesight::simulator
