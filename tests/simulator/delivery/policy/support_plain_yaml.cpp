// How clusters and their policies are written.
#include "tests/simulator/delivery/policy/support_plain_policies.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gatesight::test::plain {

namespace {

std::string yamlOf(const Labels& labels) {
    std::string text;
    for (const auto& [key, value] : labels)
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", key, value);
    return "{" + text + "}";
}

std::string yamlOf(const Selector& selector) {
    std::vector<std::string> expressions;
    for (const Expression& each : selector.expressions)
        expressions.push_back(fmt::format(
            "{{key: {}, operator: {}{}}}", each.key, each.op,
            each.values.empty() ? std::string()
                                : fmt::format(", values: [{}]", fmt::join(each.values, ", "))));
    std::string text;
    if (!selector.labels.empty())
        text = "matchLabels: " + yamlOf(selector.labels);
    if (!expressions.empty())
        text += fmt::format("{}matchExpressions: [{}]", text.empty() ? "" : ", ",
                            fmt::join(expressions, ", "));
    return "{" + text + "}";
}

std::string yamlOf(const Range& range) {
    std::vector<std::string> except;
    for (const auto& [base, prefix] : range.except)
        except.push_back(fmt::format("\"{}/{}\"", addressText(base), prefix));
    return fmt::format("{{cidr: \"{}/{}\", except: [{}]}}", addressText(range.base), range.prefix,
                       fmt::join(except, ", "));
}

std::string yamlOf(const Peer& peer, const Policy& policy) {
    std::vector<std::string> parts;
    if (!policy.tier.empty()) {
        if (peer.range)
            return fmt::format("{{networks: [\"{}/{}\"]}}", addressText(peer.range->base),
                               peer.range->prefix);
        if (peer.nodes)
            return fmt::format("{{nodes: {}}}", yamlOf(*peer.nodes));
        if (!peer.domains.empty())
            return fmt::format("{{domainNames: [\"{}\"]}}", fmt::join(peer.domains, "\", \""));
        if (peer.pods)
            return fmt::format("{{pods: {{namespaceSelector: {}, podSelector: {}}}}}",
                               yamlOf(*peer.namespaces), yamlOf(*peer.pods));
        return fmt::format("{{namespaces: {}}}", yamlOf(*peer.namespaces));
    }
    if (peer.range)
        parts.push_back("ipBlock: " + yamlOf(*peer.range));
    if (peer.namespaces)
        parts.push_back("namespaceSelector: " + yamlOf(*peer.namespaces));
    if (peer.pods)
        parts.push_back("podSelector: " + yamlOf(*peer.pods));
    return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    return text;
}

std::string yamlOf(const Port& port, const Policy& policy) {
    if (policy.kind == "ClusterNetworkPolicy") {
        if (!port.name.empty())
            return fmt::format("{{destinationNamedPort: {}}}", port.name);
        const std::string number =
            port.end ? fmt::format("range: {{start: {}, end: {}}}", *port.number, *port.end)
                     : fmt::format("number: {}", *port.number);
        return fmt::format("{{{}: {{destinationPort: {{{}}}}}}}", lower(port.protocol), number);
    }
    if (!policy.tier.empty()) {
        if (!port.name.empty())
            return fmt::format("{{namedPort: {}}}", port.name);
        if (port.end)
            return fmt::format("{{portRange: {{protocol: {}, start: {}, end: {}}}}}", port.protocol,
                               *port.number, *port.end);
        return fmt::format("{{portNumber: {{protocol: {}, port: {}}}}}", port.protocol,
                           *port.number);
    }
    std::vector<std::string> parts;
    if (!port.protocol.empty())
        parts.push_back("protocol: " + port.protocol);
    if (!port.name.empty())
        parts.push_back("port: " + port.name);
    if (port.number)
        parts.push_back(fmt::format("port: {}", *port.number));
    if (port.end)
        parts.push_back(fmt::format("endPort: {}", *port.end));
    return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string yamlOf(const Rule& rule, const Policy& policy, bool egress) {
    std::vector<std::string> parts, peers, ports;
    if (!rule.action.empty())
        parts.push_back("action: " +
                        (rule.action == "Accept" && policy.kind != "ClusterNetworkPolicy"
                             ? std::string("Allow")
                             : rule.action));
    for (const Peer& peer : rule.peers)
        peers.push_back(yamlOf(peer, policy));
    for (const Port& port : rule.ports)
        ports.push_back(yamlOf(port, policy));
    if (!peers.empty())
        parts.push_back(fmt::format("{}: [{}]", egress ? "to" : "from", fmt::join(peers, ", ")));
    if (!ports.empty())
        parts.push_back(fmt::format("{}: [{}]",
                                    policy.kind == "ClusterNetworkPolicy" ? "protocols" : "ports",
                                    fmt::join(ports, ", ")));
    return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string yamlOf(const Policy& policy) {
    std::string spec;
    if (policy.tier.empty()) {
        spec = "  podSelector: " + yamlOf(policy.subjectPods) + "\n";
    } else {
        spec = fmt::format("  subject: {{pods: {{namespaceSelector: {}, podSelector: {}}}}}\n",
                           yamlOf(*policy.subjectNamespaces), yamlOf(policy.subjectPods));
        if (policy.kind == "ClusterNetworkPolicy")
            spec += fmt::format("  tier: {}\n", policy.tier);
        if (policy.kind != "BaselineAdminNetworkPolicy")
            spec += fmt::format("  priority: {}\n", policy.priority);
    }
    if (!policy.types.empty())
        spec += fmt::format("  policyTypes: [{}]\n", fmt::join(policy.types, ", "));
    for (const bool egress : {false, true}) {
        const auto& rules = egress ? policy.egress : policy.ingress;
        if (!rules)
            continue;
        std::vector<std::string> texts;
        for (const Rule& rule : *rules)
            texts.push_back(yamlOf(rule, policy, egress));
        spec += fmt::format("  {}: [{}]\n", egress ? "egress" : "ingress", fmt::join(texts, ", "));
    }
    const std::string version = policy.tier.empty() ? "networking.k8s.io/v1"
                                : policy.kind == "ClusterNetworkPolicy"
                                    ? "policy.networking.k8s.io/v1alpha2"
                                    : "policy.networking.k8s.io/v1alpha1";
    const std::string namespace_ =
        policy.tier.empty() ? fmt::format(", namespace: {}", policy.namespace_) : std::string();
    return fmt::format("apiVersion: {}\nkind: {}\nmetadata: {{name: {}{}}}\nspec:\n{}", version,
                       policy.kind, policy.name, namespace_, spec);
}

std::string yamlOf(const Pod& pod) {
    std::vector<std::string> ports;
    for (const ContainerPort& port : pod.ports)
        ports.push_back(fmt::format("{{name: {}, containerPort: {}, protocol: {}}}", port.name,
                                    port.number, port.protocol));
    return fmt::format(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: {}, namespace: {}, labels: {}}}\n"
        "spec:\n  nodeName: {}\n  hostNetwork: {}\n"
        "  containers: [{{name: c, image: i, ports: [{}]}}]\n"
        "status: {{phase: Running, podIP: {}}}\n",
        pod.name, pod.namespace_, yamlOf(pod.labels), pod.node, pod.hostNetwork,
        fmt::join(ports, ", "), addressText(pod.address));
}

}  // namespace

std::string addressText(std::uint32_t address) {
    return fmt::format("{}.{}.{}.{}", address >> 24, address >> 16 & 255, address >> 8 & 255,
                       address & 255);
}

std::string yamlOf(const Cluster& cluster) {
    std::vector<std::string> documents;
    for (const Namespace& each : cluster.namespaces)
        documents.push_back(
            fmt::format("apiVersion: v1\nkind: Namespace\nmetadata: {{name: {}, labels: {}}}\n",
                        each.name, yamlOf(each.labels)));
    for (const NodeObject& node : cluster.nodes)
        documents.push_back(
            fmt::format("apiVersion: v1\nkind: Node\nmetadata: {{name: {}, labels: {}}}\n"
                        "status: {{addresses: [{{type: InternalIP, address: {}}}]}}\n",
                        node.name, yamlOf(node.labels), addressText(node.address)));
    for (const Pod& pod : cluster.pods)
        documents.push_back(yamlOf(pod));
    for (const Policy& policy : cluster.policies)
        documents.push_back(yamlOf(policy));
    return fmt::format("{}", fmt::join(documents, "---\n"));
}

}  // namespace gatesight::test::plain
