// How clouds are told that the load balancer of a Service is for their private network alone.
#pragma once

#include "model/kinds/metadata.h"

#include <span>
#include <string_view>

namespace gatesight::model {

/// An annotation of Services and the value, in lower case, with which it says so.
struct InternalBalancerSign {
    std::string_view annotation, value;
};

/// All that are known; sorted by annotation.
[[nodiscard]] std::span<const InternalBalancerSign> internalBalancerSigns();

/// The annotation that says so; empty: none of `annotations` does. Lives as long as the program.
[[nodiscard]] std::string_view internalBalancerSign(const Labels& annotations);

}  // namespace gatesight::model
