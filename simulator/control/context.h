// What every step of the control plane has at hand.
#pragma once

#include "model/world/world.h"
#include "simulator/control/finding_list.h"
#include "simulator/control/reference_grants.h"
#include "simulator/options.h"

namespace gatesight::simulator {

/// Lives for one computation. World and Options must outlive it.
struct ControlContext {
    ControlContext(const model::World& world_, const Options& options_)
        : world(world_), options(options_), grants(world_), findings(world_) {}

    const model::World& world;
    const Options& options;
    ReferenceGrants grants;
    FindingList findings;
};

}  // namespace gatesight::simulator
