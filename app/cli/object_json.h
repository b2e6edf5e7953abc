// Objects, their names and their places as JSON, and JSON as text.
#pragma once

#include "model/kinds/resource.h"
#include "model/world/world.h"
#include "simulator/named_json.h"

#include <nlohmann/json.hpp>

#include <string>

namespace gatesight::cli {

using Json = nlohmann::ordered_json;

/// JSON text; bytes that are not UTF-8 are replaced, so that it never fails. Indented by two
/// blanks, or one line.
[[nodiscard]] std::string indentedJson(const Json& json);
[[nodiscard]] std::string compactJson(const Json& json);

/// The object as it was loaded, without the status it came with; its namespace, generation and
/// creation time filled in. Objects that Gatesight derived come as the API server would store them.
[[nodiscard]] Json asLoaded(const model::Object& object, model::Channel channel);

using simulator::placeJson;
using simulator::referenceJson;

}  // namespace gatesight::cli
