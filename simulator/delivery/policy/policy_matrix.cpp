#include "simulator/delivery/policy/policy_matrix.h"

#include "simulator/delivery/policy/one_flow.h"

#include <unordered_map>

namespace gatesight::simulator {

/// What one class answers in one direction, by peer: two possible ends are "unknown".
struct PeerBits {
    Bits accept, deny;
};

struct PolicyMatrix::Data {
    std::vector<std::uint32_t> classOf;               ///< by Pod
    std::vector<std::vector<std::uint32_t>> members;  ///< of each class
    /// By port, then class of the subject; bits by class of the peer.
    std::vector<std::vector<PeerBits>> egress, ingress;

    [[nodiscard]] PolicyVerdict::Result between(std::uint32_t source, std::uint32_t destination,
                                                std::size_t port) const {
        using enum PolicyVerdict::Result;
        const PeerBits& out = egress[port][source];
        const PeerBits& in = ingress[port][destination];
        if (!out.accept[destination] || !in.accept[source])
            return Denied;
        return out.deny[destination] || in.deny[source] ? Unknown : Allowed;
    }
};

namespace {

/// Nobody listens to the rules of many pairs.
struct NoObserver {
    void fits(std::uint32_t /*policy*/, std::uint32_t /*rule*/, const Fit<Bits>& /*fit*/) {}
};

/// What the tests say about every class, computed once.
struct ClassTables {
    std::vector<Fit<Bits>> peers;          ///< by peer test, bits by class
    std::vector<std::vector<Bits>> named;  ///< by port test, then port: classes with that name
    std::vector<PolicyParty> parties;      ///< one of each class
    Bits all, none;
};

/// A view of PolicyJudge: the peers are all classes, the subject is one.
class ClassView {
public:
    using Set = Bits;

    ClassView(const PolicySet::Data& data, const ClassTables& tables, std::uint32_t subject,
              Direction direction, std::span<const MatrixPort> ports, std::size_t port)
        : m_data(data),
          m_tables(tables),
          m_subject(subject),
          m_direction(direction),
          m_port(ports[port]),
          m_portIndex(port) {}

    [[nodiscard]] const Bits& all() const { return m_tables.all; }
    [[nodiscard]] const Bits& none() const { return m_tables.none; }
    [[nodiscard]] const Fit<Bits>& peer(std::uint32_t test) const { return m_tables.peers[test]; }
    /// Names are those of the destination: the subject itself, or each of its peers.
    [[nodiscard]] Fit<Bits> port(std::uint32_t number) const {
        const PortTest& test = m_data.ports[number];
        bool fits = !test.nothing && (!test.transport || *test.transport == m_port.transport);
        if (fits && m_port.port == 0)
            return unknownPort(number);
        if (fits && !test.name.empty() && m_direction == Direction::Egress)
            return {m_tables.named[number][m_portIndex], m_tables.named[number][m_portIndex]};
        if (fits)
            fits = test.name.empty() ? m_port.port >= test.first && m_port.port <= test.last
                                     : m_tables.named[number][m_portIndex].test(m_subject);
        const Bits& who = fits ? all() : none();
        return {who, who};
    }
    [[nodiscard]] Fit<Bits> sameNode() const {
        Fit<Bits> result{none(), none()};
        for (std::uint32_t i = 0; i < m_tables.parties.size(); ++i) {
            if (m_tables.parties[i].kind != PolicyParty::Kind::Host)
                continue;
            const Fit<OnePeer> fit =
                nodesMeet(m_tables.parties[m_subject].node, m_tables.parties[i].node);
            result.can[i] = fit.can.holds;
            result.must[i] = fit.must.holds;
        }
        return result;
    }
    /// A class may hold many Pods: PolicyMatrix::verdict() looks at a Pod and itself.
    [[nodiscard]] const Bits& self() const { return none(); }
    [[nodiscard]] bool throughService() const { return false; }

private:
    /// As OneFlow has it: a name may be that of any port which the Pod has.
    [[nodiscard]] Fit<Bits> unknownPort(std::uint32_t number) const {
        const PortTest& test = m_data.ports[number];
        if (test.name.empty())
            return {test.first <= test.last ? all() : none(), test.everyNumber() ? all() : none()};
        const Bits& named = m_tables.named[number][m_portIndex];
        if (m_direction == Direction::Egress)
            return {named, none()};
        return {named.test(m_subject) ? all() : none(), none()};
    }

    const PolicySet::Data& m_data;
    const ClassTables& m_tables;
    std::uint32_t m_subject;
    Direction m_direction;
    MatrixPort m_port;
    std::size_t m_portIndex;
};

class MatrixMaker {
public:
    MatrixMaker(const PolicySet& policies, std::span<const model::ObjectId> pods,
                std::span<const MatrixPort> ports, std::stop_token stop)
        : m_policies(policies),
          m_data(policies.data()),
          m_pods(pods),
          m_ports(ports),
          m_stop(std::move(stop)) {}

    std::shared_ptr<const PolicyMatrix> run() {
        classify();
        tabulate();
        m_matrix->egress.resize(m_ports.size());
        m_matrix->ingress.resize(m_ports.size());
        for (std::size_t port = 0; port < m_ports.size(); ++port)
            for (std::uint32_t subject = 0; subject < m_matrix->members.size(); ++subject) {
                if (m_stop.stop_requested())
                    return nullptr;
                m_matrix->egress[port].push_back(judge(subject, Direction::Egress, port));
                m_matrix->ingress[port].push_back(judge(subject, Direction::Ingress, port));
            }
        return std::make_shared<PolicyMatrix>(std::move(m_matrix));
    }

private:
    // ---- classes ----

    /// What tells a Pod from others, in a few bytes: its answers to all selectors (by profile), all
    /// ranges and all names of ports, and its node where that matters.
    std::string signatureOf(model::ObjectId id) {
        const model::Pod& pod = *m_data.podOf(id);
        const std::uint32_t profile = m_data.profileOf[id.value];
        std::string signature =
            std::to_string(profile == UINT32_MAX ? profile : answersOf(profile));
        signature += pod.spec.hostNetwork ? 'h' : 'p';
        const PolicyFlow flow = flowTo(id);
        const OneFlow view(m_data, flow, Direction::Egress);
        for (const std::uint32_t test : m_rangeTests) {
            const Fit<OnePeer> fit = view.peer(test);
            signature += static_cast<char>('0' + int{fit.can.holds} + int{fit.must.holds});
        }
        for (const std::uint32_t test : m_nameTests)
            for (const MatrixPort& port : m_ports)
                signature += hasNamedPort(pod, m_data.ports[test].name, port.transport, port.port)
                                 ? '1'
                                 : '0';
        return m_hosts ? signature + pod.spec.nodeName : signature;
    }

    /// Profiles to which all selectors give the same answers share a number.
    std::uint32_t answersOf(std::uint32_t profile) {
        if (m_answers.empty())
            m_answers.assign(m_data.profiles.size(), UINT32_MAX);
        std::uint32_t& number = m_answers[profile];
        if (number != UINT32_MAX)
            return number;
        std::string answers;
        const auto add = [&](const Bits& bits) { answers += bits.test(profile) ? '1' : '0'; };
        for (const CompiledPolicy& policy : m_data.policies)
            add(policy.subject.profiles);
        for (const PeerTest& test : m_data.peers)
            if (test.kind == PeerTest::Kind::Pods)
                add(test.pods.profiles);
        number =
            m_answerNumbers
                .emplace(std::move(answers), static_cast<std::uint32_t>(m_answerNumbers.size()))
                .first->second;
        return number;
    }

    void classify() {
        for (std::uint32_t i = 0; i < m_data.peers.size(); ++i)
            if (m_data.peers[i].kind != PeerTest::Kind::Pods)
                m_rangeTests.push_back(i);
        for (std::uint32_t i = 0; i < m_data.ports.size(); ++i)
            if (!m_data.ports[i].name.empty())
                m_nameTests.push_back(i);
        for (const model::ObjectId pod : m_pods)
            m_hosts = m_hosts || m_data.podOf(pod)->spec.hostNetwork;
        std::unordered_map<std::string, std::uint32_t> known;
        for (std::uint32_t i = 0; i < m_pods.size(); ++i) {
            const auto [place, isNew] = known.emplace(
                signatureOf(m_pods[i]), static_cast<std::uint32_t>(m_matrix->members.size()));
            if (isNew)
                m_matrix->members.emplace_back();
            m_matrix->classOf.push_back(place->second);
            m_matrix->members[place->second].push_back(i);
        }
    }

    // ---- tables ----

    [[nodiscard]] model::ObjectId firstOf(std::uint32_t number) const {
        return m_pods[m_matrix->members[number].front()];
    }

    [[nodiscard]] PolicyFlow flowTo(model::ObjectId pod) const {
        PolicyFlow flow;
        flow.destination = m_policies.party(pod);
        const auto& addresses = m_data.addressesOf[pod.value];
        flow.v6 = !addresses.empty() && addresses.front().v6;
        return flow;
    }

    void tabulate() {
        const std::size_t classes = m_matrix->members.size();
        m_tables.none = Bits(classes);
        m_tables.all = ~m_tables.none;
        m_tables.peers.assign(m_data.peers.size(), {m_tables.none, m_tables.none});
        m_tables.named.resize(m_data.ports.size());
        for (const std::uint32_t test : m_nameTests)
            m_tables.named[test].assign(m_ports.size(), m_tables.none);
        for (std::uint32_t number = 0; number < classes; ++number)
            enter(number);
    }

    void enter(std::uint32_t number) {
        const PolicyFlow flow = flowTo(firstOf(number));
        m_tables.parties.push_back(flow.destination);
        const OneFlow view(m_data, flow, Direction::Egress);
        for (std::uint32_t test = 0; test < m_data.peers.size(); ++test) {
            const Fit<OnePeer> fit = view.peer(test);
            m_tables.peers[test].can[number] = fit.can.holds;
            m_tables.peers[test].must[number] = fit.must.holds;
        }
        const model::Pod& pod = *m_data.podOf(firstOf(number));
        for (const std::uint32_t test : m_nameTests)
            for (std::size_t port = 0; port < m_ports.size(); ++port)
                m_tables.named[test][port][number] = hasNamedPort(
                    pod, m_data.ports[test].name, m_ports[port].transport, m_ports[port].port);
    }

    // ---- verdicts ----

    [[nodiscard]] std::vector<SelectingPolicy> selecting(std::uint32_t subject, Direction direction,
                                                         PolicyTier tier) const {
        std::vector<SelectingPolicy> result;
        const std::uint32_t profile = m_data.profileOf[firstOf(subject).value];
        if (profile != UINT32_MAX)
            for (const std::uint32_t policy : m_data.selecting[static_cast<std::size_t>(
                     direction)][static_cast<std::size_t>(tier)][profile])
                result.push_back({policy});
        return result;
    }

    [[nodiscard]] PeerBits judge(std::uint32_t subject, Direction direction,
                                 std::size_t port) const {
        const ClassView view(m_data, m_tables, subject, direction, m_ports, port);
        const PolicyJudge<ClassView, NoObserver> judge(m_data, view,
                                                       static_cast<std::size_t>(direction));
        NoObserver silent;
        PeerBits result{m_tables.none, m_tables.none};
        Bits open = m_tables.all;
        for (const PolicyTier tier :
             {PolicyTier::Admin, PolicyTier::NetworkPolicy, PolicyTier::Baseline}) {
            const auto policies = selecting(subject, direction, tier);
            if (policies.empty())
                continue;
            const TierOutcome<Bits> outcome = tier == PolicyTier::NetworkPolicy
                                                  ? judge.namespaced(policies, silent)
                                                  : judge.tiered(policies, silent);
            result.accept |= open & outcome.accept;
            result.deny |= open & outcome.deny;
            open &= outcome.next;
        }
        result.accept |= open;
        return result;
    }

    const PolicySet& m_policies;
    const PolicySet::Data& m_data;
    std::span<const model::ObjectId> m_pods;
    std::span<const MatrixPort> m_ports;
    std::stop_token m_stop;
    std::shared_ptr<PolicyMatrix::Data> m_matrix = std::make_shared<PolicyMatrix::Data>();
    ClassTables m_tables;
    std::vector<std::uint32_t> m_rangeTests, m_nameTests;
    bool m_hosts = false;
    std::vector<std::uint32_t> m_answers;  // by profile
    std::unordered_map<std::string, std::uint32_t> m_answerNumbers;
};

}  // namespace

PolicyVerdict::Result PolicyMatrix::verdict(std::size_t source, std::size_t destination,
                                            std::size_t port) const {
    if (source == destination)  // np.self, np.tier.hairpin
        return PolicyVerdict::Result::Allowed;
    return m_data->between(m_data->classOf[source], m_data->classOf[destination], port);
}

MatrixTally PolicyMatrix::tally(std::size_t port) const {
    using enum PolicyVerdict::Result;
    MatrixTally tally;
    const auto add = [&](PolicyVerdict::Result result, std::uint64_t pairs) {
        (result == Allowed  ? tally.allowed
         : result == Denied ? tally.denied
                            : tally.unknown) += pairs;
    };
    for (std::uint32_t source = 0; source < classes(); ++source)
        for (std::uint32_t destination = 0; destination < classes(); ++destination) {
            const std::uint64_t from = m_data->members[source].size();
            const std::uint64_t to = m_data->members[destination].size();
            const std::uint64_t selves = source == destination ? from : 0;
            add(m_data->between(source, destination, port), from * to - selves);
            add(Allowed, selves);
        }
    return tally;
}

std::size_t PolicyMatrix::classes() const {
    return m_data->members.size();
}

std::uint32_t PolicyMatrix::classOf(std::size_t pod) const {
    return m_data->classOf[pod];
}

std::span<const std::uint32_t> PolicyMatrix::members(std::uint32_t number) const {
    return m_data->members[number];
}

PolicyVerdict::Result PolicyMatrix::between(std::uint32_t source, std::uint32_t destination,
                                            std::size_t port) const {
    return m_data->between(source, destination, port);
}

std::shared_ptr<const PolicyMatrix> computeMatrix(const PolicySet& policies,
                                                  std::span<const model::ObjectId> pods,
                                                  std::span<const MatrixPort> ports,
                                                  std::stop_token stop) {
    return MatrixMaker(policies, pods, ports, std::move(stop)).run();
}

}  // namespace gatesight::simulator
