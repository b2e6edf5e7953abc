// Follows a cluster from where a snapshot of it ended.
#pragma once

#include "model/cluster/cluster_import.h"
#include "model/cluster/cluster_watch.h"

#include <optional>
#include <span>
#include <stop_token>

namespace gatesight::model {

/// Every list of the snapshot is followed until a stop; `onChanges` is called on this thread. Definitions of kinds, and objects
/// that were read one by one because something names them (Secrets, ConfigMaps), are not. Returns why it ended before a stop.
[[nodiscard]] std::optional<ClusterError> followCluster(HttpClient& client, const ClusterSnapshot& snapshot,
                                                        const ClusterWatch::OnChanges& onChanges, const std::stop_token& stop,
                                                        const WatchLimits& limits = {});

/// The snapshot after the changes.
[[nodiscard]] ClusterSnapshot withChanges(ClusterSnapshot snapshot, std::span<const ObjectChange> changes);

}  // namespace gatesight::model
