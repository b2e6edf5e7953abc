// Redirects that come back: the request that a client sends next is decided again, and so on, until
// somebody answers or it was asked for before.
#pragma once

#include "simulator/control/finding_list.h"
#include "simulator/lint/host_classes.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace gatesight::simulator {

class RedirectMap {
public:
    explicit RedirectMap(const Simulation& simulation);

    /// Whether a route of the host redirects anything.
    [[nodiscard]] bool concerns(const HostOfScope& host) const;
    void look(const HostOfScope& host, const PathOfHost& path);
    /// One finding for each rule that sends clients in a circle.
    void report(FindingList& findings) const;

private:
    struct Circle {
        std::string story;     ///< "GET http://a.test/ -> https://a.test/ -> …"
        bool endless = false;  ///< no request comes again, but there is always one more
    };
    void followFrom(const Request& request, const HitOfPath& hit);

    const Simulation& m_simulation;
    std::vector<bool> m_redirects;  // by ObjectId: routes that have such rules
    std::map<std::pair<model::ObjectId, std::uint32_t>, Circle> m_circles;
};

}  // namespace gatesight::simulator
