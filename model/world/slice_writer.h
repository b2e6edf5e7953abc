// Cuts endpoints into slices of bounded size.
#pragma once

#include "model/world/derivation.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

/// Endpoints of one address family with one set of ports.
struct EndpointSet {
    std::string addressType;
    std::vector<EndpointPort> ports;
    std::vector<Endpoint> endpoints;
};

struct SliceStyle {
    std::string_view managedBy;     ///< value of the label endpointslice.kubernetes.io/managed-by
    std::size_t endpointsPerSlice;  ///< eps.many-slices
    bool headless = false;
};

/// Slices of the Service with the name of `source` (the Service itself, or its Endpoints), in the
/// order of the sets.
[[nodiscard]] std::vector<ObjectPtr> writeSlices(const Object& source,
                                                 const std::vector<EndpointSet>& sets,
                                                 const SliceStyle& style);

}  // namespace gatesight::model
