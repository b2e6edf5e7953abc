// JSON from places that cannot be trusted.
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace gatesight::model {

/// The value of a text; nothing when it is no JSON, or nested deeper than objects of an API ever
/// are. Never throws.
[[nodiscard]] std::optional<nlohmann::ordered_json> parseJson(std::string_view text);

/// The text of a member; empty when there is none, or it is no text.
[[nodiscard]] std::string textOf(const nlohmann::ordered_json& map, std::string_view key);

/// The same without a copy, as long as the value lives.
[[nodiscard]] std::string_view viewOf(const nlohmann::ordered_json& map, std::string_view key);

/// Overwrites all texts of a value.
void wipeTexts(nlohmann::ordered_json& value);

/// The member; a null value when there is none.
[[nodiscard]] const nlohmann::ordered_json& member(const nlohmann::ordered_json& map,
                                                   std::string_view key);

}  // namespace gatesight::model
