// Who sends traffic to a backend: the status of the backend, and of its policies, speaks of them.
#pragma once

#include "simulator/control/control_plane.h"

#include <map>
#include <set>
#include <span>

namespace gatesight::simulator {

/// That the status of a policy holds (btp.status.ancestor-list-full).
inline constexpr std::size_t kMostAncestors = 16;

/// By the backend that one of their routes refers to: Gateways, and Services (or ServiceImports)
/// before which a mesh has that route.
using BackendUsers = std::map<model::ObjectId, std::set<model::ObjectId>>;

[[nodiscard]] BackendUsers backendUsers(const model::World& world, const ControlPlane& plane);

/// Who of them leads to one of `backends`, each with `conditions` and the controller that writes
/// them; in the World's order, as many as a status holds (policy.status.ancestors).
[[nodiscard]] std::vector<PolicyAncestor> usersOf(const ControlPlane& plane,
                                                  const BackendUsers& users,
                                                  const std::set<model::ObjectId>& backends,
                                                  const Conditions& conditions);

/// Of these the Gateways: they are the ancestors of policies (btp.status.ancestor).
[[nodiscard]] std::vector<PolicyAncestor> gatewaysOf(const ControlPlane& plane,
                                                     const BackendUsers& users,
                                                     const std::set<model::ObjectId>& backends,
                                                     const Conditions& conditions);

}  // namespace gatesight::simulator
