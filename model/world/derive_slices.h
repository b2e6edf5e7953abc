// EndpointSlices that the controllers of a cluster would have made (section 21.2 of the rules).
#pragma once

#include "model/world/cluster_facts.h"
#include "model/world/pod_index.h"

namespace gatesight::model {

/// As the EndpointSlice controller does: slices for each Service with a selector of which no slice
/// is loaded.
[[nodiscard]] Derived deriveServiceSlices(const ObjectSet& objects, const PodIndex& pods,
                                          const ClusterFacts& facts,
                                          const PreviousGroups& previous);

/// As the mirroring controller does: slices for each Endpoints object of a Service without selector
/// (eps.legacy-endpoints), unless mirrored slices are loaded.
[[nodiscard]] Derived deriveMirroredSlices(const ObjectSet& objects,
                                           const PreviousGroups& previous);

}  // namespace gatesight::model
