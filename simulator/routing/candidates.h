// The observer that remembers: which rules a look-up tried, and how each of them ended.
#pragma once

#include "simulator/routing/route_table.h"

#include <vector>

namespace gatesight::simulator {

/// A rule whose host and path fit the request. Valid as long as its table.
struct Candidate {
    RouteHit hit;
    bool fits = false;  ///< method, headers and query too
};

/// Observes RouteTable::match to its end, where FirstHit stops at the first hit. The first
/// candidate that fits is the winner, the same that FirstHit finds, as both see the same calls.
class Candidates {
public:
    /// Candidates beyond this many are counted only.
    static constexpr std::size_t kKept = 200;

    void enter(HostId host) {
        m_host = host;
        m_hosts.push_back(host);
    }
    [[nodiscard]] bool fits(const MatchRecord& record) {
        if (!m_winner)
            m_winner = {m_host, &record};
        keep(record, true);
        return false;
    }
    void misses(const MatchRecord& record) { keep(record, false); }
    [[nodiscard]] bool done() const { return false; }

    [[nodiscard]] RouteHit winner() const { return m_winner; }
    /// In order of precedence; the winner is always among them.
    [[nodiscard]] const std::vector<Candidate>& kept() const { return m_kept; }
    [[nodiscard]] std::size_t total() const { return m_total; }
    /// Hosts that admit the request, the most specific first.
    [[nodiscard]] const std::vector<HostId>& hosts() const { return m_hosts; }

private:
    void keep(const MatchRecord& record, bool fits) {
        ++m_total;
        const bool wins = fits && m_winner.record == &record;
        if (m_kept.size() < kKept || wins)
            m_kept.push_back({{m_host, &record}, fits});
    }

    HostId m_host;
    RouteHit m_winner;
    std::vector<Candidate> m_kept;
    std::vector<HostId> m_hosts;
    std::size_t m_total = 0;
};

}  // namespace gatesight::simulator
