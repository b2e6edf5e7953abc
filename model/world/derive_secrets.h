// Secrets that objects name and that were not read from a cluster.
#pragma once

#include "model/world/derivation.h"
#include "model/world/snapshot_head.h"

#include <span>
#include <vector>

namespace gatesight::model {

/// A Secret of which nothing is known but its name (unread_secrets.h), for each one that Gateways,
/// ListenerSets, BackendTLSPolicies and XBackends name, that is not loaded, and that a snapshot may
/// lack.
[[nodiscard]] std::vector<DerivedGroup> deriveUnreadSecrets(const ObjectSet& objects,
                                                            std::span<const UnreadPart> unread);

}  // namespace gatesight::model
