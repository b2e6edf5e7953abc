// Which workload a Pod belongs to.
#pragma once

#include "model/kinds/resource.h"

#include <string>

namespace gatesight::simulator {

/// "namespace/name" of the workload that made the Pod: of the Deployment, not of its ReplicaSet. Of
/// the Pod itself when nothing did.
[[nodiscard]] std::string workloadOf(const model::Object& pod);

}  // namespace gatesight::simulator
