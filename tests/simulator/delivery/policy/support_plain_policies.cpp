#include "tests/simulator/delivery/policy/support_plain_policies.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gatesight::test::plain {

namespace {

// ---- what the documentation says ----

/// One end of a connection.
struct End {
    const Pod* pod = nullptr;
    std::uint32_t address = 0;
};

bool labelled(const Selector& selector, const Labels& labels) {
    for (const auto& [key, value] : selector.labels)
        if (!labels.contains(key) || labels.at(key) != value)
            return false;
    for (const Expression& each : selector.expressions) {
        const bool there = labels.contains(each.key);
        const bool listed = there && std::ranges::count(each.values, labels.at(each.key)) != 0;
        if (each.op == "In" && !listed)
            return false;
        if (each.op == "NotIn" && listed)
            return false;
        if (each.op == "Exists" && !there)
            return false;
        if (each.op == "DoesNotExist" && there)
            return false;
    }
    return true;
}

Labels labelsOfNamespace(const Cluster& cluster, const std::string& name) {
    Labels labels;
    for (const Namespace& each : cluster.namespaces)
        if (each.name == name)
            labels = each.labels;
    labels["kubernetes.io/metadata.name"] = name;
    return labels;
}

bool inBlock(std::uint32_t address, std::uint32_t base, int prefix) {
    const std::uint64_t size = std::uint64_t{1} << (32 - prefix);
    return address / size == base / size;
}

bool inRange(std::uint32_t address, const Range& range) {
    if (!inBlock(address, range.base, range.prefix))
        return false;
    for (const auto& [base, prefix] : range.except)
        if (inBlock(address, base, prefix))
            return false;
    return true;
}

/// Pods on the host network are not told from their nodes.
bool isPlainPod(const End& end) {
    return end.pod && !end.pod->hostNetwork;
}

bool peerFits(const Cluster& cluster, const Policy& policy, const Peer& peer, const End& end) {
    if (peer.range)
        return inRange(end.address, *peer.range);
    if (peer.nodes) {
        if (isPlainPod(end))
            return false;
        for (const NodeObject& node : cluster.nodes)
            if (node.address == end.address && labelled(*peer.nodes, node.labels))
                return true;
        return false;
    }
    if (!isPlainPod(end))
        return false;
    if (peer.namespaces) {
        if (!labelled(*peer.namespaces, labelsOfNamespace(cluster, end.pod->namespace_)))
            return false;
    } else if (end.pod->namespace_ != policy.namespace_) {
        return false;
    }
    return !peer.pods || labelled(*peer.pods, end.pod->labels);
}

bool portFits(const Port& wanted, const Policy& policy, const End& destination, int port,
              const std::string& protocol) {
    // Cluster policies of v1alpha2 name a port without a protocol.
    const bool anyProtocol = policy.kind == "ClusterNetworkPolicy" && !wanted.name.empty();
    const std::string meant = wanted.protocol.empty() ? "TCP" : wanted.protocol;
    if (!anyProtocol && meant != protocol)
        return false;
    if (!wanted.name.empty()) {
        if (!destination.pod)
            return false;
        for (const ContainerPort& each : destination.pod->ports)
            if (each.name == wanted.name && each.protocol == protocol && each.number == port)
                return true;
        return false;
    }
    if (!wanted.number)
        return true;
    return port >= *wanted.number && port <= wanted.end.value_or(*wanted.number);
}

bool ruleFits(const Cluster& cluster, const Policy& policy, const Rule& rule, const End& peer,
              const End& destination, int port, const std::string& protocol) {
    bool peers = rule.peers.empty();
    for (const Peer& each : rule.peers)
        peers = peers || peerFits(cluster, policy, each, peer);
    bool ports = rule.ports.empty();
    for (const Port& each : rule.ports)
        ports = ports || portFits(each, policy, destination, port, protocol);
    return peers && ports;
}

/// One direction of a connection.
class Judgement {
public:
    Judgement(const Cluster& cluster, bool egress, const End& from, const End& to, int port,
              std::string protocol)
        : m_cluster(cluster),
          m_egress(egress),
          m_subject(egress ? from : to),
          m_peer(egress ? to : from),
          m_destination(to),
          m_port(port),
          m_protocol(std::move(protocol)) {}

    /// What may come out: an implementation chooses among policies of one priority.
    std::set<std::string> run() const {
        if (!isPlainPod(m_subject))
            return {"allowed"};
        if (m_peer.pod == m_subject.pod)
            return {"allowed"};  // a Pod always reaches itself
        return tier("Admin", 0);
    }

private:
    const std::vector<Rule>& rulesOf(const Policy& policy) const {
        static const std::vector<Rule> none;
        const auto& rules = m_egress ? policy.egress : policy.ingress;
        return rules ? *rules : none;
    }

    bool fits(const Policy& policy, const Rule& rule) const {
        return ruleFits(m_cluster, policy, rule, m_peer, m_destination, m_port, m_protocol);
    }

    bool isSubject(const Policy& policy) const {
        if (policy.tier.empty())
            return m_subject.pod->namespace_ == policy.namespace_ &&
                   labelled(policy.subjectPods, m_subject.pod->labels);
        return labelled(*policy.subjectNamespaces,
                        labelsOfNamespace(m_cluster, m_subject.pod->namespace_)) &&
               labelled(policy.subjectPods, m_subject.pod->labels);
    }

    /// The action of the first rule that fits; empty when none does.
    std::string actionOf(const Policy& policy) const {
        for (const Rule& rule : rulesOf(policy))
            if (fits(policy, rule))
                return rule.action;
        return {};
    }

    std::set<std::string> tier(const std::string& name, int fromPriority) const {
        int next = 1001;
        for (const Policy& policy : m_cluster.policies)
            if (policy.tier == name && policy.priority >= fromPriority && isSubject(policy) &&
                !actionOf(policy).empty())
                next = std::min(next, policy.priority);
        if (next > 1000)
            return behind(name);
        std::set<std::string> all;
        for (const Policy& policy : m_cluster.policies) {
            if (policy.tier != name || policy.priority != next || !isSubject(policy))
                continue;
            const std::string action = actionOf(policy);
            if (action == "Deny")
                all.insert("denied");
            else if (action == "Pass")
                all.merge(behind(name));
            else if (!action.empty())
                all.insert("allowed");
        }
        return all;
    }

    std::set<std::string> behind(const std::string& name) const {
        if (name == "Baseline")
            return {"allowed"};
        bool isolated = false;
        for (const Policy& policy : m_cluster.policies) {
            if (!policy.tier.empty() || !isSubject(policy) || !covers(policy))
                continue;
            isolated = true;
            for (const Rule& rule : rulesOf(policy))
                if (fits(policy, rule))
                    return {"allowed"};
        }
        if (!isolated)
            return tier("Baseline", 0);
        return {onOneNode() ? "allowed" : "denied"};
    }

    bool covers(const Policy& policy) const {
        if (!policy.types.empty())
            return std::ranges::count(policy.types, m_egress ? "Egress" : "Ingress") != 0;
        return !m_egress || (policy.egress && !policy.egress->empty());
    }

    /// Traffic between a Pod and its own node always passes.
    bool onOneNode() const {
        if (isPlainPod(m_peer))
            return false;
        if (m_peer.pod)
            return m_peer.pod->node == m_subject.pod->node;
        for (const NodeObject& node : m_cluster.nodes)
            if (node.address == m_peer.address)
                return node.name == m_subject.pod->node;
        return false;
    }

    const Cluster& m_cluster;
    bool m_egress;
    End m_subject, m_peer, m_destination;
    int m_port;
    std::string m_protocol;
};

std::string between(const Cluster& cluster, const End& from, const End& to, int port,
                    const std::string& protocol) {
    const auto out = Judgement(cluster, true, from, to, port, protocol).run();
    const auto in = Judgement(cluster, false, from, to, port, protocol).run();
    const std::set<std::string> no{"denied"}, yes{"allowed"};
    if (out == no || in == no)
        return "denied";
    return out == yes && in == yes ? "allowed" : "either";
}

// ---- random clusters ----

constexpr const char* kKeys[] = {"app", "tier", "env"};
constexpr const char* kValues[] = {"a", "b", "c"};
constexpr const char* kNames[] = {"http", "dns", "odd"};
constexpr const char* kProtocols[] = {"TCP", "UDP", "SCTP"};
constexpr int kNumbers[] = {53, 80, 443, 8080, 9000};

Labels randomLabels(Dice& dice) {
    Labels labels;
    for (const char* key : kKeys)
        if (!dice.once(3))
            labels[key] = dice.of(kValues);
    return labels;
}

Selector randomSelector(Dice& dice) {
    Selector selector;
    if (dice.once(3))
        return selector;
    if (!dice.once(3))
        selector.labels[dice.of(kKeys)] = dice.of(kValues);
    if (dice.once(3)) {
        constexpr const char* kOperators[] = {"In", "NotIn", "Exists", "DoesNotExist"};
        Expression expression{dice.of(kKeys), dice.of(kOperators), {}};
        if (expression.op == "In" || expression.op == "NotIn")
            for (std::size_t i = 0; i <= dice.below(2); ++i)
                expression.values.push_back(dice.of(kValues));
        selector.expressions.push_back(expression);
    }
    return selector;
}

std::uint32_t randomAddress(Dice& dice) {
    // Close together, so that ranges hold some and not others.
    return (10u << 24) + (static_cast<std::uint32_t>(dice.below(4)) << 16) +
           static_cast<std::uint32_t>(dice.below(256));
}

Range randomRange(Dice& dice) {
    constexpr int kPrefixes[] = {0, 8, 16, 25, 28, 32};
    Range range{randomAddress(dice), dice.of(kPrefixes), {}};
    while (range.prefix < 32 && dice.once(3)) {
        const int more = range.prefix + 1 + static_cast<int>(dice.below(31));
        const int prefix = std::min(more, 32);
        const std::uint64_t size = std::uint64_t{1} << (32 - range.prefix);
        const auto offset = static_cast<std::uint32_t>(dice.bits() % size);
        range.except.emplace_back(static_cast<std::uint32_t>(range.base / size * size) + offset,
                                  prefix);
    }
    return range;
}

Peer randomPeer(Dice& dice, bool tiered, bool egress) {
    Peer peer;
    if (tiered) {
        if (egress && dice.once(4)) {
            peer.range = randomRange(dice);
            peer.range->except.clear();
        } else if (egress && dice.once(5)) {
            peer.nodes = randomSelector(dice);
        } else {
            peer.namespaces = randomSelector(dice);
            if (dice.once(2))
                peer.pods = randomSelector(dice);
        }
        return peer;
    }
    switch (dice.below(4)) {
        case 0:
            peer.range = randomRange(dice);
            break;
        case 1:
            peer.pods = randomSelector(dice);
            break;
        case 2:
            peer.namespaces = randomSelector(dice);
            break;
        default:
            peer.pods = randomSelector(dice);
            peer.namespaces = randomSelector(dice);
    }
    return peer;
}

Port randomPort(Dice& dice, bool tiered, bool named) {
    Port port;
    if (tiered || dice.once(2))
        port.protocol = dice.of(kProtocols);
    if (named && dice.once(3)) {
        port.name = dice.of(kNames);
        return port;
    }
    if (!tiered && dice.once(5))
        return port;
    port.number = dice.of(kNumbers);
    if (dice.once(4))
        port.end = *port.number + 1 + static_cast<int>(dice.below(400));
    return port;
}

Rule randomRule(Dice& dice, const Policy& policy, bool egress) {
    const bool tiered = !policy.tier.empty();
    Rule rule;
    if (tiered) {
        constexpr const char* kActions[] = {"Accept", "Deny", "Pass"};
        rule.action = dice.of(kActions);
        if (policy.kind == "BaselineAdminNetworkPolicy" && rule.action == "Pass")
            rule.action = "Deny";
    }
    const std::size_t peers = tiered ? 1 + dice.below(2) : dice.below(3);
    for (std::size_t i = 0; i < peers; ++i)
        rule.peers.push_back(randomPeer(dice, tiered, egress));
    const bool named = std::ranges::none_of(rule.peers, [](const Peer& peer) {
        return peer.range.has_value() || peer.nodes.has_value();
    });
    const std::size_t ports = dice.below(3);
    for (std::size_t i = 0; i < ports; ++i)
        rule.ports.push_back(randomPort(dice, tiered, named || !tiered));
    return rule;
}

std::optional<std::vector<Rule>> randomRules(Dice& dice, const Policy& policy, bool egress) {
    if (dice.once(3))
        return std::nullopt;
    std::vector<Rule> rules;
    const std::size_t count = policy.tier.empty() ? dice.below(3) : 1 + dice.below(3);
    for (std::size_t i = 0; i < count; ++i)
        rules.push_back(randomRule(dice, policy, egress));
    return rules;
}

Policy randomPolicy(Dice& dice, const Cluster& cluster, std::size_t number) {
    Policy policy;
    policy.kind = "NetworkPolicy";
    policy.name = fmt::format("p{}", number);
    policy.namespace_ = dice.of(cluster.namespaces).name;
    if (dice.once(2)) {
        policy.namespace_.clear();
        policy.kind = dice.once(2) ? "ClusterNetworkPolicy" : "AdminNetworkPolicy";
        policy.tier = policy.kind == "ClusterNetworkPolicy" && dice.once(2) ? "Baseline" : "Admin";
        policy.priority = static_cast<int>(dice.below(2));
        policy.subjectNamespaces = dice.once(2) ? Selector() : randomSelector(dice);
    }
    policy.subjectPods = dice.once(2) ? Selector() : randomSelector(dice);
    if (policy.tier.empty() && dice.once(2)) {
        constexpr const char* kTypes[] = {"Ingress", "Egress"};
        policy.types.push_back(dice.of(kTypes));
        if (dice.once(3))
            policy.types = {"Ingress", "Egress"};
    }
    policy.ingress = randomRules(dice, policy, false);
    policy.egress = randomRules(dice, policy, true);
    return policy;
}

Pod randomPod(Dice& dice, const Cluster& cluster, std::uint32_t number) {
    Pod pod;
    pod.namespace_ = dice.of(cluster.namespaces).name;
    pod.name = fmt::format("pod{}", number);
    pod.labels = randomLabels(dice);
    const NodeObject& node = dice.of(cluster.nodes);
    pod.node = node.name;
    pod.hostNetwork = dice.once(8);
    // All addresses differ: the last byte counts the Pods.
    pod.address = pod.hostNetwork ? node.address : (randomAddress(dice) & 0xFFFFFF00u) + 1 + number;
    for (const char* name : kNames)
        if (dice.once(2))
            pod.ports.push_back({name, dice.of(kProtocols), dice.of(kNumbers)});
    return pod;
}

// ---- writing ----

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

Cluster randomCluster(Dice& dice) {
    Cluster cluster;
    for (const char* name : {"one", "two", "three"})
        cluster.namespaces.push_back({name, randomLabels(dice)});
    for (std::uint32_t i = 0; i < 2; ++i)
        cluster.nodes.push_back({fmt::format("n{}", i), randomLabels(dice), (172u << 24) + 1 + i});
    const std::size_t pods = 4 + dice.below(6);
    for (std::uint32_t i = 0; i < pods; ++i)
        cluster.pods.push_back(randomPod(dice, cluster, i));
    const std::size_t policies = 2 + dice.below(9);
    for (std::size_t i = 0; i < policies; ++i)
        cluster.policies.push_back(randomPolicy(dice, cluster, i));
    if (dice.once(3)) {
        Policy policy = randomPolicy(dice, cluster, 99);
        policy.kind = "BaselineAdminNetworkPolicy";
        policy.tier = "Baseline";
        policy.name = "default";
        policy.namespace_.clear();
        policy.types.clear();
        policy.priority = 0;
        policy.subjectNamespaces = randomSelector(dice);
        policy.ingress = randomRules(dice, policy, false);
        policy.egress = randomRules(dice, policy, true);
        cluster.policies.push_back(policy);
    }
    // v1alpha1 knows ports by name, too; they are written in v1alpha2 alone here.
    for (Policy& policy : cluster.policies)
        if (!policy.tier.empty() && policy.kind != "ClusterNetworkPolicy")
            for (auto* rules : {&policy.ingress, &policy.egress})
                if (*rules)
                    for (Rule& rule : **rules)
                        std::erase_if(rule.ports,
                                      [](const Port& port) { return !port.name.empty(); });
    return cluster;
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

std::string verdictOf(const Cluster& cluster, const Pod& from, const Pod& to, int port,
                      const std::string& protocol) {
    return between(cluster, {&from, from.address}, {&to, to.address}, port, protocol);
}

std::string verdictOf(const Cluster& cluster, const Pod& from, std::uint32_t to, int port,
                      const std::string& protocol) {
    return between(cluster, {&from, from.address}, {nullptr, to}, port, protocol);
}

}  // namespace gatesight::test::plain
