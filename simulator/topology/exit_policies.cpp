// Who may use the ways out of the cluster, by network policies.
//
// Towards the outside Pods that the same policies select for egress are one: a handful of verdicts
// for each exit, however many Pods there are. Towards the proxies of a Gateway they are peers as
// well, so there Pods are one by namespace and labels, or each for itself where policies name
// ranges of addresses.
#include "simulator/contradictions/deciding_policy.h"
#include "simulator/contradictions/pod_reach.h"
#include "simulator/control/hostname.h"
#include "simulator/delivery/policy/policy_data.h"
#include "simulator/delivery/resolv_conf.h"
#include "simulator/routing/gateway_plane.h"
#include "simulator/topology/graph_draft.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace gatesight::simulator {

namespace {

using Result = PolicyVerdict::Result;

/// Pods that are one to policies.
struct PodKind {
    model::ObjectId first;
    std::size_t count = 0;
};

/// An outer end of connections; more than one port: any of them will do.
struct Outside {
    PolicyParty party;
    bool v6 = false;
    std::vector<std::optional<std::uint16_t>> ports;
    Transport transport = Transport::TCP;
};

struct Judged {
    Result result = Result::Denied;
    DecidingPolicy decider;
};

class ExitPolicies {
public:
    explicit ExitPolicies(GraphDraft& draft)
        : m_draft(draft),
          m_policies(*draft.simulation.policies),
          m_sources(sourcesOf(draft.builder)) {
        const PodReach reach(draft.simulation);
        for (std::size_t i = 0; i < reach.pods().size(); ++i)
            if (reach.clients().test(i))
                m_clients.push_back(reach.pods()[i]);
        m_outward = kindsOf([this](model::ObjectId pod) { return egressPolicies(pod); });
    }

    void run() {
        std::map<std::uint32_t, std::vector<std::size_t>> byExit;
        for (std::size_t i = 0; i < m_draft.builder.edges().size(); ++i) {
            const GraphEdge& edge = m_draft.builder.edges()[i];
            const auto outside = outsideOf(edge);
            if (!outside)
                continue;
            judgeEdge(m_draft.builder.edge(i), *outside);
            byExit[edge.to].push_back(i);
        }
        for (const auto& [exit, edges] : byExit)
            tellNode(m_draft.builder.node(exit), edges);
    }

private:
    using Sources = std::vector<std::vector<std::uint32_t>>;  // by node: where its edges come from

    static Sources sourcesOf(TopologyBuilder& builder) {
        Sources sources(builder.size());
        for (const GraphEdge& edge : builder.edges())
            if (edge.state != NodeState::Refused && edge.state != NodeState::Missing)
                sources[edge.to].push_back(edge.from);
        return sources;
    }

    // ---- Pods that are one ----

    template <class KeyOf>
    [[nodiscard]] std::vector<PodKind> kindsOf(const KeyOf& keyOf) const {
        std::vector<PodKind> kinds;
        std::map<decltype(keyOf(model::ObjectId())), std::size_t> places;
        for (const model::ObjectId pod : m_clients) {
            const auto [place, isNew] = places.emplace(keyOf(pod), kinds.size());
            if (isNew)
                kinds.push_back({pod, 0});
            ++kinds[place->second].count;
        }
        return kinds;
    }

    [[nodiscard]] std::vector<model::ObjectId> egressPolicies(model::ObjectId pod) const {
        std::vector<model::ObjectId> all;
        for (const PolicyTier tier :
             {PolicyTier::Admin, PolicyTier::NetworkPolicy, PolicyTier::Baseline})
            for (const model::ObjectId policy : m_policies.selecting(pod, Direction::Egress, tier))
                all.push_back(policy);
        return all;
    }

    const std::vector<PodKind>& inward() {
        if (!m_inward.empty() || m_clients.empty())
            return m_inward;
        const auto& data = m_policies.data();
        const bool ranges = std::ranges::any_of(
            data.peers, [](const PeerTest& test) { return test.kind != PeerTest::Kind::Pods; });
        m_inward = kindsOf(
            [&](model::ObjectId pod) { return ranges ? pod.value : data.profileOf[pod.value]; });
        return m_inward;
    }

    // ---- where edges lead ----

    /// Nothing for an edge that leads to no place outside, or to one that the cluster has a name
    /// for.
    [[nodiscard]] std::optional<Outside> outsideOf(const GraphEdge& edge) {
        const GraphNode& from = m_draft.builder.node(edge.from);
        const GraphNode& to = m_draft.builder.node(edge.to);
        if (!from.object.valid())
            return std::nullopt;
        const model::Object& object = m_draft.world().object(from.object);
        if (to.kind == "ExternalAddress")
            return addressOf(from.object, to.title);
        if (to.kind != "ExternalHost")
            return std::nullopt;
        if (const auto* backend = std::get_if<model::XBackend>(&object.resource))
            return hostAt(backend->hostname, {backend->port});
        const auto& service = std::get<model::Service>(object.resource);
        const std::string& namespace_ = object.metadata.namespace_;
        const Destination meant = resolveInside(m_draft.world(), service.externalName, namespace_,
                                                usualResolvConf(namespace_));
        if (meant.kind != Destination::Kind::External)
            return std::nullopt;
        std::vector<std::optional<std::uint16_t>> ports;
        for (const model::ServicePort& port : service.ports)
            ports.emplace_back(port.port);
        if (ports.empty())
            ports.emplace_back();  // a client calls any
        return hostAt(service.externalName, std::move(ports));
    }

    static Outside hostAt(const std::string& host,
                          std::vector<std::optional<std::uint16_t>> ports) {
        Outside outside;
        outside.party.text = host;
        outside.party.hostname = lowerCase(host);
        outside.ports = std::move(ports);
        return outside;
    }

    /// The endpoint of a Service that a node was made of.
    [[nodiscard]] std::optional<Outside> addressOf(model::ObjectId service,
                                                   const std::string& place) {
        const auto [known, isNew] = m_outside.try_emplace(service);
        if (isNew)
            known->second = outsideEndpoints(service);
        const auto found = known->second.find(place);
        return found == known->second.end() ? std::nullopt : std::optional(found->second);
    }

    [[nodiscard]] std::map<std::string, Outside> outsideEndpoints(model::ObjectId service) const {
        std::map<std::string, Outside> result;
        const auto& ports = *model::servicePorts(m_draft.world().object(service));
        for (std::uint32_t i = 0; i < ports.size(); ++i)
            for (const EndpointTarget& target :
                 m_draft.simulation.delivery->endpoints(service, i)) {
                const auto address = model::addressOf(target.ip);
                if (target.pod.valid() || !address)
                    continue;
                result.try_emplace(
                    fmt::format("{}:{}", target.ip, target.port),
                    Outside{
                        .party = m_policies.partyAt(*address, target.ip),
                        .v6 = address->v6,
                        .ports = {target.port},
                        .transport = transportNamed(ports[i].protocol).value_or(Transport::TCP)});
            }
        return result;
    }

    // ---- verdicts ----

    [[nodiscard]] Judged judge(const PolicyParty& source, const Outside& outside) const {
        Judged best;
        bool first = true;
        for (const auto port : outside.ports) {
            PolicyFlow flow{source, outside.party};
            flow.port = port;
            flow.transport = outside.transport;
            flow.v6 = outside.v6;
            const FlowVerdict verdict = m_policies.verdict(flow);
            const Result result = verdict.result();
            const bool better = result == Result::Allowed ||
                                (result == Result::Unknown && best.result == Result::Denied);
            if (first || better)
                best = {result, decidingPolicy(m_policies, flow, verdict, port.value_or(0))};
            first = false;
            if (result == Result::Allowed)
                break;
        }
        return best;
    }

    static void count(ExitWay& way, const Judged& judged, std::size_t pods) {
        switch (judged.result) {
            case Result::Allowed:
                way.allowed += pods;
                break;
            case Result::Denied:
                if (way.denied == 0)
                    way.why = judged.decider.text;
                way.denied += pods;
                break;
            case Result::Unknown:
                way.unknown += pods;
                break;
        }
    }

    static void conclude(ExitWay& way) {
        way.verdict = way.denied == 0 && way.unknown == 0 ? ExitWay::Verdict::Open
                      : way.allowed > 0                   ? ExitWay::Verdict::Partly
                      : way.unknown > 0                   ? ExitWay::Verdict::Unknown
                                                          : ExitWay::Verdict::Closed;
    }

    [[nodiscard]] ExitWay wayOfPods(const Outside& outside) const {
        ExitWay way;
        for (const PodKind& kind : m_outward)
            count(way, judge(m_policies.party(kind.first), outside), kind.count);
        conclude(way);
        return way;
    }

    /// Through a Gateway, whose own connection is what the outside sees.
    [[nodiscard]] ExitWay wayThrough(model::ObjectId gateway, const Outside& outside) {
        ExitWay way;
        way.gateway = m_draft.world().object(gateway).fullName();
        const Judged onward = judge(gatewayParty(m_draft.simulation, gateway), outside);
        if (onward.result != Result::Allowed) {
            way.verdict = onward.result == Result::Denied ? ExitWay::Verdict::Closed
                                                          : ExitWay::Verdict::Unknown;
            if (onward.result == Result::Denied)
                way.why = onward.decider.text;
        } else if (m_draft.egressGateways.contains(gateway)) {
            const Outside door{.party = gatewayParty(m_draft.simulation, gateway),
                               .v6 = false,
                               .ports = {std::nullopt},
                               .transport = Transport::TCP};
            for (const PodKind& kind : inward())
                count(way, judge(m_policies.party(kind.first), door), kind.count);
            conclude(way);
        }
        return way;
    }

    // ---- who leads there ----

    /// Gateways whose requests come to a node, and whether those of clients of a mesh do.
    struct Callers {
        std::vector<model::ObjectId> gateways;
        bool mesh = false;
    };

    const Callers& callersOf(std::uint32_t node) {
        const auto [place, isNew] = m_callers.try_emplace(node);
        if (isNew)
            place->second = findCallers(node);
        return place->second;
    }

    [[nodiscard]] Callers findCallers(std::uint32_t node) const {
        Callers callers;
        std::vector<bool> seen(m_sources.size(), false);
        std::vector<std::uint32_t> left{node};
        while (!left.empty()) {
            const std::uint32_t each = left.back();
            left.pop_back();
            if (seen[each])
                continue;
            seen[each] = true;
            const GraphNode& from = m_draft.builder.node(each);
            if (from.role == NodeRole::Gateway && from.object.valid())
                callers.gateways.push_back(from.object);
            callers.mesh = callers.mesh || from.key.starts_with(keys::kFrontend);
            left.insert(left.end(), m_sources[each].begin(), m_sources[each].end());
        }
        std::ranges::sort(callers.gateways);
        return callers;
    }

    void judgeEdge(GraphEdge& edge, const Outside& outside) {
        const Callers& callers = callersOf(edge.from);
        if ((m_draft.builder.node(edge.from).kind != "XBackend" || callers.mesh) &&
            !m_clients.empty())
            edge.ways.push_back(wayOfPods(outside));
        for (const model::ObjectId gateway : callers.gateways)
            edge.ways.push_back(wayThrough(gateway, outside));
        bool closed = !edge.ways.empty();
        std::vector<std::string> label;
        for (const ExitWay& way : edge.ways) {
            closed = closed && way.verdict == ExitWay::Verdict::Closed;
            if (std::string word = labelOf(way); !word.empty())
                label.push_back(std::move(word));
            edge.why += (edge.why.empty() ? "" : "; ") + sentenceOf(way);
        }
        // Where there is little room, the port is what is cut off.
        if (!edge.label.empty())
            label.push_back(edge.label);
        edge.label = fmt::format("{}", fmt::join(label, ", "));
        if (closed)
            edge.state = NodeState::Refused;
    }

    /// An exit says what its edges say, and is closed when they all are.
    void tellNode(GraphNode& node, const std::vector<std::size_t>& edges) {
        bool closed = true;
        std::vector<std::string> sentences;
        for (const std::size_t index : edges) {
            const GraphEdge& edge = m_draft.builder.edges()[index];
            closed = closed && edge.state == NodeState::Refused;
            for (const ExitWay& way : edge.ways)
                if (std::string text = sentenceOf(way);
                    std::ranges::find(sentences, text) == sentences.end())
                    sentences.push_back(std::move(text));
        }
        for (const std::string& sentence : sentences)
            node.why += (node.why.empty() ? "" : "; ") + sentence;
        if (closed)
            node.state = NodeState::Refused;
    }

    GraphDraft& m_draft;
    const PolicySet& m_policies;
    Sources m_sources;
    std::vector<model::ObjectId> m_clients;
    std::vector<PodKind> m_outward, m_inward;
    std::map<std::uint32_t, Callers> m_callers;                           // by node
    std::map<model::ObjectId, std::map<std::string, Outside>> m_outside;  // endpoints by place
};

}  // namespace

void judgeExits(GraphDraft& draft) {
    const bool any = std::ranges::any_of(draft.builder.edges(), [&](const GraphEdge& edge) {
        return draft.builder.node(edge.to).role == NodeRole::Exit;
    });
    if (any && draft.simulation.policies)
        ExitPolicies(draft).run();
}

}  // namespace gatesight::simulator
