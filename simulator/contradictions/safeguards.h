// What a route does to requests that a caller past its Gateway is spared.
//
// Retries, sessions and their limits (XBackendTrafficPolicy) are the Gateway's own affair, and
// XBackends have no Pods that anybody could reach past it: neither is looked at.
#pragma once

#include "simulator/contradictions/promises.h"

#include <string>
#include <vector>

namespace gatesight::simulator {

struct Safeguards {
    /// Who may come in at all: ExternalAuth, filters of the controller's own (ExtensionRef, of
    /// which nobody knows what they check), certificates of clients.
    std::vector<std::string> guards;
    /// What else changes or limits requests: header modifiers, CORS, timeouts, the verified TLS of
    /// a BackendTLSPolicy. The latter is held against the Gateway alone: whether Pods take anything
    /// else is up to them (btp.effect).
    std::vector<std::string> others;

    [[nodiscard]] bool empty() const { return guards.empty() && others.empty(); }
    [[nodiscard]] std::vector<std::string> all() const;
    /// Adds those of another promise, each once.
    void add(const Safeguards& more);
};

/// Of the rules of a promise, the references in them, and the listeners that the route is on.
[[nodiscard]] Safeguards safeguardsOf(const Simulation& simulation, const Promise& promise);

}  // namespace gatesight::simulator
