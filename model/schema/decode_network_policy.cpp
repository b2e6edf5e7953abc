// NetworkPolicies of a namespace, and those for the whole cluster. What cannot be understood stays
// narrow: read as absent it would mean every peer or every port, and open a door.
#include "model/schema/decoders.h"

namespace gatesight::model {

namespace {

constexpr std::uint16_t kNoPort = 0;

/// The items of a list, each by `decodeItem`; one `nothing` when something is written that is no
/// item.
template <class F>
auto narrowListOf(Node list, F&& decodeItem) {
    auto result = listOf(list, decodeItem);
    const bool written = list.valid() && !(list.isList() && list.size() == 0);
    if (result.empty() && written)
        result.push_back(decodeItem(Node()));
    return result;
}

std::optional<LabelSelector> selectorOf(Node node) {
    return optionalOf(node, labelSelectorOf);
}

// ---- NetworkPolicy ----

NetworkPolicyPeer peerOf(Node node) {
    return {.podSelector = selectorOf(field(node, "podSelector")),
            .namespaceSelector = selectorOf(field(node, "namespaceSelector")),
            .ipBlock = optionalOf(field(node, "ipBlock"),
                                  [](Node block) {
                                      return IPBlock{.cidr = textOf(field(block, "cidr")),
                                                     .except = textsOf(field(block, "except"))};
                                  }),
            .node = node.id()};
}

/// A number in quotes is a name here, and no port has such a name.
IntOrString intOrStringOf(Node node) {
    if (node.isString())
        return std::string(node.text());
    return portOf(node).value_or(kNoPort);
}

NetworkPolicyPort policyPortOf(Node node) {
    NetworkPolicyPort port;
    port.protocol = textOf(field(node, "protocol"), port.protocol);
    port.node = node.id();
    if (const Node number = field(node, "port"))
        port.port = intOrStringOf(number);
    else if (!node.valid())
        port.port = kNoPort;
    if (const Node end = field(node, "endPort"))
        port.endPort = portOf(end).value_or(kNoPort);
    return port;
}

std::vector<NetworkPolicyRule> rulesOf(Node list, std::string_view peers) {
    return listOf(list, [peers](Node rule) {
        return NetworkPolicyRule{.peers = narrowListOf(field(rule, peers), peerOf),
                                 .ports = narrowListOf(field(rule, "ports"), policyPortOf),
                                 .node = rule.id()};
    });
}

// ---- the whole cluster ----

using Tiered = TieredNetworkPolicy;

Tiered::PodsIn podsInOf(Node node) {
    Tiered::PodsIn result;
    result.namespaces = selectorOf(field(node, "namespaces"));
    if (const Node pods = field(node, "pods"); pods.isMap()) {
        result.namespaces = labelSelectorOf(field(pods, "namespaceSelector"));
        result.pods = labelSelectorOf(field(pods, "podSelector"));
    }
    return result;
}

Tiered::Port numberedPort(std::string_view protocol, Node number, Node range) {
    Tiered::Port port;
    port.protocol = protocol;
    if (number) {
        port.first = port.last = portOf(number).value_or(kNoPort);
    } else if (range) {
        port.first = portOf(field(range, "start")).value_or(1);
        port.last = portOf(field(range, "end")).value_or(kNoPort);
    }
    return port;
}

/// `ports` of v1alpha1: one of portNumber, portRange and namedPort.
Tiered::Port alpha1Port(Node node, bool experimental) {
    const Node number = field(node, "portNumber");
    const Node range = field(node, "portRange");
    if (number || range) {
        const std::string protocol = textOf(field(number ? number : range, "protocol"), "TCP");
        return numberedPort(protocol, field(number, "port"), range);
    }
    Tiered::Port port;
    if (experimental)
        port.name = textOf(field(node, "namedPort"));
    if (port.name.empty())
        port.last = kNoPort;
    return port;
}

/// `protocols` of v1alpha2: one of tcp, udp, sctp and destinationNamedPort.
Tiered::Port alpha2Port(Node node) {
    constexpr std::pair<std::string_view, std::string_view> kProtocols[] = {
        {"tcp", "TCP"}, {"udp", "UDP"}, {"sctp", "SCTP"}};
    for (const auto& [key, protocol] : kProtocols)
        if (const Node of = field(node, key)) {
            const Node port = field(of, "destinationPort");
            return numberedPort(protocol, field(port, "number"), field(port, "range"));
        }
    Tiered::Port port;
    port.name = textOf(field(node, "destinationNamedPort"));
    if (port.name.empty())
        port.last = kNoPort;
    return port;
}

class TieredDecoder {
public:
    TieredDecoder(Node root, const DecodeContext& context)
        : m_spec(field(root, "spec")), m_experimental(context.experimental()) {}

    void fill(Tiered& policy) const {
        policy.priority = int32Of(field(m_spec, "priority")).value_or(0);
        policy.subject = podsInOf(field(m_spec, "subject"));
        policy.ingress = rules("ingress", "from");
        policy.egress = rules("egress", "to");
    }
    [[nodiscard]] Node spec() const { return m_spec; }

private:
    [[nodiscard]] std::vector<Tiered::Rule> rules(std::string_view list,
                                                  std::string_view peers) const {
        return listOf(field(m_spec, list), [&](Node node) {
            using enum Tiered::Action;
            Tiered::Rule rule;
            rule.name = textOf(field(node, "name"));
            rule.action = enumOf<Tiered::Action>(
                field(node, "action"), {{"Accept", Accept}, {"Allow", Accept}, {"Pass", Pass}},
                Deny);
            rule.peers = listOf(field(node, peers), [&](Node each) { return peer(each, peers); });
            rule.ports = narrowListOf(field(node, "ports"), [this](Node each) {
                Tiered::Port port = alpha1Port(each, m_experimental);
                port.node = each.id();
                return port;
            });
            if (const Node protocols = field(node, "protocols"))
                rule.ports = narrowListOf(protocols, [](Node each) {
                    Tiered::Port port = alpha2Port(each);
                    port.node = each.id();
                    return port;
                });
            rule.node = node.id();
            return rule;
        });
    }

    [[nodiscard]] Tiered::Peer peer(Node node, std::string_view list) const {
        Tiered::Peer peer;
        peer.pods = podsInOf(node);
        peer.node = node.id();
        if (list != "to")
            return peer;
        peer.networks = textsOf(field(node, "networks"));
        if (m_experimental) {
            peer.nodes = selectorOf(field(node, "nodes"));
            peer.domainNames = textsOf(field(node, "domainNames"));
        }
        return peer;
    }

    Node m_spec;
    bool m_experimental;
};

}  // namespace

void decodeInto(NetworkPolicy& policy, Node root, const DecodeContext& /*context*/) {
    const Node spec = field(root, "spec");
    policy.podSelector = labelSelectorOf(field(spec, "podSelector"));
    policy.ingress = rulesOf(field(spec, "ingress"), "from");
    policy.egress = rulesOf(field(spec, "egress"), "to");
    const std::vector<std::string> types = textsOf(field(spec, "policyTypes"));
    const auto names = [&](std::string_view type) {
        return std::ranges::find(types, type) != types.end();
    };
    // np.policy-types-default
    policy.coversIngress = types.empty() || names("Ingress");
    policy.coversEgress = types.empty() ? !policy.egress.empty() : names("Egress");
}

void decodeInto(AdminNetworkPolicy& policy, Node root, const DecodeContext& context) {
    TieredDecoder(root, context).fill(policy);
}

void decodeInto(BaselineAdminNetworkPolicy& policy, Node root, const DecodeContext& context) {
    TieredDecoder(root, context).fill(policy);
    policy.tier = Tiered::Tier::Baseline;
}

void decodeInto(ClusterNetworkPolicy& policy, Node root, const DecodeContext& context) {
    const TieredDecoder decoder(root, context);
    decoder.fill(policy);
    if (textOf(field(decoder.spec(), "tier")) == "Baseline")
        policy.tier = Tiered::Tier::Baseline;
}

}  // namespace gatesight::model
