// Which Pods open connections to which endpoints, past any Gateway.
//
// Pods are looked at by classes that no policy can tell apart (policy_matrix.h), and ports by what
// the rules of policies say about them: ports that fit the same port tests are one. So thousands of
// Pods and Services cost as much as the kinds of them that policies make.
#pragma once

#include "simulator/delivery/delivery.h"
#include "simulator/delivery/policy/policy_matrix.h"
#include "simulator/simulation.h"

#include <boost/dynamic_bitset.hpp>

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace gatesight::simulator {

/// A bit for each Pod of the World, by PodReach::pods().
using PodBits = boost::dynamic_bitset<std::uint64_t>;

struct ReachingPods {
    PodBits surely, perhaps;  ///< disjoint
};

class PodReach {
public:
    /// Keeps the argument.
    explicit PodReach(const Simulation& simulation);

    [[nodiscard]] const std::vector<model::ObjectId>& pods() const { return m_pods; }
    /// Those that may open connections of their own accord: not finished, not the proxies of a
    /// Gateway, and not on the network of their node, which no policy keeps out (np.node,
    /// np.host-network).
    [[nodiscard]] const PodBits& clients() const { return m_clients; }

    /// The clients that reach at least one of `targets`; a Pod is no client of itself.
    [[nodiscard]] ReachingPods reaching(std::span<const EndpointTarget* const> targets,
                                        Transport transport);

    /// The one to name as an example: the first of `namespace_`, else of any namespace but
    /// kube-system, which few think of as clients, else of that; nothing of nobody.
    [[nodiscard]] std::optional<std::size_t> exampleOf(const PodBits& some,
                                                       std::string_view namespace_) const;

    /// Place of a Pod in pods(); absent for what is none.
    [[nodiscard]] std::optional<std::uint32_t> placeOf(model::ObjectId pod) const;

private:
    struct Ports {
        std::shared_ptr<const PolicyMatrix> matrix;
        std::unordered_map<std::uint32_t, ReachingPods> to;  // by class of the destination
    };

    Ports& portsFor(std::uint16_t port, Transport transport);
    [[nodiscard]] std::string signatureOf(std::uint16_t port, Transport transport) const;
    const ReachingPods& towards(Ports& ports, std::uint32_t destination);
    [[nodiscard]] ReachingPods from(const EndpointTarget& target, Transport transport);
    /// Towards an endpoint that is no Pod.
    [[nodiscard]] ReachingPods outward(Ports& ports, const EndpointTarget& target,
                                       Transport transport) const;

    const Simulation& m_simulation;
    std::vector<model::ObjectId> m_pods;
    std::unordered_map<std::uint32_t, std::uint32_t> m_places;  // by ObjectId
    PodBits m_clients;
    std::set<std::tuple<std::string, std::string, std::uint16_t>> m_namedPorts;
    std::map<std::string, Ports> m_ports;  // by signature
};

}  // namespace gatesight::simulator
