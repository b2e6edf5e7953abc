// What every kind of contradiction is found from: computed once for a simulation.
#pragma once

#include "simulator/contradictions/contradiction.h"
#include "simulator/contradictions/outer_fronts.h"
#include "simulator/contradictions/pod_reach.h"
#include "simulator/contradictions/promises.h"
#include "simulator/delivery/policy/policy_set.h"

#include <map>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct ContradictionFacts {
    explicit ContradictionFacts(const Simulation& simulation_)
        : simulation(simulation_),
          promises(promisesOf(simulation_)),
          fronts(outerFronts(simulation_)),
          reach(simulation_) {}

    const Simulation& simulation;
    std::vector<Promise> promises;
    std::vector<OuterFront> fronts;
    PodReach reach;

    [[nodiscard]] const model::World& world() const { return *simulation.world; }
};

/// The ready endpoints of a Service port.
[[nodiscard]] std::vector<const EndpointTarget*> readyTargets(const Simulation& simulation,
                                                              model::ObjectId service,
                                                              std::uint32_t port);

/// A connection to an endpoint. The source is the caller's.
[[nodiscard]] PolicyFlow flowTo(const PolicySet& policies, const EndpointTarget& target,
                                Transport transport);

/// From an address outside of the cluster that nobody knows, through a front of a Service; allowed
/// where there are no policies.
struct OuterVerdict {
    PolicyVerdict::Result result = PolicyVerdict::Result::Allowed;
    DecidingPolicy decider;
};
[[nodiscard]] OuterVerdict verdictFromOutside(const Simulation& simulation,
                                              const EndpointTarget& target, Transport transport,
                                              std::uint16_t servicePort);

[[nodiscard]] std::uint16_t portNumber(const model::World& world, model::ObjectId service,
                                       std::uint32_t port);
/// "shop/cart:80", with its kind in front when it is no Service.
[[nodiscard]] std::string backendText(const model::World& world, model::ObjectId service,
                                      std::uint16_t port);
/// "HTTPRoute shop/cart"
[[nodiscard]] std::string objectText(const model::World& world, model::ObjectId id);
/// "1 Pod", "3 Pods"
[[nodiscard]] std::string countText(std::size_t count, std::string_view one);

}  // namespace gatesight::simulator
