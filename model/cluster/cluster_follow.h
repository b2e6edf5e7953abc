// Follows a cluster from where a snapshot of it ended.
#pragma once

#include "model/cluster/cluster_import.h"
#include "model/cluster/cluster_watch.h"

#include <functional>
#include <optional>
#include <span>
#include <stop_token>

namespace gatesight::model {

/// Both are called on the thread that follows.
struct FollowEvents {
    ClusterWatch::OnChanges onChanges;
    /// Secrets or ConfigMaps of a namespace whose changes do not come, though others do.
    std::function<void(const MissingPart&)> onUnfollowed;
};

/// Every list of the snapshot is followed until a stop, and the Secrets and ConfigMaps that its objects name, or come to name;
/// Secrets only when the snapshot was read with them. Definitions of kinds are not. Returns why it ended before a stop.
[[nodiscard]] std::optional<ClusterError> followCluster(HttpClient& client, const ClusterSnapshot& snapshot,
                                                        const FollowEvents& events, const std::stop_token& stop,
                                                        const WatchLimits& limits = {});

/// The snapshot after the changes.
[[nodiscard]] ClusterSnapshot withChanges(ClusterSnapshot snapshot, std::span<const ObjectChange> changes);

}  // namespace gatesight::model
