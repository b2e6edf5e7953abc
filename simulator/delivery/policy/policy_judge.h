// How the tiers decide, for one peer or for many at once.
//
// A `Set` says for which peers something holds: one truth value (OnePeer), or a bit for each class
// of Pods. A test can fail to have an answer, when the manifests do not say enough; it gives a Fit:
// the peers that it can fit and those that it must fit. What comes out are the peers for which each
// outcome is possible; two possible outcomes mean "not known".
#pragma once

#include "simulator/delivery/policy/policy_data.h"

#include <span>

namespace gatesight::simulator {

/// A set that holds one peer or nobody.
struct OnePeer {
    bool holds = false;

    OnePeer& operator&=(OnePeer other) { return holds = holds && other.holds, *this; }
    OnePeer& operator|=(OnePeer other) { return holds = holds || other.holds, *this; }
    friend OnePeer operator&(OnePeer a, OnePeer b) { return a &= b; }
    friend OnePeer operator|(OnePeer a, OnePeer b) { return a |= b; }
    friend OnePeer operator~(OnePeer a) { return {!a.holds}; }
};

template <class Set>
struct Fit {
    Set can, must;

    Fit& operator|=(const Fit& other) {
        can |= other.can;
        must |= other.must;
        return *this;
    }
    Fit& operator&=(const Fit& other) {
        can &= other.can;
        must &= other.must;
        return *this;
    }
};

/// The peers for which each end of a tier is possible.
template <class Set>
struct TierOutcome {
    Set accept, deny, next;
};

/// A policy that selects the subject; not certain when the subject's labels are not known.
struct SelectingPolicy {
    std::uint32_t policy;
    bool certain = true;
};

/// `View` tells what the tests say about the subject's peers: all(), none(), peer(number),
/// port(number), sameNode(), self() and throughService(). `observer.fits(policy, rule, fit)` hears
/// of every rule that can decide.
template <class View, class Observer>
class PolicyJudge {
public:
    using Set = typename View::Set;
    using Selecting = std::span<const SelectingPolicy>;

    PolicyJudge(const PolicySet::Data& data, const View& view, std::size_t direction)
        : m_data(data), m_view(view), m_direction(direction) {}

    /// np.tier.priority, np.tier.rule-order, np.tier.no-isolation
    TierOutcome<Set> tiered(Selecting selecting, Observer& observer) const {
        TierOutcome<Set> outcome{m_view.none(), m_view.none(), m_view.none()};
        Set left = m_view.all();
        if (!m_view.throughService())
            left &= ~m_view.self();  // np.tier.hairpin
        outcome.next |= ~left;
        for (std::size_t begin = 0; begin < selecting.size();) {
            const std::int32_t priority = m_data.policies[selecting[begin].policy].priority;
            const Set before = left;
            std::size_t end = begin;
            // Those of one priority are asked about the same peers: any of them may go first
            // (np.tier.priority-tie).
            for (; end < selecting.size() &&
                   m_data.policies[selecting[end].policy].priority == priority;
                 ++end)
                left &= decide(selecting[end], before, outcome, observer);
            begin = end;
        }
        outcome.next |= left;
        return outcome;
    }

    /// np.isolation, np.additive
    TierOutcome<Set> namespaced(Selecting selecting, Observer& observer) const {
        if (selecting.empty())
            return {m_view.none(), m_view.none(), m_view.all()};  // np.default-allow
        TierOutcome<Set> outcome{m_view.none(), m_view.none(), m_view.none()};
        Set accepted = m_view.none();  // for certain
        bool isolated = false;
        for (const SelectingPolicy& policy : selecting) {
            const Fit<Set> fit = allowed(policy.policy, observer);
            outcome.accept |= fit.can;
            if (policy.certain) {
                isolated = true;
                accepted |= fit.must;
            } else {
                outcome.deny |= ~fit.must;
            }
        }
        outcome.deny = isolated ? ~accepted : outcome.deny;
        if (!isolated)
            outcome.next = m_view.all();
        Fit<Set> exempt = m_view.sameNode();               // np.node
        exempt |= Fit<Set>{m_view.self(), m_view.self()};  // np.self
        outcome.accept |= exempt.can;
        outcome.deny &= ~exempt.must;
        return outcome;
    }

    /// Peer and port (np.rule.from-and-ports).
    Fit<Set> fit(const CompiledRule& rule) const {
        const Fit<Set> every{m_view.all(), m_view.all()};
        Fit<Set> result = every;
        if (!rule.everyPeer) {
            result = {m_view.none(), m_view.none()};
            for (const std::uint32_t peer : rule.peers)
                result |= m_view.peer(peer);
        }
        if (!rule.everyPort) {
            Fit<Set> ports{m_view.none(), m_view.none()};
            for (const std::uint32_t port : rule.ports)
                ports |= m_view.port(port);
            result &= ports;
        }
        return result;
    }

private:
    [[nodiscard]] const std::vector<CompiledRule>& rulesOf(std::uint32_t policy) const {
        return m_data.policies[policy].rules[m_direction];
    }

    /// Adds what the policy does with `peers`; returns those that it lets alone.
    Set decide(const SelectingPolicy& selecting, const Set& peers, TierOutcome<Set>& outcome,
               Observer& observer) const {
        Set here = peers;
        const auto& rules = rulesOf(selecting.policy);
        for (std::uint32_t i = 0; i < rules.size(); ++i) {
            Fit<Set> fits = fit(rules[i]);
            if (!selecting.certain)
                fits.must = m_view.none();
            fits &= {here, here};
            observer.fits(selecting.policy, i, fits);
            outcomeOf(rules[i].action, outcome) |= fits.can;
            here &= ~fits.must;
        }
        return here;
    }

    static Set& outcomeOf(CompiledRule::Action action, TierOutcome<Set>& outcome) {
        switch (action) {
            case CompiledRule::Action::Accept:
                return outcome.accept;
            case CompiledRule::Action::Deny:
                return outcome.deny;
            case CompiledRule::Action::Pass:
                break;
        }
        return outcome.next;
    }

    Fit<Set> allowed(std::uint32_t policy, Observer& observer) const {
        Fit<Set> result{m_view.none(), m_view.none()};
        const auto& rules = rulesOf(policy);
        for (std::uint32_t i = 0; i < rules.size(); ++i) {
            const Fit<Set> fits = fit(rules[i]);
            observer.fits(policy, i, fits);
            result |= fits;
        }
        return result;
    }

    const PolicySet::Data& m_data;
    const View& m_view;
    std::size_t m_direction;
};

}  // namespace gatesight::simulator
