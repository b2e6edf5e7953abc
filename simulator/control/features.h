// The features of the Gateway API by name, and what a controller that lacks some of them publishes.
#pragma once

#include "simulator/options.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

struct Feature {
    std::string_view name;
    bool experimental = false;
    bool published = true;  ///< has a constant; the others are named in comments and GEPs only
};

/// Every feature name of RULES section 23, ascending.
[[nodiscard]] std::span<const Feature> features();

[[nodiscard]] bool isFeature(std::string_view name);

/// What a GatewayClass lists (gatewayclass.supported-features): published features of the channel
/// that are not in Options::without, ascending; at most 64 (api.limits.status).
[[nodiscard]] std::vector<std::string> supportedFeatures(const Options& options);

}  // namespace gatesight::simulator
