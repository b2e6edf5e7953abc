// What a PolicySet keeps. Terms:
//
// A *profile* is a namespace with a set of labels; Pods of one profile are the same to every
// selector. A *peer test* is one item of `from` or `to`, a *port test* one of `ports`; equal ones
// of all policies are kept once. Which profiles a peer test selects is computed beforehand, as
// bits, from the bits of single labels; so are the policies that select a profile.
#pragma once

#include "simulator/delivery/policy/policy_set.h"

#include <boost/dynamic_bitset.hpp>

#include <map>
#include <unordered_map>

namespace gatesight::simulator {

using Bits = boost::dynamic_bitset<std::uint64_t>;

struct Profile {
    std::string_view namespace_;
    const model::Labels* labels = nullptr;
};

/// Pods by the labels of their namespace and their own.
struct PodsTest {
    std::string_view namespace_;                       ///< of a NetworkPolicy; empty: by selector
    const model::LabelSelector* namespaces = nullptr;  ///< null: that one namespace
    const model::LabelSelector* pods = nullptr;        ///< null: every Pod
    Bits profiles;                                     ///< that it selects
};

struct PeerTest {
    enum class Kind : std::uint8_t { Pods, Range, Nodes, Names };
    Kind kind = Kind::Pods;
    bool tiered =
        false;  ///< of a cluster policy, whose ranges hold for Pods too (np.tier.networks)
    PodsTest pods;
    std::vector<model::AddressRange> ranges;  ///< one of them; none: nobody
    std::vector<model::AddressRange> except;
    const model::LabelSelector* nodes = nullptr;
    std::span<const std::string> names;
};

struct PortTest {
    std::optional<Transport> transport;  ///< absent: any, beside a name
    bool nothing = false;                ///< a protocol that does not exist
    std::string_view name;               ///< empty: by number
    std::uint16_t first = 0, last = UINT16_MAX;

    [[nodiscard]] bool everyNumber() const { return first <= 1 && last == UINT16_MAX; }
};

struct CompiledRule {
    using Action = model::TieredNetworkPolicy::Action;
    Action action = Action::Accept;
    bool everyPeer = false, everyPort = false;
    std::vector<std::uint32_t> peers, ports;  ///< indexes of tests
    model::NodeId node = model::kNoNode;
};

struct CompiledPolicy {
    model::ObjectId object;
    PolicyTier tier = PolicyTier::NetworkPolicy;
    std::int32_t priority = 0;
    PodsTest subject;
    std::array<bool, 2> covers{};                    ///< by Direction
    std::array<std::vector<CompiledRule>, 2> rules;  ///< by Direction
};

struct NodeFacts {
    std::string_view name;
    const model::Labels* labels = nullptr;
    std::vector<model::IPAddress> addresses;
};

struct PolicySet::Data {
    const model::World* world = nullptr;
    bool rangesHoldPods = true;            ///< SpecChoices::ipBlockPods
    std::vector<CompiledPolicy> policies;  ///< by tier, then in the order in which they are asked
    std::vector<PeerTest> peers;
    std::vector<PortTest> ports;
    std::vector<Profile> profiles;
    std::vector<std::uint32_t> profileOf;                    ///< by ObjectId; UINT32_MAX: no Pod
    std::vector<std::vector<model::IPAddress>> addressesOf;  ///< by ObjectId, of Pods
    /// Policies by profile, for each direction and tier.
    std::array<std::array<std::vector<std::vector<std::uint32_t>>, 3>, 2> selecting;
    std::vector<NodeFacts> nodes;

    [[nodiscard]] const model::Pod* podOf(model::ObjectId id) const;
    /// The first and the one behind the last policy of a tier.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> range(PolicyTier tier) const;
};

}  // namespace gatesight::simulator
