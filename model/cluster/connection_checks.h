// What kubectl refuses about a cluster or user once it is used.
#pragma once

#include "model/cluster/kubeconfig.h"

#include <optional>
#include <string>

namespace gatesight::model {

/// Why the cluster cannot be used; nothing when it can.
[[nodiscard]] std::optional<std::string> troubleWith(const KubeCluster& cluster);
[[nodiscard]] std::optional<std::string> troubleWith(const KubeUser& user);

}  // namespace gatesight::model
