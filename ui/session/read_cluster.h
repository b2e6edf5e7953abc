// Reads a live cluster. A plain function, run in a worker; nothing is asked of a cluster but here and by who follows it.
#pragma once

#include "ui/session/load.h"

#include <set>

namespace gatesight::ui {

/// `allowedPlugins`: fingerprints (model/cluster/plugin_consent.h) of the credential plugins that may run. The error is empty
/// when it was stopped.
[[nodiscard]] std::expected<LiveClusterPtr, LoadError> readCluster(const ClusterChoice& choice,
                                                                   const std::set<std::string>& allowedPlugins,
                                                                   const std::stop_token& stop, const LoadReport& report);

/// The texts of the snapshot, named after the cluster.
[[nodiscard]] model::Manifests manifestsOf(const LiveCluster& cluster);

}  // namespace gatesight::ui
