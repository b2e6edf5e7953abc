// What names an object or a place, as JSON: the same in every document that Gatesight writes.
#pragma once

#include "model/manifest/finding.h"

#include <nlohmann/json.hpp>

#include <string>

namespace gatesight::simulator {

/// Nothing for an empty text: absent means "not known or not applicable".
void addText(nlohmann::ordered_json& json, const char* key, const std::string& text);

/// {"apiVersion", "kind", "namespace", "name"}, without those that are empty.
[[nodiscard]] nlohmann::ordered_json referenceJson(const model::ObjectReference& object);

/// {"file", "line", "column"}, line and column where they are known.
[[nodiscard]] nlohmann::ordered_json placeJson(const model::SourceLocation& source);

}  // namespace gatesight::simulator
