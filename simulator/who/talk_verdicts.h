// What network policies say between parties: by classes of equal ones, so that thousands of Pods
// cost as much as a few dozen.
#pragma once

#include "simulator/delivery/policy/policy_matrix.h"
#include "simulator/who/talk_parties.h"

#include <map>
#include <span>
#include <stop_token>
#include <tuple>

namespace gatesight::simulator {

/// The flow from a party, or the internet, to a party; only with policies.
class TalkFlows {
public:
    TalkFlows(const Simulation& simulation, std::span<const TalkParty> parties)
        : m_simulation(simulation), m_parties(parties) {}

    [[nodiscard]] PolicyParty party(std::uint32_t party) const;
    [[nodiscard]] PolicyFlow between(std::uint32_t source, std::uint32_t destination,
                                     const TalkPort& port) const;
    /// np.peer.ip-block.snat: from an address that nobody knows.
    [[nodiscard]] PolicyFlow fromInternet(std::uint32_t destination, const TalkPort& port) const;
    /// To some address outside; of no known port.
    [[nodiscard]] PolicyFlow toOutside(std::uint32_t source, Transport transport) const;

private:
    void setFamily(PolicyFlow& flow, std::uint32_t party) const;

    const Simulation& m_simulation;
    std::span<const TalkParty> m_parties;
};

/// What leaves a party for the outside: by address and port nothing, something or everything.
enum class OutsideReach : std::uint8_t { Nothing, Something, Everything, Unknown };

class TalkVerdicts {
public:
    using Result = PolicyVerdict::Result;

    TalkVerdicts(const Simulation& simulation, std::span<const TalkParty> parties);

    /// Prepares answers for these ports; false when stopped.
    [[nodiscard]] bool prepare(std::span<const TalkPort> ports, const std::stop_token& stop);

    /// Parties of one class are the same to all policies, for the prepared ports.
    [[nodiscard]] std::uint32_t classOf(std::uint32_t party) const { return m_classOf[party]; }
    /// Between two parties that are not the same; `port` is one of the prepared, by index.
    [[nodiscard]] Result between(std::uint32_t source, std::uint32_t destination,
                                 std::uint32_t port);
    [[nodiscard]] Result fromInternet(std::uint32_t destination, std::uint32_t port);
    /// From the internet to the proxies of a Gateway, one of which is `proxy`.
    [[nodiscard]] Result enteringGateway(std::uint32_t proxy);
    [[nodiscard]] OutsideReach toOutside(std::uint32_t source);

private:
    [[nodiscard]] OutsideReach judgeOutside(std::uint32_t source) const;

    const Simulation& m_simulation;
    std::span<const TalkParty> m_parties;
    TalkFlows m_flows;
    std::vector<model::ObjectId> m_pods;
    std::vector<std::uint32_t> m_podOf;  // by party: place in m_pods; UINT32_MAX: no Pod
    std::vector<TalkPort> m_ports;
    std::shared_ptr<const PolicyMatrix> m_matrix;
    std::vector<std::uint32_t> m_classOf;
    /// What the matrix does not know, by classes: one answer each.
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, Result> m_single;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Result> m_fromInternet;
    std::map<std::uint32_t, OutsideReach> m_toOutside;
    std::map<std::uint32_t, Result> m_entering;  // by party
};

}  // namespace gatesight::simulator
