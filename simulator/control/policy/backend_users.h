// Which Gateways send traffic to a Service: they are the ancestors of its policies.
#pragma once

#include "simulator/control/control_plane.h"

#include <map>
#include <set>

namespace gatesight::simulator {

/// Gateways by the Service that one of their routes refers to.
using BackendUsers = std::map<model::ObjectId, std::set<model::ObjectId>>;

[[nodiscard]] BackendUsers backendUsers(const model::World& world, const ControlPlane& plane);

}  // namespace gatesight::simulator
