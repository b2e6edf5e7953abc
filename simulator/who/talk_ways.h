// Where Services and routes lead: whether a connection that policies let through has a way.
//
// A *way set* is all that one kind of client can get to: clients inside of the cluster, those of a
// namespace with routes of its own (mesh.consumer), the proxies of one Gateway, or the internet by
// node ports, load balancers and external addresses. Clients inside go to the ready endpoints of
// every Service port, but where mesh routes stand before it only to their backends. That the
// address of a Pod can be dialled past all Services is no way: nobody can count on it.
#pragma once

#include "simulator/who/talk_parties.h"

#include <boost/dynamic_bitset.hpp>

#include <map>
#include <span>
#include <string_view>
#include <unordered_map>

namespace gatesight::simulator {

class TalkWays {
public:
    using Set = std::uint32_t;
    static constexpr Set kClients = 0, kInternet = 1;

    TalkWays(const Simulation& simulation, std::span<const TalkParty> parties);

    /// The way set of a party as a client.
    [[nodiscard]] Set setOf(const TalkParty& party) const;
    [[nodiscard]] Set setOfGateway(std::uint32_t gateway) const { return m_gatewaySets[gateway]; }

    /// Which sets lead to a port of a party: a number, the same for the same sets.
    [[nodiscard]] std::uint32_t reachOf(std::uint32_t party, const TalkPort& port) const;
    [[nodiscard]] bool leads(Set set, std::uint32_t reach) const { return m_reaches[reach][set]; }

private:
    using Bits = boost::dynamic_bitset<>;
    /// Ends of ways: a port of a party.
    struct End {
        std::uint32_t party;
        TalkPort port;
        auto operator<=>(const End&) const = default;
    };
    struct Frontend {
        model::ObjectId service;
        std::uint32_t port;
        auto operator<=>(const Frontend&) const = default;
    };
    using Routes = std::map<Frontend, Bits>;

    void number(std::span<const TalkParty> parties);
    void addRoutes();
    void addClients();
    void addGateways();
    void addInternet();
    void internReaches();
    template <class K>
    void walkServices(const std::string& clients, Bits& set) const;
    [[nodiscard]] Bits none() const { return Bits(m_ends.size()); }
    void addEndpoints(const Frontend& frontend, Bits& set) const;
    void addBackends(const RouteState& route, bool mesh, Bits& set) const;

    const Simulation& m_simulation;
    std::map<End, std::uint32_t> m_ends;
    std::unordered_map<std::uint32_t, std::uint32_t> m_partyOf;  // by ObjectId
    std::map<std::string, Routes> m_routes;                      // by namespace of the clients
    std::map<std::string, Set, std::less<>> m_consumerSets;      // by namespace
    std::vector<Set> m_gatewaySets;        // by index in ControlPlane::gateways
    std::vector<Bits> m_sets;              // by Set, bits by end
    std::vector<std::uint32_t> m_reachOf;  // by end
    std::vector<Bits> m_reaches;           // bits by Set
};

}  // namespace gatesight::simulator
