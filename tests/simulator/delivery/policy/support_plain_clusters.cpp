// Random clusters whose policies select and fit something.
#include "tests/simulator/delivery/policy/support_plain_policies.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::test::plain {

namespace {

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

Peer randomPeer(Dice& dice, const Policy& policy, const std::string& action, bool egress) {
    Peer peer;
    if (!policy.tier.empty()) {
        if (egress && action == "Accept" && policy.kind != "BaselineAdminNetworkPolicy" &&
            dice.once(4)) {
            constexpr const char* kDomains[] = {"api.example.org", "*.example.org",
                                                "*.Example.NET.", "API.example.com"};
            peer.domains.push_back(dice.of(kDomains));
        } else if (egress && dice.once(4)) {
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
        rule.peers.push_back(randomPeer(dice, policy, rule.action, egress));
    const bool named = std::ranges::none_of(rule.peers, [](const Peer& peer) {
        return peer.range.has_value() || peer.nodes.has_value() || !peer.domains.empty();
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

}  // namespace

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
    return cluster;
}

}  // namespace gatesight::test::plain
