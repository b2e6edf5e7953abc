// Everything of a decision that no draw changes, and what a draw makes of it.
//
// Weights, endpoints and mirrors are drawn; all before and around that is the same for every
// repetition of a request. A plan is made once, and then a draw costs nanoseconds: that is what
// repeating and replaying rest on.
#pragma once

#include "simulator/delivery/policy/flow.h"
#include "simulator/routing/attempts.h"
#include "simulator/routing/backend_plan.h"
#include "simulator/routing/rule_filters.h"
#include "simulator/routing/session.h"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// What chance decided. Equal draws of one plan give equal decisions.
struct Draw {
    std::uint32_t backend =
        UINT32_MAX;              ///< index into RequestPlan::backends; UINT32_MAX: none was drawn
    std::uint32_t endpoint = 0;  ///< index among the endpoints of that backend
    std::uint64_t mirrors = 0;   ///< bit n: mirror n took a copy
    auto operator<=>(const Draw&) const = default;
};

/// Refers to the Simulation and the Request it was made of, which have to outlive it.
struct RequestPlan {
    const Simulation* simulation = nullptr;
    const Request* request = nullptr;
    Decision decision;        ///< all that no draw changes
    bool settled = true;      ///< that is all there is
    bool connection = false;  ///< it is forwarded as it comes, whatever it is
    std::vector<BackendPlan> backends;
    std::vector<std::int32_t> weights;  ///< beside backends
    FilteredRequest filtered;           ///< by the rule's filters
    FilterPlace place;                  ///< for the filters of a backendRef
    AttemptRules attempts;
    std::optional<RuleSession> session = {};    ///< that the rule keeps
    std::optional<std::uint32_t> resumed = {};  ///< the backend that a session leads to: no draw
    model::ObjectId gateway;  ///< that the request goes through; invalid inside the cluster
    ListenerId listener;
    std::optional<PolicyParty>
        dialer;  ///< who opens the last connection; only with network policies
};

/// Follows a request up to where chance comes in. Steps go to `say`.
[[nodiscard]] RequestPlan planRequest(const Simulation& simulation, const Request& request,
                                      Narration& say);

/// Draw `index` of `seed`: a pure function of these and the plan.
[[nodiscard]] Draw drawFor(const RequestPlan& plan, std::uint64_t seed, std::uint64_t index);

/// What a draw leads to. Decision::seed, repeat and trace are the caller's.
[[nodiscard]] Decision decisionFor(const RequestPlan& plan, const Draw& draw, Narration& say);

}  // namespace gatesight::simulator
