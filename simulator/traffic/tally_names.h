// Under which name a request is counted, and whether it ended well.
#pragma once

#include "simulator/routing/decision.h"

#include <string>

namespace gatesight::simulator {

/// "shop/cart", or "no backend"
[[nodiscard]] std::string backendTallyName(const Decision& decision);
/// "shop/cart-v1-abc", "192.0.2.7:80" for an endpoint without a Pod, or "no Pod"
[[nodiscard]] std::string podTallyName(const Decision& decision);
/// "shop/cart[2]" with the index of the rule, or "no route"
[[nodiscard]] std::string routeTallyName(const Decision& decision);
/// "200"; without a status the refusal, or the outcome
[[nodiscard]] std::string statusTallyName(const Decision& decision);

/// Answered below 400, redirected, or gone out of the cluster.
[[nodiscard]] bool endedWell(const Decision& decision);

}  // namespace gatesight::simulator
