// The network policies of a World, compiled: which connections they let through (RULES 21.5).
//
// Three tiers are asked in turn, at the source about what leaves it and at the destination about
// what reaches it: cluster policies of tier Admin, NetworkPolicies, cluster policies of tier
// Baseline. What no tier decides is let through.
#pragma once

#include "simulator/delivery/policy/flow.h"
#include "simulator/options.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

enum class PolicyTier : std::uint8_t { Admin, NetworkPolicy, Baseline };

/// What one tier says about one direction, and by which rule of which policy.
struct TierVerdict {
    enum class Result : std::uint8_t {
        NotSelected,  ///< no policy of the tier selects the Pod for this direction
        Passed,       ///< none of its rules decides
        Allowed,
        Denied,
        Unknown  ///< the manifests do not say enough
    };
    static constexpr std::uint32_t kNoRule = UINT32_MAX;

    Result result = Result::NotSelected;
    std::string_view why;          ///< rule of the catalogue
    model::ObjectId policy;        ///< that decided, or the first of those that select the Pod
    std::uint32_t rule = kNoRule;  ///< index in its ingress or egress
    model::NodeId node = model::kNoNode;  ///< of that rule, or of how the policy selects
    std::uint32_t selecting = 0;          ///< policies of the tier that select the Pod
};

/// What all tiers say about one direction.
struct PolicyVerdict {
    enum class Result : std::uint8_t { Allowed, Denied, Unknown };
    Result result = Result::Allowed;
    std::array<TierVerdict, 3> tiers;  ///< by PolicyTier

    /// Whether any policy selects the Pod at all.
    [[nodiscard]] bool selected() const;
};

/// np.both-ends: what leaves the source and what reaches the destination.
struct FlowVerdict {
    PolicyVerdict egress, ingress;

    [[nodiscard]] PolicyVerdict::Result result() const;
};

/// Immutable; compiled once per World.
class PolicySet {
public:
    /// What the policies of one direction say about a connection. The subject is its source for
    /// Egress and its destination for Ingress; no policy selects one that is no Pod.
    [[nodiscard]] PolicyVerdict verdict(const PolicyFlow& flow, Direction direction) const;
    [[nodiscard]] FlowVerdict verdict(const PolicyFlow& flow) const;

    /// A Pod of the World as a party; a hostNetwork Pod counts as its node (np.host-network).
    [[nodiscard]] PolicyParty party(model::ObjectId pod) const;
    /// Whatever has this address: a Pod, a node, or something outside.
    [[nodiscard]] PolicyParty partyAt(const model::IPAddress& address, std::string text) const;
    /// Some node of the cluster: with the addresses of those that are loaded, if all have one.
    [[nodiscard]] PolicyParty someNode() const;

    /// The policies of a tier that select a loaded Pod for a direction, in the order in which they
    /// are asked.
    [[nodiscard]] std::vector<model::ObjectId> selecting(model::ObjectId pod, Direction direction,
                                                         PolicyTier tier) const;
    [[nodiscard]] const model::World& world() const;

    struct Data;
    explicit PolicySet(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}
    [[nodiscard]] const Data& data() const { return *m_data; }

private:
    std::shared_ptr<const Data> m_data;
};

/// Null when the World holds no network policy. `world` has to outlive the result.
[[nodiscard]] std::shared_ptr<const PolicySet> compilePolicies(const model::World& world,
                                                               const SpecChoices& choices = {});

}  // namespace gatesight::simulator
