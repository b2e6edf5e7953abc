#include "simulator/who/talk_reason.h"

#include "simulator/who/talk_verdicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace gatesight::simulator {

namespace {

constexpr std::size_t kMaxTriesLookedAt = 4'000;

std::string nameOfEnd(const Simulation& simulation, const WhoTalks& who, std::uint32_t party) {
    if (party == TalkTry::kInternet)
        return "the internet";
    if (party == TalkTry::kOutside)
        return "addresses outside of the cluster";
    const model::Object& object = simulation.world->object(who.parties[party].object);
    return fmt::format("{} {}", object.kind, object.fullName());
}

std::string_view tierWord(PolicyTier tier) {
    return tier == PolicyTier::Admin ? "Admin" : "Baseline";
}

/// One try, judged for people.
class Reasoning {
public:
    Reasoning(const Simulation& simulation, const WhoTalks& who, const TalkTry& one)
        : m_simulation(simulation), m_who(who), m_try(one), m_flows(simulation, who.parties) {
        m_from = nameOfEnd(simulation, who, one.source);
        m_to = nameOfEnd(simulation, who, one.destination);
    }

    /// The policies that decide: of the end that drops, else of both.
    std::vector<TalkPolicy> deciding() {
        if (!m_simulation.policies)
            return {};
        if (m_try.source == TalkTry::kInternet && m_try.gateway != TalkParty::kNoGateway)
            return throughGateway();
        return ofFlow(flow(), m_from, m_to);
    }

    std::string sentence(TalkOutcome outcome, const std::vector<TalkPolicy>& policies) {
        std::string text;
        if (!m_simulation.policies) {
            text = "no network policy is in force";
        } else if (policies.empty()) {
            text = fmt::format("no network policy decides about {} and {}", m_from, m_to);
        }
        for (const TalkPolicy& policy : policies)
            text += fmt::format("{}{}", text.empty() ? "" : "; ", policy.sentence);
        if (outcome == TalkOutcome::NoRoute)
            text += fmt::format("; {}", noRoute());
        else if (m_try.gateway != TalkParty::kNoGateway)
            text += fmt::format("; it comes in by Gateway {}", gatewayName());
        return text;
    }

    [[nodiscard]] const std::string& from() const { return m_from; }
    [[nodiscard]] const std::string& to() const { return m_to; }

private:
    [[nodiscard]] const model::World& world() const { return *m_simulation.world; }
    [[nodiscard]] std::string gatewayName() const {
        return world().object(m_simulation.control->gateways[m_try.gateway].gateway).fullName();
    }

    [[nodiscard]] PolicyFlow flow() const {
        if (m_try.source == TalkTry::kInternet)
            return m_flows.fromInternet(m_try.destination, m_try.port);
        if (m_try.destination != TalkTry::kOutside)
            return m_flows.between(m_try.source, m_try.destination, m_try.port);
        return m_flows.toOutside(m_try.source, Transport::TCP);
    }

    std::vector<TalkPolicy> throughGateway() {
        for (std::uint32_t i = 0; i < m_who.parties.size(); ++i) {
            if (m_who.parties[i].gateway != m_try.gateway)
                continue;
            const PolicyFlow in = m_flows.fromInternet(i, {});
            if (m_simulation.policies->verdict(in).result() != PolicyVerdict::Result::Allowed)
                return ofFlow(in, "the internet", "Gateway " + gatewayName());
            return ofFlow(m_flows.between(i, m_try.destination, m_try.port),
                          "Gateway " + gatewayName(), m_to);
        }
        return {};
    }

    [[nodiscard]] std::vector<TalkPolicy> ofFlow(const PolicyFlow& flow, const std::string& from,
                                                 const std::string& to) const {
        const FlowVerdict verdict = m_simulation.policies->verdict(flow);
        std::vector<TalkPolicy> result;
        for (const Direction direction : {Direction::Egress, Direction::Ingress}) {
            const PolicyVerdict& one =
                direction == Direction::Egress ? verdict.egress : verdict.ingress;
            // Where one end is in the way, the other does not matter.
            if (one.result == PolicyVerdict::Result::Allowed &&
                verdict.result() != PolicyVerdict::Result::Allowed)
                continue;
            if (auto policy = decider(one, direction, from, to))
                result.push_back(*std::move(policy));
        }
        return result;
    }

    [[nodiscard]] std::optional<TalkPolicy> decider(const PolicyVerdict& verdict,
                                                    Direction direction, const std::string& from,
                                                    const std::string& to) const {
        for (const PolicyTier tier :
             {PolicyTier::Admin, PolicyTier::NetworkPolicy, PolicyTier::Baseline}) {
            const TierVerdict& one = verdict.tiers[static_cast<std::size_t>(tier)];
            if (one.result == TierVerdict::Result::NotSelected ||
                one.result == TierVerdict::Result::Passed || !one.policy.valid())
                continue;
            const model::Object& object = world().object(one.policy);
            TalkPolicy policy{direction, tier, one.result, one.policy, one.rule, {}, one.why, {}};
            policy.source = object.origin.locate(one.node);
            policy.sentence = said(policy, object, one, from, to);
            return policy;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::string said(const TalkPolicy& policy, const model::Object& object,
                                   const TierVerdict& verdict, const std::string& from,
                                   const std::string& to) const {
        const bool egress = policy.direction == Direction::Egress;
        const bool byRule = verdict.rule != TierVerdict::kNoRule;
        std::string who = fmt::format("{} {}", object.kind, object.fullName());
        if (policy.tier != PolicyTier::NetworkPolicy)
            who += fmt::format(" (tier {})", tierWord(policy.tier));
        if (byRule)
            who += fmt::format(" {}[{}]", toString(policy.direction), verdict.rule);
        const std::string deed =
            fmt::format("{} {}{}", egress ? "leave for" : "reach", to, portWords());
        switch (verdict.result) {
            case TierVerdict::Result::Allowed:
                return fmt::format("{} lets {} {}", who, from, deed);
            case TierVerdict::Result::Denied:
                break;
            default:
                if (m_try.destination == TalkTry::kOutside)
                    return fmt::format("{} lets {} leave for some addresses or ports", who, from);
                return fmt::format("{} may or may not let {} {}: the manifests do not tell", who,
                                   from, deed);
        }
        if (byRule)
            return fmt::format("{} denies {} to {}", who, from, deed);
        const std::string others = verdict.selecting > 1
                                       ? fmt::format(" with {} other{}", verdict.selecting - 1,
                                                     verdict.selecting == 2 ? "" : "s")
                                       : std::string();
        return fmt::format("{} isolates {} for {}{}, and no rule lets {} {}", who,
                           egress ? from : to, toString(policy.direction), others, from, deed);
    }

    [[nodiscard]] std::string portWords() const {
        if (m_try.destination == TalkTry::kOutside)
            return {};
        return m_try.port.port == 0 ? std::string(" at a port that is not known")
                                    : fmt::format(" at port {}", toString(m_try.port));
    }

    [[nodiscard]] std::string noRoute() const {
        if (m_try.source == TalkTry::kInternet)
            return fmt::format("no Gateway's route, node port or load balancer leads to {}{}", m_to,
                               portWords());
        if (m_try.port.port == 0)
            return fmt::format("no Service leads to {}, which names no port", m_to);
        return fmt::format("no Service or route with a ready endpoint leads from {} to {}{}",
                           m_from, m_to, portWords());
    }

    const Simulation& m_simulation;
    const WhoTalks& m_who;
    TalkTry m_try;
    TalkFlows m_flows;
    std::string m_from, m_to;
};

/// Two Pods of each workload of a group: of a single one there may be nobody else to talk to.
std::vector<std::uint32_t> samplesOf(const Simulation& simulation, const WhoTalks& who,
                                     std::size_t group) {
    std::vector<std::uint32_t> result;
    std::map<std::tuple<std::string_view, std::string_view, std::uint32_t>, int> taken;
    for (std::uint32_t i = 0; i < who.parties.size(); ++i) {
        if (who.groupOf[i] != group)
            continue;
        const TalkParty& party = who.parties[i];
        const std::string& namespace_ = simulation.world->object(party.object).metadata.namespace_;
        if (++taken[{namespace_, party.workload, party.gateway}] <= 2)
            result.push_back(i);
    }
    return result;
}

}  // namespace

TalkReason reasonOf(const Simulation& simulation, const WhoTalks& who, const TalkTry& one,
                    TalkOutcome outcome) {
    Reasoning reasoning(simulation, who, one);
    TalkReason reason;
    reason.from = reasoning.from();
    reason.to = reasoning.to();
    reason.policies = reasoning.deciding();
    reason.sentence = reasoning.sentence(outcome, reason.policies);
    reason.request = requestOf(simulation, who, one);
    return reason;
}

std::vector<TalkDecider> decidersOf(const Simulation& simulation, const WhoTalks& who,
                                    std::size_t row, std::size_t column, std::stop_token stop) {
    const bool outside = column + 1 == who.columns.size();
    const auto sources =
        row == 0 ? std::vector{TalkTry::kInternet} : samplesOf(simulation, who, row - 1);
    const auto destinations =
        outside ? std::vector{TalkTry::kOutside} : samplesOf(simulation, who, column);
    std::vector<TalkDecider> result;
    std::size_t looked = 0;
    const auto look = [&](const TalkTry& one) {
        for (TalkPolicy& policy : Reasoning(simulation, who, one).deciding()) {
            const auto known = std::ranges::find_if(result, [&](const TalkDecider& each) {
                return each.policy.policy == policy.policy && each.policy.rule == policy.rule &&
                       each.policy.direction == policy.direction &&
                       each.policy.result == policy.result;
            });
            if (known != result.end())
                ++known->tries;
            else
                result.push_back({std::move(policy), one, 1});
        }
    };
    for (const std::uint32_t source : sources)
        for (const std::uint32_t destination : destinations) {
            if (source == destination || stop.stop_requested())
                continue;
            const std::vector<TalkPort> none(1);
            for (const TalkPort& port : outside ? none : who.parties[destination].ports)
                if (looked++ < kMaxTriesLookedAt) {
                    TalkTry one{source, destination, port, TalkParty::kNoGateway};
                    if (row == 0)
                        one.gateway = who.cell(0, column).witness[0].gateway;
                    look(one);
                }
        }
    std::ranges::stable_sort(result, std::ranges::greater{}, [](const TalkDecider& each) {
        return std::pair(each.policy.result == TierVerdict::Result::Denied, each.tries);
    });
    return result;
}

}  // namespace gatesight::simulator
