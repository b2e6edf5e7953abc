// What the tests of policies say about one connection.
#pragma once

#include "simulator/delivery/policy/policy_judge.h"

namespace gatesight::simulator {

/// A view of PolicyJudge: the peer is the other end of a flow. Keeps both arguments.
class OneFlow {
public:
    using Set = OnePeer;

    OneFlow(const PolicySet::Data& data, const PolicyFlow& flow, Direction direction);

    [[nodiscard]] OnePeer all() const { return {true}; }
    [[nodiscard]] OnePeer none() const { return {false}; }
    [[nodiscard]] Fit<OnePeer> peer(std::uint32_t test) const;
    [[nodiscard]] Fit<OnePeer> port(std::uint32_t test) const;
    /// Whether one end is the node of the other (np.node).
    [[nodiscard]] Fit<OnePeer> sameNode() const;
    [[nodiscard]] OnePeer self() const;
    [[nodiscard]] bool throughService() const { return m_flow.throughService; }

    /// Whether the subject is selected; nothing when it surely is not.
    [[nodiscard]] std::optional<SelectingPolicy> selects(std::uint32_t policy) const;
    [[nodiscard]] const PolicyParty& subject() const { return m_subject; }

private:
    enum class Tri : std::uint8_t { No, Maybe, Yes };
    static Fit<OnePeer> fitOf(Tri tri) { return {{tri != Tri::No}, {tri == Tri::Yes}}; }
    static Tri both(Tri a, Tri b) { return std::min(a, b); }

    [[nodiscard]] Tri podsFit(const PodsTest& test, const PolicyParty& party, bool asSubject) const;
    /// Also of a namespace that no loaded object uses (ns.missing, np.peer.namespace-label).
    [[nodiscard]] model::Labels namespaceLabels(const std::string& name) const;
    [[nodiscard]] Tri labelsFit(const model::LabelSelector* selector, const PolicyParty& party,
                                bool asSubject) const;
    [[nodiscard]] Tri rangeFits(const PeerTest& test) const;
    [[nodiscard]] Tri nodesFit(const PeerTest& test) const;
    [[nodiscard]] Tri namesFit(const PeerTest& test) const;
    [[nodiscard]] Tri namedPortFits(const PortTest& test) const;

    const PolicySet::Data& m_data;
    const PolicyFlow& m_flow;
    const PolicyParty& m_subject;
    const PolicyParty& m_peer;
};

/// Whether a Pod and a host are on one node, by the names of their nodes; an empty one is not known
/// (np.node).
[[nodiscard]] Fit<OnePeer> nodesMeet(std::string_view pod, std::string_view host);

/// Whether a container of the Pod has a port of this name, transport and number; 0: of any.
[[nodiscard]] bool hasNamedPort(const model::Pod& pod, std::string_view name, Transport transport,
                                std::uint16_t number);

}  // namespace gatesight::simulator
