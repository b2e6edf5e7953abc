#include "simulator/delivery/pod_workload.h"

#include <algorithm>

namespace gatesight::simulator {

std::string workloadOf(const model::Object& pod) {
    const model::ObjectMeta& metadata = pod.metadata;
    const auto owner =
        std::ranges::find(metadata.ownerReferences, true, &model::OwnerReference::controller);
    if (owner == metadata.ownerReferences.end())
        return pod.fullName();
    std::string name = owner->name;
    // A Deployment's ReplicaSets are named "<deployment>-<hash>", and label their Pods with the
    // hash.
    if (const auto hash = metadata.labels.find("pod-template-hash");
        owner->kind == "ReplicaSet" && hash != metadata.labels.end() &&
        name.ends_with("-" + hash->second))
        name.resize(name.size() - hash->second.size() - 1);
    return metadata.namespace_ + "/" + name;
}

}  // namespace gatesight::simulator
