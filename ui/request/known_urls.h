// What could be asked of the loaded cluster: URLs for completion, and places where requests start.
#pragma once

#include "simulator/routing/request.h"
#include "simulator/simulation.h"

#include <string>
#include <vector>

namespace gatesight::ui {

/// URLs that some rule speaks of, sorted, without doubles; at most `limit`.
[[nodiscard]] std::vector<std::string> knownUrls(const simulator::Simulation& simulation,
                                                 std::size_t limit = 2000);

struct KnownSource {
    std::string title;  ///< "checkout/cart-v1"
    std::string kind;   ///< "Deployment", "Pod", …
    simulator::RequestSource source;
};

/// Workloads, then Pods, sorted by title; at most `limit`.
[[nodiscard]] std::vector<KnownSource> knownSources(const simulator::Simulation& simulation,
                                                    std::size_t limit = 2000);

}  // namespace gatesight::ui
