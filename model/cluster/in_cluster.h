// The connection of a Pod to the API server of its own cluster.
#pragma once

#include "model/cluster/connection.h"

#include <optional>

namespace gatesight::model {

/// By the variables and the ServiceAccount that a Pod is given; nothing outside of a cluster.
[[nodiscard]] std::optional<Connection> inClusterConnection(const ClusterEnvironment& environment);

}  // namespace gatesight::model
