// What manifests do not say and a Scenario among them lends: which Gateway a name leads to, and how workloads behave.
#pragma once

#include "model/world/world.h"
#include "simulator/routing/request.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct WorkloadBehavior {
    std::string workload;  ///< "ns/name"
    std::optional<std::uint16_t> port;  ///< of the container; absent: every port
    BackendBehavior behavior;
};

struct Surroundings {
    std::map<std::string, std::string, std::less<>> dns;  ///< host -> Gateway "ns/name"
    std::vector<WorkloadBehavior> workloads;

    /// How a Pod of `workload` acts on `port`, or null.
    [[nodiscard]] const BackendBehavior* behaviorOf(std::string_view workload, std::uint16_t port) const;
};

/// Joins what all scenarios of a World lend; of two that speak of the same name or workload the later one counts.
[[nodiscard]] Surroundings surroundingsOf(const model::World& world);

}  // namespace gatesight::simulator
