// A live cluster as an input: which one, and what came of reading it.
#pragma once

#include "model/cluster/cluster_follow.h"
#include "model/cluster/connection.h"

#include <memory>
#include <string>
#include <vector>

namespace gatesight::ui {

/// What the user chose.
struct ClusterChoice {
    std::string kubeconfig;               ///< empty: as kubectl finds it
    std::string context;                  ///< empty: the current one
    std::vector<std::string> namespaces;  ///< empty: all
    bool secrets = false;                 ///< whether Secrets that are named are read, for their certificates
    auto operator<=>(const ClusterChoice&) const = default;
};

/// What was read of it last. Immutable.
struct LiveCluster {
    /// The same for all states of one reading, so that who follows it knows that nothing began anew.
    std::shared_ptr<const model::Connection> connection;
    std::string name;  ///< of the context
    model::ClusterSnapshot snapshot;
};
using LiveClusterPtr = std::shared_ptr<const LiveCluster>;

}  // namespace gatesight::ui
