// Ties between routes of different namespaces: requests that two rules ask for alike, so that only
// the age or the name of their routes decides (route.precedence.age).
#pragma once

#include "simulator/control/finding_list.h"
#include "simulator/lint/rule_reach.h"

#include <map>
#include <utility>

namespace gatesight::simulator {

class TieMap {
public:
    explicit TieMap(const Simulation& simulation) : m_simulation(simulation) {}

    /// Whether routes of several namespaces meet at the host.
    [[nodiscard]] bool concerns(const HostOfScope& host) const;
    void look(const HostOfScope& host, const PathOfHost& path);
    /// One finding for each two routes, at a rule that has to wait. Of rules that never match more
    /// is said elsewhere.
    void report(FindingList& findings, const ReachMap& reach) const;

private:
    struct Tie {
        std::uint32_t winnerRule = 0, loserRule = 0, winnerMatch = 0, loserMatch = 0;
        Request request;
        std::size_t rules = 0;  ///< pairs of rules besides
    };
    void note(const HostOfScope& host, const PathOfHost& path, const HitOfPath& winner,
              const HitOfPath& loser);
    [[nodiscard]] const std::string& namespaceOf(model::ObjectId route) const;

    const Simulation& m_simulation;
    std::map<std::pair<model::ObjectId, model::ObjectId>, Tie> m_ties;  // winner, loser
};

}  // namespace gatesight::simulator
