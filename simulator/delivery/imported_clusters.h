// Which clusters a ServiceImport counts on without their endpoints being loaded.
#pragma once

#include "model/world/world.h"

#include <string>
#include <vector>

namespace gatesight::simulator {

/// Clusters that status.clusters lists and no EndpointSlice is of, in their order; empty for other
/// kinds, and when slices do not say which cluster they come from.
[[nodiscard]] std::vector<std::string> clustersNotLoaded(const model::World& world,
                                                         const model::Object& import);

}  // namespace gatesight::simulator
