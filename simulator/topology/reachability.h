// Which listeners, routes and rules get traffic: some request can reach them, and something ready
// answers.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "simulator/simulation.h"
#include "simulator/topology/route_shape.h"

namespace gatesight::simulator {

struct RuleReach {
    bool reachable = false;  ///< some request that comes in at a serving listener matches it and
                             ///< nothing of higher precedence
    bool answers = false;    ///< a redirect, or a backend with weight and a ready endpoint
    std::string why;         ///< one sentence, when not both
    [[nodiscard]] bool getsTraffic() const { return reachable && answers; }
};

/// One match of a route under one host name of one listener; indexes beside ControlPlane::listeners,
/// their attachments, the host names of these, the route's rules, and the rule's matches.
struct MatchPlace {
    std::size_t listener = 0, attachment = 0, hostname = 0, rule = 0, match = 0;
    auto operator<=>(const MatchPlace&) const = default;
};

/// A rule by index of its route, beside ControlPlane::routes.
struct RulePlace {
    std::size_t route = 0, rule = 0;
};

struct Reachability {
    std::vector<std::vector<RuleReach>> rules;  ///< beside ControlPlane::routes and their rules
    std::vector<std::vector<bool>>
        attachments;  ///< beside ControlPlane::listeners and their attachments: traffic passes
    /// Matches that never take a request where they are, and who takes their requests first.
    std::map<MatchPlace, RulePlace> taken;
    /// Host names whose every host belongs to a more specific listener of the same port
    /// (listener.isolation); rule and match are 0.
    std::map<MatchPlace, std::size_t> elsewhere;
    [[nodiscard]] bool route(std::size_t index) const;
    [[nodiscard]] bool listener(std::size_t index) const;
};

/// `shapes` lie beside ControlPlane::routes. A rule is taken as unreachable when an identical match
/// of higher precedence takes its requests on every listener and host name, or when more specific
/// listeners take all of its host names (listener.isolation).
[[nodiscard]] Reachability reach(const Simulation& simulation,
                                 const std::vector<RouteShape>& shapes);

/// Whether the Service behind a resolved backend has a ready endpoint on that port; an XBackend that
/// requests leave for counts as one.
[[nodiscard]] bool hasReadyEndpoint(const Simulation& simulation, const BackendState& backend);

/// Whether a resolved backend leads to what is not loaded: a ServiceImport without slices.
[[nodiscard]] bool leadsToUnknown(const Simulation& simulation, const BackendState& backend);

}  // namespace gatesight::simulator
