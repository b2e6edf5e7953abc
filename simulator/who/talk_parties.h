// Who takes part in the east-west picture: running Pods, and the data planes of Gateways.
#pragma once

#include "simulator/delivery/policy/flow.h"
#include "simulator/simulation.h"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// A port of a party; 0: which one it listens on is not known.
struct TalkPort {
    std::uint16_t port = 0;
    Transport transport = Transport::TCP;
    auto operator<=>(const TalkPort&) const = default;
};

/// "8080", "53/UDP", "?"
[[nodiscard]] std::string toString(const TalkPort& port);

struct TalkParty {
    static constexpr std::uint32_t kNoGateway = UINT32_MAX;

    model::ObjectId object;  ///< a Pod; a Gateway whose Pods are not loaded
    bool pod = true;
    std::uint32_t gateway = kNoGateway;  ///< index in ControlPlane::gateways that it is a proxy of
    std::string workload;                ///< its name in the namespace; of a Gateway the Gateway's
    /// Of its containers, and those that Services lead to; one of number 0 when there are none.
    std::vector<TalkPort> ports;
};

/// Pods that do not run any more are left out. Gateways that no controller acts on have no data
/// plane. A Gateway whose Pods are loaded is these Pods. In order of namespaces.
[[nodiscard]] std::vector<TalkParty> talkParties(const Simulation& simulation);

}  // namespace gatesight::simulator
