#include "simulator/delivery/policy/one_flow.h"

#include "simulator/control/hostname.h"

#include <algorithm>

namespace gatesight::simulator {

namespace {

bool inRanges(const PeerTest& test, const model::IPAddress& address) {
    const auto holds = [&](const model::AddressRange& range) { return range.contains(address); };
    return std::ranges::any_of(test.ranges, holds) && std::ranges::none_of(test.except, holds);
}

/// Every address of a family: true whatever the address is.
bool inRangesAnyway(const PeerTest& test, bool v6) {
    return std::ranges::any_of(
               test.ranges,
               [&](const auto& range) { return range.isWhole() && range.v6() == v6; }) &&
           std::ranges::none_of(test.except, [&](const auto& range) { return range.v6() == v6; });
}

bool anyOfFamily(const PeerTest& test, bool v6) {
    return std::ranges::any_of(test.ranges, [&](const auto& range) { return range.v6() == v6; });
}

/// "*.example.org" fits one or more labels in front (np.tier.domain-names). `name` is lower case.
bool nameFits(std::string_view written, std::string_view name) {
    const std::string lower = lowerCase(written);
    std::string_view pattern = lower;
    if (pattern.ends_with('.'))
        pattern.remove_suffix(1);
    if (!pattern.starts_with("*."))
        return pattern == name;
    pattern.remove_prefix(1);
    return name.size() > pattern.size() && name.ends_with(pattern);
}

}  // namespace

bool hasNamedPort(const model::Pod& pod, std::string_view name, Transport transport,
                  std::uint16_t number) {
    return std::ranges::any_of(pod.spec.containers, [&](const model::Container& container) {
        return std::ranges::any_of(container.ports, [&](const model::ContainerPort& port) {
            return port.name == name && (number == 0 || port.containerPort == number) &&
                   port.protocol == toString(transport);
        });
    });
}

Fit<OnePeer> nodesMeet(std::string_view pod, std::string_view host) {
    if (pod.empty() || host.empty())
        return {{true}, {false}};
    return {{pod == host}, {pod == host}};
}

OneFlow::OneFlow(const PolicySet::Data& data, const PolicyFlow& flow, Direction direction)
    : m_data(data),
      m_flow(flow),
      m_subject(direction == Direction::Ingress ? flow.destination : flow.source),
      m_peer(direction == Direction::Ingress ? flow.source : flow.destination) {}

Fit<OnePeer> OneFlow::peer(std::uint32_t number) const {
    const PeerTest& test = m_data.peers[number];
    switch (test.kind) {
        case PeerTest::Kind::Pods:
            return fitOf(podsFit(test.pods, m_peer, false));
        case PeerTest::Kind::Range:
            return fitOf(rangeFits(test));
        case PeerTest::Kind::Nodes:
            return fitOf(nodesFit(test));
        case PeerTest::Kind::Names:
            return fitOf(namesFit(test));
    }
    return {};
}

Fit<OnePeer> OneFlow::port(std::uint32_t number) const {
    const PortTest& test = m_data.ports[number];
    if (test.nothing || (test.transport && *test.transport != m_flow.transport))
        return fitOf(Tri::No);
    if (!test.name.empty())
        return fitOf(namedPortFits(test));
    if (!m_flow.port)
        return fitOf(test.everyNumber() ? Tri::Yes : test.first > test.last ? Tri::No : Tri::Maybe);
    return fitOf(*m_flow.port >= test.first && *m_flow.port <= test.last ? Tri::Yes : Tri::No);
}

OneFlow::Tri OneFlow::namedPortFits(const PortTest& test) const {
    const PolicyParty& destination = m_flow.destination;
    if (const model::Pod* pod = m_data.podOf(destination.pod)) {
        if (!hasNamedPort(*pod, test.name, m_flow.transport, m_flow.port.value_or(0)))
            return Tri::No;
        return m_flow.port ? Tri::Yes : Tri::Maybe;
    }
    // np.port.named: without a Pod there is nothing to look the name up in
    return destination.kind == PolicyParty::Kind::Pod ? Tri::Maybe : Tri::No;
}

// ---- parties ----

OneFlow::Tri OneFlow::podsFit(const PodsTest& test, const PolicyParty& party,
                              bool asSubject) const {
    if (party.kind != PolicyParty::Kind::Pod)
        return Tri::No;
    if (party.pod.valid()) {
        const std::uint32_t profile = m_data.profileOf[party.pod.value];
        return profile != UINT32_MAX && test.profiles.test(profile) ? Tri::Yes : Tri::No;
    }
    if (!party.namespace_) {
        const bool anywhere = test.namespaces && test.namespaces->matches({}) &&
                              test.namespaces->matchExpressions.empty();
        const Tri fit =
            both(anywhere ? Tri::Yes : Tri::Maybe, labelsFit(test.pods, party, asSubject));
        // Where it runs is not known. Policies for some namespaces are for whoever knows that.
        return asSubject && fit != Tri::Yes ? Tri::No : fit;
    }
    const bool here = test.namespaces ? test.namespaces->matches(namespaceLabels(*party.namespace_))
                                      : test.namespace_ == *party.namespace_;
    return here ? labelsFit(test.pods, party, asSubject) : Tri::No;
}

model::Labels OneFlow::namespaceLabels(const std::string& name) const {
    model::Labels labels = m_data.world->namespaceLabels(name);
    labels.insert_or_assign("kubernetes.io/metadata.name", name);
    return labels;
}

OneFlow::Tri OneFlow::labelsFit(const model::LabelSelector* selector, const PolicyParty& party,
                                bool asSubject) const {
    if (!selector || (selector->matchLabels.empty() && selector->matchExpressions.empty()))
        return Tri::Yes;
    if (party.known == PolicyParty::Labels::Unknown)
        return Tri::Maybe;
    if (party.known == PolicyParty::Labels::All || asSubject)
        return selector->matches(party.labels) ? Tri::Yes : Tri::No;
    // What is said of labels that are known holds; of others nothing is known.
    model::LabelSelector about;
    bool more = false;
    for (const auto& [key, value] : selector->matchLabels)
        if (party.labels.contains(key))
            about.matchLabels.emplace(key, value);
        else
            more = true;
    for (const auto& requirement : selector->matchExpressions)
        if (party.labels.contains(requirement.key))
            about.matchExpressions.push_back(requirement);
        else
            more = true;
    if (!about.matches(party.labels))
        return Tri::No;
    return more ? Tri::Maybe : Tri::Yes;
}

OneFlow::Tri OneFlow::rangeFits(const PeerTest& test) const {
    // np.peer.ip-block: whether Pods are meant is the plugin's choice; np.tier.networks: they are
    const bool pod = m_peer.kind == PolicyParty::Kind::Pod;
    if (pod && !test.tiered && !m_data.rangesHoldPods)
        return Tri::No;
    const auto& addresses =
        m_peer.pod.valid() ? m_data.addressesOf[m_peer.pod.value] : m_peer.addresses;
    std::size_t candidates = 0, fitting = 0;
    for (const model::IPAddress& address : addresses) {
        if (address.v6 != m_flow.v6)
            continue;
        ++candidates;
        fitting += inRanges(test, address) ? 1 : 0;
    }
    if (candidates != 0)
        return fitting == 0 ? Tri::No : fitting == candidates ? Tri::Yes : Tri::Maybe;
    if (inRangesAnyway(test, m_flow.v6))
        return Tri::Yes;
    return anyOfFamily(test, m_flow.v6) ? Tri::Maybe : Tri::No;
}

OneFlow::Tri OneFlow::nodesFit(const PeerTest& test) const {
    if (m_peer.kind == PolicyParty::Kind::Pod)
        return Tri::No;
    std::size_t candidates = 0, fitting = 0;
    for (const NodeFacts& node : m_data.nodes) {
        const bool named = !m_peer.node.empty() && node.name == m_peer.node;
        const bool at = std::ranges::any_of(m_peer.addresses, [&](const auto& address) {
            return std::ranges::find(node.addresses, address) != node.addresses.end();
        });
        if (!(named || (m_peer.node.empty() && at)))
            continue;
        ++candidates;
        fitting += test.nodes->matches(*node.labels) ? 1 : 0;
    }
    if (candidates != 0)
        return fitting == 0 ? Tri::No : fitting == candidates ? Tri::Yes : Tri::Maybe;
    return m_peer.kind == PolicyParty::Kind::Host ? Tri::Maybe : Tri::No;
}

OneFlow::Tri OneFlow::namesFit(const PeerTest& test) const {
    if (m_peer.kind != PolicyParty::Kind::Outside)
        return Tri::No;
    if (m_peer.hostname.empty())
        return Tri::Maybe;  // an address may be that of any name
    return std::ranges::any_of(
               test.names, [&](const std::string& each) { return nameFits(each, m_peer.hostname); })
               ? Tri::Yes
               : Tri::No;
}

Fit<OnePeer> OneFlow::sameNode() const {
    if (m_peer.kind != PolicyParty::Kind::Host)
        return fitOf(Tri::No);
    const model::Pod* pod = m_data.podOf(m_subject.pod);
    const std::string& runs = pod ? pod->spec.nodeName : m_subject.node;
    return nodesMeet(runs, m_peer.node);
}

OnePeer OneFlow::self() const {
    return {m_subject.pod.valid() && m_subject.pod == m_peer.pod};
}

std::optional<SelectingPolicy> OneFlow::selects(std::uint32_t policy) const {
    const Tri fit = podsFit(m_data.policies[policy].subject, m_subject, true);
    if (fit == Tri::No)
        return std::nullopt;
    return SelectingPolicy{policy, fit == Tri::Yes};
}

}  // namespace gatesight::simulator
