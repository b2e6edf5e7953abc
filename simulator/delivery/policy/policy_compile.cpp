// From the policies of a World to tests that are answered by looking up bits.
#include "simulator/control/age.h"
#include "simulator/delivery/nodes.h"
#include "simulator/delivery/policy/label_bits.h"
#include "simulator/delivery/policy/policy_data.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

using Tiered = model::TieredNetworkPolicy;

constexpr std::uint32_t kNoProfile = UINT32_MAX;

std::string selectorText(const model::Labels& labels) {
    std::string text;
    for (const auto& [key, value] : labels)
        text += fmt::format("{}={}\n", key, value);
    return text;
}

/// Equal texts are equal selectors.
std::string selectorText(const model::LabelSelector* selector) {
    if (!selector)
        return "-";
    std::string text = selectorText(selector->matchLabels);
    for (const auto& requirement : selector->matchExpressions)
        text += fmt::format("{} {} {}\n", requirement.key, static_cast<int>(requirement.operator_),
                            fmt::join(requirement.values, ","));
    return text;
}

bool selectsAll(const model::LabelSelector& selector) {
    return selector.matchLabels.empty() && selector.matchExpressions.empty();
}

/// The ranges that texts write; nothing when one of them is no range, so that nobody is meant.
std::vector<model::AddressRange> rangesOf(std::span<const std::string> texts) {
    std::vector<model::AddressRange> ranges;
    for (const std::string& text : texts) {
        const auto range = model::AddressRange::parse(text);
        if (!range)
            return {};
        ranges.push_back(*range);
    }
    return ranges;
}

class Compiler {
public:
    Compiler(const model::World& world, const SpecChoices& choices) : m_world(world) {
        m_data->world = &world;
        m_data->rangesHoldPods = choices.ipBlockPods == SpecChoices::IpBlockPods::Match;
    }

    std::shared_ptr<const PolicySet> run() {
        collect();
        if (m_data->policies.empty())
            return nullptr;
        gatherPods();
        gatherNodes();
        gatherNamespaces();
        resolveSelectors();
        return std::make_shared<PolicySet>(std::move(m_data));
    }

private:
    // ---- policies ----

    void collect() {
        for (const auto& policy : m_world.all<model::NetworkPolicy>())
            add(policy);
        for (const auto& policy : m_world.all<model::AdminNetworkPolicy>())
            add(policy.id(), *policy);
        for (const auto& policy : m_world.all<model::BaselineAdminNetworkPolicy>())
            add(policy.id(), *policy);
        for (const auto& policy : m_world.all<model::ClusterNetworkPolicy>())
            add(policy.id(), *policy);
        std::ranges::stable_sort(m_data->policies, [&](const auto& a, const auto& b) {
            if (a.tier != b.tier || a.priority != b.priority)
                return std::pair(a.tier, a.priority) < std::pair(b.tier, b.priority);
            return compareFullNames(m_world.object(a.object).metadata,
                                    m_world.object(b.object).metadata) < 0;
        });
    }

    void add(const model::Ref<model::NetworkPolicy>& policy) {
        CompiledPolicy compiled;
        compiled.object = policy.id();
        compiled.subject.namespace_ = policy.metadata().namespace_;
        compiled.subject.pods = &policy->podSelector;
        compiled.covers = {policy->coversIngress, policy->coversEgress};
        for (const auto& rule : policy->ingress)
            compiled.rules[0].push_back(ruleOf(rule, compiled.subject.namespace_));
        for (const auto& rule : policy->egress)
            compiled.rules[1].push_back(ruleOf(rule, compiled.subject.namespace_));
        m_data->policies.push_back(std::move(compiled));
    }

    void add(model::ObjectId id, const Tiered& policy) {
        CompiledPolicy compiled;
        compiled.object = id;
        compiled.tier =
            policy.tier == Tiered::Tier::Admin ? PolicyTier::Admin : PolicyTier::Baseline;
        compiled.priority = policy.priority;
        if (!policy.subject.namespaces)
            return;  // selects nobody
        compiled.subject = podsTest(policy.subject);
        // np.tier.no-isolation: without rules a direction is not affected
        compiled.covers = {!policy.ingress.empty(), !policy.egress.empty()};
        for (const Tiered::Rule& rule : policy.ingress)
            compiled.rules[0].push_back(ruleOf(rule));
        for (const Tiered::Rule& rule : policy.egress)
            compiled.rules[1].push_back(ruleOf(rule));
        m_data->policies.push_back(std::move(compiled));
    }

    // ---- rules ----

    CompiledRule ruleOf(const model::NetworkPolicyRule& rule, std::string_view namespace_) {
        CompiledRule compiled;
        compiled.everyPeer = rule.peers.empty();
        compiled.everyPort = rule.ports.empty();
        compiled.node = rule.node;
        for (const model::NetworkPolicyPeer& peer : rule.peers)
            if (auto test = testOf(peer, namespace_))
                compiled.peers.push_back(peerNumber(std::move(*test)));
        for (const model::NetworkPolicyPort& port : rule.ports)
            compiled.ports.push_back(portNumber(testOf(port)));
        return compiled;
    }

    CompiledRule ruleOf(const Tiered::Rule& rule) {
        CompiledRule compiled;
        compiled.action = rule.action;
        compiled.everyPort = rule.ports.empty();
        compiled.node = rule.node;
        if (std::ranges::any_of(rule.peers, &Tiered::Peer::unknown)) {
            failClosed(compiled);
            return compiled;
        }
        for (const Tiered::Peer& peer : rule.peers)
            addTests(peer, compiled);
        for (const Tiered::Port& port : rule.ports)
            compiled.ports.push_back(portNumber(testOf(port)));
        return compiled;
    }

    /// np.tier.unknown-peer: nobody is accepted, and everybody denied.
    static void failClosed(CompiledRule& rule) {
        if (rule.action == Tiered::Action::Accept)
            return;
        rule.action = Tiered::Action::Deny;
        rule.everyPeer = rule.everyPort = true;
    }

    static PodsTest podsTest(const Tiered::PodsIn& pods) {
        PodsTest test;
        test.namespaces = &*pods.namespaces;
        test.pods = selectsAll(pods.pods) ? nullptr : &pods.pods;
        return test;
    }

    /// Nothing for a peer that means nobody: the API server would not take it.
    static std::optional<PeerTest> testOf(const model::NetworkPolicyPeer& peer,
                                          std::string_view namespace_) {
        PeerTest test;
        if (peer.ipBlock) {
            if (peer.podSelector || peer.namespaceSelector)
                return std::nullopt;
            test.kind = PeerTest::Kind::Range;
            test.ranges = rangesOf({&peer.ipBlock->cidr, 1});
            test.except = rangesOf(peer.ipBlock->except);
            const bool broken = test.except.size() != peer.ipBlock->except.size();
            return broken ? std::nullopt : std::optional(std::move(test));
        }
        if (!peer.podSelector && !peer.namespaceSelector)
            return std::nullopt;
        if (peer.namespaceSelector)
            test.pods.namespaces = &*peer.namespaceSelector;
        else
            test.pods.namespace_ = namespace_;
        if (peer.podSelector)
            test.pods.pods = &*peer.podSelector;
        return test;
    }

    void addTests(const Tiered::Peer& peer, CompiledRule& rule) {
        PeerTest test;
        test.tiered = true;
        if (peer.pods.namespaces) {
            test.pods = podsTest(peer.pods);
            rule.peers.push_back(peerNumber(test));
        }
        if (peer.nodes) {
            test.kind = PeerTest::Kind::Nodes;
            test.nodes = &*peer.nodes;
            rule.peers.push_back(peerNumber(test));
        }
        if (!peer.networks.empty()) {
            test.kind = PeerTest::Kind::Range;
            test.ranges = rangesOf(peer.networks);
            rule.peers.push_back(peerNumber(test));
        }
        if (!peer.domainNames.empty()) {
            test.kind = PeerTest::Kind::Names;
            test.names = peer.domainNames;
            rule.peers.push_back(peerNumber(test));
        }
    }

    static PortTest testOf(const model::NetworkPolicyPort& port) {
        PortTest test;
        test.transport = transportNamed(port.protocol);
        test.nothing = !test.transport;
        if (!port.port) {
            test.nothing = test.nothing || port.endPort.has_value();
        } else if (const auto* name = std::get_if<std::string>(&*port.port)) {
            test.name = *name;
            test.nothing = test.nothing || name->empty() || port.endPort.has_value();
        } else {
            test.first = std::get<std::uint16_t>(*port.port);
            test.last = port.endPort.value_or(test.first);
        }
        return test;
    }

    static PortTest testOf(const Tiered::Port& port) {
        PortTest test;
        if (!port.protocol.empty())
            test.transport = transportNamed(port.protocol);
        test.nothing = !test.transport && port.name.empty();
        test.name = port.name;
        test.first = port.first;
        test.last = port.last;
        return test;
    }

    // ---- tests, each kept once ----

    std::uint32_t peerNumber(PeerTest test) {
        std::string key =
            fmt::format("{} {} {}|{}|{}|{}|", static_cast<int>(test.kind), test.tiered,
                        test.pods.namespace_, selectorText(test.pods.namespaces),
                        selectorText(test.pods.pods), selectorText(test.nodes));
        for (const auto& ranges : {test.ranges, test.except}) {
            for (const model::AddressRange& range : ranges)
                key += range.text() + ' ';
            key += '|';
        }
        key += fmt::format("{}", fmt::join(test.names, " "));
        const auto [place, isNew] =
            m_peers.emplace(std::move(key), static_cast<std::uint32_t>(m_data->peers.size()));
        if (isNew)
            m_data->peers.push_back(std::move(test));
        return place->second;
    }

    std::uint32_t portNumber(const PortTest& test) {
        const auto key = std::tuple(test.transport, test.nothing, test.name, test.first, test.last);
        const auto [place, isNew] =
            m_ports.emplace(key, static_cast<std::uint32_t>(m_data->ports.size()));
        if (isNew)
            m_data->ports.push_back(test);
        return place->second;
    }

    // ---- the World ----

    void gatherPods() {
        const std::size_t objects = m_world.objects().size();
        m_data->profileOf.assign(objects, kNoProfile);
        m_data->addressesOf.resize(objects);
        std::unordered_map<std::string, std::uint32_t> known;
        for (const auto& pod : m_world.all<model::Pod>()) {
            for (const std::string& text : pod->podIPs)
                if (const auto address = model::addressOf(text))
                    m_data->addressesOf[pod.id().value].push_back(*address);
            if (pod->spec.hostNetwork)
                continue;  // np.host-network, np.tier.subject: no selector means it
            const model::ObjectMeta& metadata = pod.metadata();
            const auto [place, isNew] =
                known.emplace(metadata.namespace_ + '\n' + selectorText(metadata.labels),
                              static_cast<std::uint32_t>(m_data->profiles.size()));
            if (isNew)
                m_data->profiles.push_back({metadata.namespace_, &metadata.labels});
            m_data->profileOf[pod.id().value] = place->second;
        }
    }

    void gatherNodes() {
        for (const model::ObjectId id : m_world.ofKind("", "Node")) {
            const model::Object& object = m_world.object(id);
            NodeFacts& node = m_data->nodes.emplace_back();
            node.name = object.metadata.name;
            node.labels = &object.metadata.labels;
            for (const std::string& text : addressesOfNode(object))
                if (const auto address = model::addressOf(text))
                    node.addresses.push_back(*address);
        }
    }

    void gatherNamespaces() {
        std::vector<const model::Labels*> labels;
        std::unordered_map<std::string_view, std::size_t> numbers;
        for (const std::string& name : m_world.namespaces()) {
            numbers.emplace(name, labels.size());
            labels.push_back(&m_world.namespaceLabels(name));
        }
        m_profilesIn.assign(labels.size(), Bits(m_data->profiles.size()));
        for (std::size_t i = 0; i < m_data->profiles.size(); ++i)
            if (const auto found = numbers.find(m_data->profiles[i].namespace_);
                found != numbers.end())
                m_profilesIn[found->second].set(i);
        m_namespaces.emplace(labels);
        m_numbers = std::move(numbers);
    }

    void resolveSelectors() {
        std::vector<const model::Labels*> labels;
        for (const Profile& profile : m_data->profiles)
            labels.push_back(profile.labels);
        const LabelBits pods(labels);
        for (PeerTest& test : m_data->peers)
            if (test.kind == PeerTest::Kind::Pods)
                resolve(test.pods, pods);
        for (auto& direction : m_data->selecting)
            for (auto& tier : direction)
                tier.resize(m_data->profiles.size());
        for (std::uint32_t i = 0; i < m_data->policies.size(); ++i) {
            CompiledPolicy& policy = m_data->policies[i];
            resolve(policy.subject, pods);
            for (std::size_t direction = 0; direction < 2; ++direction)
                if (policy.covers[direction])
                    select(m_data->selecting[direction][static_cast<std::size_t>(policy.tier)], i);
        }
    }

    void select(std::vector<std::vector<std::uint32_t>>& byProfile, std::uint32_t policy) const {
        const Bits& profiles = m_data->policies[policy].subject.profiles;
        for (auto i = profiles.find_first(); i != Bits::npos; i = profiles.find_next(i))
            byProfile[i].push_back(policy);
    }

    void resolve(PodsTest& test, const LabelBits& pods) const {
        test.profiles = Bits(m_data->profiles.size());
        if (test.namespaces) {
            const Bits namespaces = m_namespaces->matching(*test.namespaces);
            for (auto i = namespaces.find_first(); i != Bits::npos; i = namespaces.find_next(i))
                test.profiles |= m_profilesIn[i];
        } else if (const auto found = m_numbers.find(test.namespace_); found != m_numbers.end()) {
            test.profiles = m_profilesIn[found->second];
        }
        if (test.pods && !selectsAll(*test.pods) && test.profiles.any())
            test.profiles &= pods.matching(*test.pods);
    }

    const model::World& m_world;
    std::shared_ptr<PolicySet::Data> m_data = std::make_shared<PolicySet::Data>();
    std::unordered_map<std::string, std::uint32_t> m_peers;
    std::map<
        std::tuple<std::optional<Transport>, bool, std::string_view, std::uint16_t, std::uint16_t>,
        std::uint32_t>
        m_ports;
    std::unordered_map<std::string_view, std::size_t> m_numbers;  // of namespaces
    std::optional<LabelBits> m_namespaces;
    std::vector<Bits> m_profilesIn;  // by number of the namespace
};

}  // namespace

std::shared_ptr<const PolicySet> compilePolicies(const model::World& world,
                                                 const SpecChoices& choices) {
    return Compiler(world, choices).run();
}

}  // namespace gatesight::simulator
