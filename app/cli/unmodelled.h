// Which of the loaded objects Gatesight has read but does not look at.
#pragma once

#include "model/world/world.h"

#include <string>

namespace gatesight::cli {

/// "2 Certificate, 1 VirtualService": the kinds that are not modelled, in alphabetical order, with
/// the number of their objects; a long list is cut short. Empty when everything is looked at.
[[nodiscard]] std::string unmodelledKinds(const model::World& world);

}  // namespace gatesight::cli
