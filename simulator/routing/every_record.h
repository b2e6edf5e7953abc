// For who wants to see all rules of a host and a path, and not the one that a request comes to.
#pragma once

#include "simulator/routing/route_table.h"

#include <vector>

namespace gatesight::simulator {

/// Keeps every record that RouteTable::match visits, whether it fits the request or not: in order
/// of precedence all matches whose host and path may fit.
class EveryRecord {
public:
    void enter(HostId host) { m_host = host; }
    [[nodiscard]] bool fits(const MatchRecord& record) {
        hits.push_back({m_host, &record});
        return false;
    }
    void misses(const MatchRecord& record) { hits.push_back({m_host, &record}); }
    [[nodiscard]] bool done() const { return false; }

    std::vector<RouteHit> hits;

private:
    HostId m_host;
};

}  // namespace gatesight::simulator
