// Tokens of sessions in a request: they hold the hash of a route's name, a backend and an address,
// so that each part has to become what it is in a world with other names.
#pragma once

#include "simulator/capsule/object_names.h"
#include "simulator/routing/request.h"

#include <nlohmann/json.hpp>

#include <span>

namespace gatesight::simulator {

/// Puts the tokens that rules of `objects` gave into `renamed`, which is `request` with other names
/// in all other places.
void renameSessionTokens(Request& renamed, const Request& request,
                         std::span<const nlohmann::ordered_json> objects, PartNames& names,
                         const KeptTexts& kept);

}  // namespace gatesight::simulator
