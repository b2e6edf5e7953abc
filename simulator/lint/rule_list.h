// Every rule of the HTTPRoutes and GRPCRoutes, with a request that it takes, or why it takes none.
#pragma once

#include "simulator/lint/dead_rules.h"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

struct ListedRule {
    enum class State : std::uint8_t {
        Live,         ///< `witness` was asked, and this rule took it
        NeverMatches,  ///< `covering` take all that it asks for
        Unreached,    ///< no listener that has the route gets requests for its names
        NotAttached,  ///< nobody serves the route
        NotKnown      ///< no request was found, and there is no proof that there is none
    };
    model::ObjectId route;
    std::uint32_t rule = 0;
    std::string name;  ///< of the rule, where it has one
    State state = State::NotKnown;
    std::optional<Request> witness;
    std::vector<CoveringRule> covering;
};

/// "live", "never-matches", "unreached", "not-attached", "not-known"
[[nodiscard]] std::string_view toString(ListedRule::State state);

/// Routes as in the control plane, their rules in order. Every witness was asked of the engine.
[[nodiscard]] std::vector<ListedRule> listRules(const Simulation& simulation,
                                                const std::stop_token& stop = {});

}  // namespace gatesight::simulator
