// Pods of workloads that are loaded without Pods.
#pragma once

#include "model/world/derive_addresses.h"
#include "model/world/pod_index.h"

namespace gatesight::model {

/// Pods for every Deployment, ReplicaSet, StatefulSet, DaemonSet and unfinished Job of which no Pod
/// is loaded, named as Kubernetes would name them, running and ready. A Deployment whose ReplicaSet
/// is loaded leaves the Pods to that. `loadedPods` holds the Pods that are loaded; addresses come
/// from `pool`.
[[nodiscard]] Derived derivePods(const ObjectSet& objects, const PodIndex& loadedPods,
                                 AddressPool& pool, const ClusterFacts& facts,
                                 const PreviousGroups& previous);

}  // namespace gatesight::model
