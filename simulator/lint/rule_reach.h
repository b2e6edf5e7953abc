// Which rules take requests at all: for each a request that it takes, or the rules that go before
// it wherever it could have taken one.
//
// Conditions of matches are only ever "has this", so that a match takes something at a path exactly
// when no match before it asks for a part of what it asks for itself; which single match that is,
// is then the reason. Matches with expressions cover nothing and are called neither live nor dead.
#pragma once

#include "simulator/lint/host_classes.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace gatesight::simulator {

/// A match, and the one of another rule that takes all of its requests at a path.
struct CoveredMatch {
    std::uint32_t match = 0;
    model::ObjectId byRoute;
    std::uint32_t byRule = 0, byMatch = 0;
    std::string host, hostname, byHostname;  ///< asked for; patterns under which both are served
};

struct ReachedRule {
    enum class State : std::uint8_t {
        Unvisited,  ///< no host leads to it: other listeners take the names of its route
        Covered,
        Unknown,  ///< it has expressions, or there was too much to compare
        Reached
    };
    model::ObjectId route;
    std::uint32_t rule = 0;
    State state = State::Unvisited;
    std::vector<CoveredMatch> covers;  ///< one for each covered match, as far as looked at
    std::uint32_t host = 0;  ///< of a reached rule: where it was seen first, and what took it there
    RequestOfMatch asked;
};

class ReachMap {
public:
    /// Rules of HTTPRoutes and GRPCRoutes that are attached where traffic comes in, by route as in
    /// the control plane, then by rule.
    explicit ReachMap(const Simulation& simulation);

    [[nodiscard]] const std::vector<ReachedRule>& rules() const { return m_rules; }
    /// Null for a rule that is not served.
    [[nodiscard]] const ReachedRule* find(model::ObjectId route, std::uint32_t rule) const;

    /// Of a reached rule: a request that it takes unless an expression that goes before it does.
    [[nodiscard]] Request witnessOf(const ReachedRule& reached) const;

    /// Notes what a path of a host shows.
    void look(const HostOfScope& host, const PathOfHost& path);

private:
    ReachedRule* find(model::ObjectId route, std::uint32_t rule);
    void judge(const HostOfScope& host, const PathOfHost& path, std::size_t at, ReachedRule& reach);
    [[nodiscard]] std::string servedName(const RouteHit& hit) const;

    const Simulation& m_simulation;
    std::vector<ReachedRule> m_rules;
    std::unordered_map<std::uint32_t, std::uint32_t> m_first;  // by route
    std::unordered_map<std::uint32_t, Request> m_hosts;  // by HostOfScope::number: of witnesses
    std::size_t m_compared = 0;
};

}  // namespace gatesight::simulator
