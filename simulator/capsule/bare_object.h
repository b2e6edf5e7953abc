// Objects without whatever routing does not look at: what may leave the house.
#pragma once

#include "model/kinds/resource.h"

#include <nlohmann/json.hpp>

namespace gatesight::simulator {

/// The object as it was written, but only with the fields that a decision can rest on: no
/// environment, no command, no image, no annotation that nobody here reads. Of a Secret its keys
/// and what is known of its certificates, of a ConfigMap the same (`gatesight.dev/certificates`);
/// never a value. `object` comes from a document.
[[nodiscard]] nlohmann::ordered_json bareObject(const model::Object& object);

}  // namespace gatesight::simulator
