// What the Nodes of a World say of themselves.
#pragma once

#include "model/world/world.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Zone of the Node with this name; empty when it is not loaded or says nothing of a zone.
[[nodiscard]] std::string zoneOfNode(const model::World& world, std::string_view node);

/// What its status lists: addresses inside and outside, and host names.
[[nodiscard]] std::vector<std::string> addressesOfNode(const model::Object& node);

}  // namespace gatesight::simulator
