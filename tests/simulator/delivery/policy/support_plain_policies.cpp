// What the documentation says that policies do.
#include "tests/simulator/delivery/policy/support_plain_policies.h"

#include <algorithm>

namespace gatesight::test::plain {

namespace {

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

std::string inLowerCase(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// Stands for an address that all names lead to.
constexpr const char* kEveryName = "*";

/// Names of hosts do not differ by case, nor by a dot behind; "*." stands for one label or more.
bool isDomain(const std::string& written, const std::string& name) {
    std::string pattern = inLowerCase(written);
    if (pattern.back() == '.')
        pattern.pop_back();
    if (pattern[0] != '*')
        return pattern == name;
    const std::string behind = pattern.substr(1);
    return name.size() > behind.size() &&
           name.compare(name.size() - behind.size(), behind.size(), behind) == 0;
}

/// Pods on the host network are not told from their nodes.
bool isPlainPod(const End& end) {
    return end.pod && !end.pod->hostNetwork;
}

bool peerFits(const Cluster& cluster, const Policy& policy, const Peer& peer, const End& end) {
    if (peer.range)
        return inRange(end.address, *peer.range);
    if (!peer.domains.empty()) {
        for (const std::string& domain : peer.domains)
            if (end.name == kEveryName || (!end.name.empty() && isDomain(domain, end.name)))
                return true;
        return false;
    }
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
    // Cluster policies name a port without a protocol.
    const bool anyProtocol = !policy.tier.empty() && !wanted.name.empty();
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
    Judgement(const Cluster& cluster, bool egress, const Connection& connection)
        : m_cluster(cluster),
          m_egress(egress),
          m_subject(egress ? connection.from : connection.to),
          m_peer(egress ? connection.to : connection.from),
          m_connection(connection),
          m_self(m_peer.pod && m_peer.pod == m_subject.pod) {}

    /// What may come out: an implementation chooses among policies of one priority.
    std::set<std::string> run() const {
        if (!isPlainPod(m_subject))
            return {"allowed"};
        // By its address a Pod always reaches itself. Through a Service cluster policies see it.
        if (m_self && !m_connection.throughService)
            return {"allowed"};
        return tier("Admin", 0);
    }

private:
    const std::vector<Rule>& rulesOf(const Policy& policy) const {
        static const std::vector<Rule> none;
        const auto& rules = m_egress ? policy.egress : policy.ingress;
        return rules ? *rules : none;
    }

    bool fits(const Policy& policy, const Rule& rule) const {
        return ruleFits(m_cluster, policy, rule, m_peer, m_connection.to, m_connection.port,
                        m_connection.protocol);
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
        return {onOneNode() || m_self ? "allowed" : "denied"};
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
    const End &m_subject, &m_peer;
    const Connection& m_connection;
    bool m_self;
};

}  // namespace

std::string verdictOf(const Cluster& cluster, const Connection& connection) {
    auto out = Judgement(cluster, true, connection).run();
    const bool node = std::ranges::count(cluster.nodes, connection.to.address,
                                         &NodeObject::address) != 0;
    if (!connection.to.pod && !node && connection.to.name.empty()) {
        // No name may lead to it, or every one.
        Connection named = connection;
        named.to.name = kEveryName;
        out.merge(Judgement(cluster, true, named).run());
    }
    const auto in = Judgement(cluster, false, connection).run();
    const std::set<std::string> no{"denied"}, yes{"allowed"};
    if (out == no || in == no)
        return "denied";
    return out == yes && in == yes ? "allowed" : "either";
}

std::string verdictOf(const Cluster& cluster, const Pod& from, const Pod& to, int port,
                      const std::string& protocol) {
    return verdictOf(cluster,
                     {{&from, from.address, {}}, {&to, to.address, {}}, port, protocol, false});
}

std::string verdictOf(const Cluster& cluster, const Pod& from, std::uint32_t to, int port,
                      const std::string& protocol) {
    return verdictOf(cluster,
                     {{&from, from.address, {}}, {nullptr, to, {}}, port, protocol, false});
}

}  // namespace gatesight::test::plain
