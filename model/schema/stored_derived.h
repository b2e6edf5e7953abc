// Derived objects as JSON.
#pragma once

#include "model/kinds/resource.h"

#include <nlohmann/json.hpp>

namespace gatesight::model {

/// Adds what a Pod or EndpointSlice holds besides its identity, and labels, annotations and owners
/// to its metadata. A Pod gets its `status` too, as its address stands nowhere else. Nothing is
/// added for other kinds.
void addDerivedFields(nlohmann::ordered_json& json, const Object& object);

}  // namespace gatesight::model
