// Lists that are nearly as long as the API server lets them be (api.limits.*): the next entry, or
// the next but one, is refused.
#pragma once

#include "simulator/control/finding_list.h"

namespace gatesight::simulator {

void reportNearLimits(FindingList& findings, const model::World& world);

}  // namespace gatesight::simulator
