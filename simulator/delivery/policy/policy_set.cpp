#include "simulator/delivery/policy/policy_set.h"

#include "simulator/delivery/policy/one_flow.h"

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// Remembers the first rule that decided, and the first that might have.
struct FirstRules {
    struct Place {
        std::uint32_t policy = UINT32_MAX, rule = UINT32_MAX;
        [[nodiscard]] bool valid() const { return policy != UINT32_MAX; }
    };
    Place certain, possible;
    bool onlyPossible = false;  // some rule may fit and need not

    void fits(std::uint32_t policy, std::uint32_t rule, const Fit<OnePeer>& fit) {
        if (fit.must.holds && !certain.valid())
            certain = {policy, rule};
        if (fit.can.holds && !possible.valid())
            possible = {policy, rule};
        onlyPossible = onlyPossible || (fit.can.holds && !fit.must.holds);
    }
};

class Verdicts {
public:
    Verdicts(const PolicySet::Data& data, const PolicyFlow& flow, Direction direction)
        : m_data(data),
          m_direction(static_cast<std::size_t>(direction)),
          m_view(data, flow, direction),
          m_judge(data, m_view, m_direction) {}

    PolicyVerdict run() {
        PolicyVerdict verdict;
        bool open = true, accept = false, deny = false;  // what is possible so far
        for (const PolicyTier tier :
             {PolicyTier::Admin, PolicyTier::NetworkPolicy, PolicyTier::Baseline}) {
            if (!open)
                break;
            const TierOutcome<OnePeer> outcome =
                judge(tier, verdict.tiers[static_cast<std::size_t>(tier)]);
            accept = accept || outcome.accept.holds;
            deny = deny || outcome.deny.holds;
            open = outcome.next.holds;
        }
        accept = accept || open;
        if (accept && deny)
            verdict.result = PolicyVerdict::Result::Unknown;
        else if (deny)
            verdict.result = PolicyVerdict::Result::Denied;
        return verdict;
    }

private:
    [[nodiscard]] std::vector<SelectingPolicy> selecting(PolicyTier tier) const {
        std::vector<SelectingPolicy> result;
        const PolicyParty& subject = m_view.subject();
        if (subject.kind != PolicyParty::Kind::Pod)
            return result;
        if (subject.pod.valid()) {
            const std::uint32_t profile = m_data.profileOf[subject.pod.value];
            if (profile != UINT32_MAX)
                for (const std::uint32_t policy :
                     m_data.selecting[m_direction][static_cast<std::size_t>(tier)][profile])
                    result.push_back({policy});
            return result;
        }
        const auto [begin, end] = m_data.range(tier);
        for (std::uint32_t i = begin; i < end; ++i)
            if (m_data.policies[i].covers[m_direction])
                if (const auto found = m_view.selects(i))
                    result.push_back(*found);
        return result;
    }

    TierOutcome<OnePeer> judge(PolicyTier tier, TierVerdict& verdict) {
        const std::vector<SelectingPolicy> policies = selecting(tier);
        FirstRules rules;
        const bool tiered = tier != PolicyTier::NetworkPolicy;
        const TierOutcome<OnePeer> outcome =
            tiered ? m_judge.tiered(policies, rules) : m_judge.namespaced(policies, rules);
        if (policies.empty())
            return outcome;
        verdict.selecting = static_cast<std::uint32_t>(policies.size());
        verdict.result = resultOf(outcome);
        if (tiered)
            nameTiered(policies, rules, verdict);
        else
            nameNamespaced(policies, rules, verdict);
        return outcome;
    }

    static TierVerdict::Result resultOf(const TierOutcome<OnePeer>& outcome) {
        const int possible = static_cast<int>(outcome.accept.holds) +
                             static_cast<int>(outcome.deny.holds) +
                             static_cast<int>(outcome.next.holds);
        if (possible != 1)
            return TierVerdict::Result::Unknown;
        if (outcome.accept.holds)
            return TierVerdict::Result::Allowed;
        return outcome.deny.holds ? TierVerdict::Result::Denied : TierVerdict::Result::Passed;
    }

    void nameRule(const FirstRules::Place& place, TierVerdict& verdict) const {
        if (!place.valid())
            return;
        const CompiledPolicy& policy = m_data.policies[place.policy];
        verdict.policy = policy.object;
        verdict.rule = place.rule;
        verdict.node = policy.rules[m_direction][place.rule].node;
    }

    void nameTiered(std::span<const SelectingPolicy> policies, const FirstRules& rules,
                    TierVerdict& verdict) const {
        verdict.why = "np.tier.no-isolation";
        if (m_view.self().holds && !m_view.throughService()) {
            verdict.why = "np.tier.hairpin";
        } else if (verdict.result == TierVerdict::Result::Unknown) {
            nameRule(rules.possible, verdict);
            verdict.why = rules.onlyPossible ? whyUnknown(rules.possible) : "np.tier.priority-tie";
        } else if (rules.certain.valid()) {
            nameRule(rules.certain, verdict);
            verdict.why = whyTiered(rules.certain);
        } else {
            namePolicy(policies.front(), "subject", verdict);
        }
    }

    /// A policy as a whole: the place is where it says which Pods it selects.
    void namePolicy(const SelectingPolicy& policy, std::string_view selector,
                    TierVerdict& verdict) const {
        verdict.policy = m_data.policies[policy.policy].object;
        const model::Object& object = m_data.world->object(verdict.policy);
        if (object.origin.document)
            verdict.node = object.origin.document->root()["spec"][selector].id();
    }

    [[nodiscard]] std::string_view whyTiered(const FirstRules::Place& place) const {
        switch (m_data.policies[place.policy].rules[m_direction][place.rule].action) {
            case CompiledRule::Action::Accept:
                return "np.tier.accept";
            case CompiledRule::Action::Deny:
                return "np.tier.deny";
            case CompiledRule::Action::Pass:
                break;
        }
        return "np.tier.pass";
    }

    void nameNamespaced(std::span<const SelectingPolicy> policies, const FirstRules& rules,
                        TierVerdict& verdict) const {
        namePolicy(policies.front(), "podSelector", verdict);
        const bool unknown = verdict.result == TierVerdict::Result::Unknown;
        if (m_view.self().holds) {
            verdict.why = "np.self";
        } else if (m_view.sameNode().can.holds && !rules.certain.valid()) {
            verdict.why = "np.node";
        } else if (verdict.result == TierVerdict::Result::Denied) {
            verdict.why = whyDenied(policies);
        } else {
            nameRule(unknown ? rules.possible : rules.certain, verdict);
            verdict.why = unknown ? whyUnknown(rules.possible) : whyAllowed(rules.certain);
        }
    }

    [[nodiscard]] std::string_view whyDenied(std::span<const SelectingPolicy> policies) const {
        const bool noRules = std::ranges::all_of(policies, [&](const SelectingPolicy& each) {
            return m_data.policies[each.policy].rules[m_direction].empty();
        });
        return noRules ? "np.no-rules" : "np.isolation";
    }

    /// By the form of the peer that fits.
    [[nodiscard]] std::string_view whyAllowed(const FirstRules::Place& place) const {
        const CompiledRule& rule = m_data.policies[place.policy].rules[m_direction][place.rule];
        if (rule.everyPeer)
            return "np.rule.empty";
        const auto peer = std::ranges::find_if(
            rule.peers, [&](std::uint32_t each) { return m_view.peer(each).must.holds; });
        const PeerTest& test = m_data.peers[peer == rule.peers.end() ? rule.peers.front() : *peer];
        if (test.kind == PeerTest::Kind::Range)
            return "np.peer.ip-block";
        if (!test.pods.namespaces)
            return "np.peer.pod-selector";
        return test.pods.pods ? "np.peer.both" : "np.peer.namespace-selector";
    }

    [[nodiscard]] std::string_view whyUnknown(const FirstRules::Place& place) const {
        if (!place.valid())
            return "np.pod-selector";
        const CompiledRule& rule = m_data.policies[place.policy].rules[m_direction][place.rule];
        for (const std::uint32_t peer : rule.peers) {
            const Fit<OnePeer> fit = m_view.peer(peer);
            const PeerTest& test = m_data.peers[peer];
            if (fit.can.holds && !fit.must.holds && test.kind == PeerTest::Kind::Range)
                return test.tiered ? "np.tier.networks" : "np.peer.ip-block";
            if (fit.can.holds && !fit.must.holds)
                return test.kind == PeerTest::Kind::Names   ? "np.tier.domain-names"
                       : test.kind == PeerTest::Kind::Nodes ? "np.tier.nodes"
                                                            : "np.label-selector";
        }
        for (const std::uint32_t port : rule.ports)
            if (const Fit<OnePeer> fit = m_view.port(port); fit.can.holds && !fit.must.holds)
                return "np.port.pod-port";
        return "np.pod-selector";  // whether the policy selects the subject is not known
    }

    const PolicySet::Data& m_data;
    std::size_t m_direction;
    OneFlow m_view;
    PolicyJudge<OneFlow, FirstRules> m_judge;
};

}  // namespace

bool PolicyVerdict::selected() const {
    return std::ranges::any_of(tiers, [](const TierVerdict& tier) {
        return tier.result != TierVerdict::Result::NotSelected;
    });
}

PolicyVerdict::Result FlowVerdict::result() const {
    using enum PolicyVerdict::Result;
    if (egress.result == Denied || ingress.result == Denied)
        return Denied;
    return egress.result == Unknown || ingress.result == Unknown ? Unknown : Allowed;
}

const model::Pod* PolicySet::Data::podOf(model::ObjectId id) const {
    return id.valid() ? std::get_if<model::Pod>(&world->object(id).resource) : nullptr;
}

std::pair<std::uint32_t, std::uint32_t> PolicySet::Data::range(PolicyTier tier) const {
    const auto found = std::ranges::equal_range(policies, tier, {}, &CompiledPolicy::tier);
    return {static_cast<std::uint32_t>(found.begin() - policies.begin()),
            static_cast<std::uint32_t>(found.end() - policies.begin())};
}

PolicyVerdict PolicySet::verdict(const PolicyFlow& flow, Direction direction) const {
    return Verdicts(*m_data, flow, direction).run();
}

FlowVerdict PolicySet::verdict(const PolicyFlow& flow) const {
    return {verdict(flow, Direction::Egress), verdict(flow, Direction::Ingress)};
}

PolicyParty PolicySet::party(model::ObjectId id) const {
    const model::Object& object = m_data->world->object(id);
    const auto& pod = std::get<model::Pod>(object.resource);
    PolicyParty party;
    party.kind = pod.spec.hostNetwork ? PolicyParty::Kind::Host : PolicyParty::Kind::Pod;
    party.pod = id;
    party.node = pod.spec.nodeName;
    if (pod.spec.hostNetwork)
        party.addresses = m_data->addressesOf[id.value];
    party.text = "Pod " + object.fullName();
    return party;
}

PolicyParty PolicySet::partyAt(const model::IPAddress& address, std::string text) const {
    PolicyParty party;
    party.addresses = {address};
    party.text = std::move(text);
    for (const NodeFacts& node : m_data->nodes) {
        if (std::ranges::find(node.addresses, address) == node.addresses.end())
            continue;
        party.kind = PolicyParty::Kind::Host;
        party.node = node.name;
        break;
    }
    return party;
}

PolicyParty PolicySet::someNode() const {
    PolicyParty party;
    party.kind = PolicyParty::Kind::Host;
    for (const NodeFacts& node : m_data->nodes) {
        if (node.addresses.empty()) {
            party.addresses.clear();
            break;
        }
        party.addresses.insert(party.addresses.end(), node.addresses.begin(), node.addresses.end());
    }
    party.text = "a node of the cluster";
    return party;
}

std::vector<model::ObjectId> PolicySet::selecting(model::ObjectId pod, Direction direction,
                                                  PolicyTier tier) const {
    std::vector<model::ObjectId> result;
    const std::uint32_t profile = m_data->profileOf[pod.value];
    if (profile != UINT32_MAX)
        for (const std::uint32_t policy : m_data->selecting[static_cast<std::size_t>(
                 direction)][static_cast<std::size_t>(tier)][profile])
            result.push_back(m_data->policies[policy].object);
    return result;
}

const model::World& PolicySet::world() const {
    return *m_data->world;
}

}  // namespace gatesight::simulator
