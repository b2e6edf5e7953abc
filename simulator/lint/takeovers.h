// Names that another namespace takes: requests for a host of a route's wildcard go to a route, or
// to a listener, of somebody else that names the host more closely.
#pragma once

#include "simulator/control/finding_list.h"
#include "simulator/lint/host_classes.h"

#include <map>
#include <set>
#include <string>

namespace gatesight::simulator {

class TakeoverMap {
public:
    explicit TakeoverMap(const Simulation& simulation) : m_simulation(simulation) {}

    void look(const HostOfScope& host);
    /// One finding for each route that loses hosts.
    void report(FindingList& findings) const;

private:
    struct Takeover {
        model::NodeId node = model::kNoNode;  ///< of the hostname of the route that loses
        std::string hostname;
        std::map<std::string, model::ObjectId> takers;  ///< by the name that is taken
    };
    void noteTakers(HostId narrow, HostId wide);

    const Simulation& m_simulation;
    std::map<model::ObjectId, Takeover> m_takeovers;
};

/// Listeners of ListenerSets that take names from listeners of other namespaces of their Gateway.
void reportListenerTakeovers(FindingList& findings, const Simulation& simulation);

}  // namespace gatesight::simulator
