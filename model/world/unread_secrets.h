// Secrets that were not read from a cluster. Whether they are there, and what they hold, is not
// known; objects that name them are judged as if they were as they must be, and say so. In a World
// they stand as derived objects with nothing but a name.
#pragma once

#include "model/world/snapshot_head.h"
#include "model/world/world.h"

#include <string_view>
#include <vector>

namespace gatesight::model {

/// On such an object: the reason, as UnreadPart has it.
inline constexpr std::string_view kNotReadAnnotation = "gatesight.dev/not-read";

/// Why the object is a Secret that was not read, as one sentence; empty for every other object.
[[nodiscard]] std::string_view whyNotRead(const Object& object);

/// What the head of a snapshot says of those that something in the World names; a snapshot with this
/// head and the same objects gives the same World.
[[nodiscard]] std::vector<UnreadPart> unreadSecrets(const World& world);

}  // namespace gatesight::model
