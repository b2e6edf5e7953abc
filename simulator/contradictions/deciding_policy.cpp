#include "simulator/contradictions/deciding_policy.h"

#include "simulator/contradictions/nearest_rule.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

using PolicyResult = PolicyVerdict::Result;

TierVerdict::Result tierResult(PolicyResult result) {
    switch (result) {
        case PolicyResult::Allowed:
            return TierVerdict::Result::Allowed;
        case PolicyResult::Denied:
            return TierVerdict::Result::Denied;
        case PolicyResult::Unknown:
            break;
    }
    return TierVerdict::Result::Unknown;
}

std::string portText(const PolicyFlow& flow) {
    return flow.port ? fmt::format("{} {}", toString(flow.transport), *flow.port)
                     : std::string(toString(flow.transport));
}

std::string deed(const PolicyFlow& flow) {
    return fmt::format("{} reach {} at {}", flow.source.text, flow.destination.text,
                       portText(flow));
}

class DecisionWords {
public:
    DecisionWords(const PolicySet& policies, const PolicyFlow& flow, Direction direction,
                  const TierVerdict& tier, PolicyResult result)
        : m_policies(policies),
          m_flow(flow),
          m_direction(direction),
          m_tier(tier),
          m_result(result) {}

    [[nodiscard]] DecidingPolicy run(std::uint16_t servicePort) const {
        DecidingPolicy decider;
        decider.policy = m_tier.policy;
        decider.direction = toString(m_direction);
        decider.why = m_tier.why;
        if (m_tier.rule != TierVerdict::kNoRule)
            decider.rule = m_tier.rule;
        if (!decider.policy.valid()) {
            decider.text =
                fmt::format("no policy isolates {} for {}", subject(), decider.direction);
            return decider;
        }
        model::NodeId node = m_tier.node;
        if (m_result == PolicyResult::Denied && m_tier.rule == TierVerdict::kNoRule)
            if (const auto nearest = nearestRule(m_policies, m_flow, m_direction);
                nearest.policy.valid()) {
                decider.policy = nearest.policy;
                node = nearest.node;
            }
        const model::Object& policy = m_policies.world().object(decider.policy);
        decider.source = policy.origin.locate(node);
        decider.text = fmt::format("{} {}{} {}", policy.kind, policy.fullName(), place(), words());
        if (m_result == PolicyResult::Denied && m_flow.port && servicePort != *m_flow.port)
            addPortHint(decider, servicePort);
        return decider;
    }

private:
    [[nodiscard]] const std::string& subject() const {
        return m_direction == Direction::Egress ? m_flow.source.text : m_flow.destination.text;
    }

    [[nodiscard]] std::string place() const {
        return m_tier.rule == TierVerdict::kNoRule
                   ? std::string()
                   : fmt::format(" {}[{}]", toString(m_direction), m_tier.rule);
    }

    [[nodiscard]] std::string words() const {
        if (m_tier.why == "np.tier.priority-tie")
            return fmt::format(
                "has the priority of another policy, which decides otherwise on "
                "whether {}",
                deed(m_flow));
        if (m_tier.result == TierVerdict::Result::Unknown)
            return fmt::format("may or may not let {}: the manifests do not tell", deed(m_flow));
        if (m_tier.result == TierVerdict::Result::Allowed)
            return fmt::format("lets {}", deed(m_flow));
        if (m_tier.rule != TierVerdict::kNoRule)
            return fmt::format("denies that {}", deed(m_flow));
        if (m_tier.why == "np.no-rules")
            return fmt::format("isolates {} for {}, and has no rule that lets anybody {}",
                               subject(), toString(m_direction),
                               m_direction == Direction::Egress ? "out" : "in");
        const std::string others = m_tier.selecting < 2
                                       ? std::string()
                                       : fmt::format(" with {} other{}", m_tier.selecting - 1,
                                                     m_tier.selecting == 2 ? "" : "s");
        return fmt::format("isolates {} for {}{}, and no rule lets {}", subject(),
                           toString(m_direction), others, deed(m_flow));
    }

    /// np.port.pod-port
    void addPortHint(DecidingPolicy& decider, std::uint16_t servicePort) const {
        PolicyFlow other = m_flow;
        other.port = servicePort;
        if (m_policies.verdict(other, m_direction).result != PolicyResult::Allowed)
            return;
        decider.why = "np.port.pod-port";
        decider.hint = fmt::format(
            "it would be let through if a rule named {}, the port of the Pod, where it names {}, "
            "the Service's",
            *m_flow.port, servicePort);
    }

    const PolicySet& m_policies;
    const PolicyFlow& m_flow;
    Direction m_direction;
    const TierVerdict& m_tier;
    PolicyResult m_result;
};

}  // namespace

const TierVerdict* decidingTier(const PolicyVerdict& verdict) {
    const auto wanted = tierResult(verdict.result);
    for (const auto result : {wanted, TierVerdict::Result::Unknown})
        for (const TierVerdict& tier : verdict.tiers)
            if (tier.result == result)
                return &tier;
    return nullptr;
}

DecidingPolicy nobodyDecides(const std::string& subject) {
    DecidingPolicy decider;
    decider.why = "np.default-allow";
    decider.text = fmt::format("no network policy selects {} for ingress", subject);
    return decider;
}

DecidingPolicy decidingPolicy(const PolicySet& policies, const PolicyFlow& flow,
                              const FlowVerdict& verdict, std::uint16_t servicePort) {
    const PolicyResult result = verdict.result();
    const bool outward = result != PolicyResult::Allowed && verdict.egress.result == result;
    const Direction direction = outward ? Direction::Egress : Direction::Ingress;
    const PolicyVerdict& side = outward ? verdict.egress : verdict.ingress;
    if (!side.selected())
        return nobodyDecides(flow.destination.text);
    if (const TierVerdict* tier = decidingTier(side))
        return DecisionWords(policies, flow, direction, *tier, result).run(servicePort);
    DecidingPolicy decider = nobodyDecides(flow.destination.text);
    decider.text = fmt::format("no network policy isolates {} for ingress", flow.destination.text);
    return decider;
}

}  // namespace gatesight::simulator
