// NetworkPolicy: which connections Pods of one namespace may take and make.
#pragma once

#include "model/kinds/metadata.h"
#include "model/kinds/service.h"

#include <limits>

namespace gatesight::model {

inline constexpr std::string_view kNetworkPolicyGroup = "policy.networking.k8s.io";

/// A range of addresses, less some of it.
struct IPBlock {
    std::string cidr;
    std::vector<std::string> except;
};

/// One end of a connection. Selectors that are absent differ from empty ones, which select
/// everything; without any of the three nobody is meant.
struct NetworkPolicyPeer {
    std::optional<LabelSelector> podSelector;
    std::optional<LabelSelector> namespaceSelector;  ///< absent: the policy's own namespace
    std::optional<IPBlock> ipBlock;
    NodeId node = kNoNode;
};

struct NetworkPolicyPort {
    std::string protocol = "TCP";
    std::optional<IntOrString> port;  ///< absent: every port; 0: a number that no port has
    std::optional<std::uint16_t> endPort;
    NodeId node = kNoNode;
};

/// Peers and ports both have to fit; an empty list of either is no condition (np.rule.empty).
struct NetworkPolicyRule {
    std::vector<NetworkPolicyPeer> peers;  ///< `from` or `to`
    std::vector<NetworkPolicyPort> ports;
    NodeId node = kNoNode;
};

struct NetworkPolicy {
    LabelSelector podSelector;                        ///< within the policy's namespace
    bool coversIngress = true, coversEgress = false;  ///< policyTypes, with its defaults filled in
    std::vector<NetworkPolicyRule> ingress, egress;
};

/// AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy: rules for the whole
/// cluster, in a tier before or behind the NetworkPolicies. They differ only in how they are
/// written.
struct TieredNetworkPolicy {
    enum class Tier : std::uint8_t { Admin, Baseline };
    enum class Action : std::uint8_t { Accept, Deny, Pass };

    /// Pods by the labels of their namespaces and their own; without either nobody is meant.
    struct PodsIn {
        std::optional<LabelSelector> namespaces;
        LabelSelector pods;
    };
    struct Peer {
        PodsIn pods;
        std::optional<LabelSelector> nodes;    ///< egress only
        std::vector<std::string> networks;     ///< egress only
        std::vector<std::string> domainNames;  ///< egress only
        NodeId node = kNoNode;

        /// A kind of peer that is not known here (np.tier.unknown-peer).
        [[nodiscard]] bool unknown() const {
            return !pods.namespaces && !nodes && networks.empty() && domainNames.empty();
        }
    };
    struct Port {
        std::string protocol;  ///< empty: any, beside a name
        std::string name;      ///< of a container port; empty: by number
        std::uint16_t first = 0, last = std::numeric_limits<std::uint16_t>::max();
        NodeId node = kNoNode;
    };
    struct Rule {
        std::string name;
        Action action = Action::Deny;
        std::vector<Peer> peers;
        std::vector<Port> ports;  ///< empty: every port
        NodeId node = kNoNode;
    };

    Tier tier = Tier::Admin;
    std::int32_t priority = 0;  ///< lower ones go first
    PodsIn subject;
    std::vector<Rule> ingress, egress;
};
struct AdminNetworkPolicy : TieredNetworkPolicy {};
struct BaselineAdminNetworkPolicy : TieredNetworkPolicy {};
struct ClusterNetworkPolicy : TieredNetworkPolicy {};

}  // namespace gatesight::model
