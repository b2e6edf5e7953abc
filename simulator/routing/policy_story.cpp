#include "simulator/routing/policy_story.h"

#include "simulator/routing/gateway_plane.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

std::string_view tierName(PolicyTier tier) {
    switch (tier) {
        case PolicyTier::Admin:
            return "tier Admin";
        case PolicyTier::NetworkPolicy:
            return "NetworkPolicies";
        case PolicyTier::Baseline:
            return "tier Baseline";
    }
    return {};
}

std::string labelList(const model::Labels& labels) {
    std::string text;
    for (const auto& [key, value] : labels)
        text += fmt::format("{}{}={}", text.empty() ? "" : ", ", key, value);
    return text;
}

/// As the command line names it.
std::string_view planeName(SpecChoices::GatewayDataPlane plane) {
    const auto choices = specChoices();
    const auto choice = std::ranges::find(choices, "gateway-data-plane", &SpecChoiceInfo::name);
    return choice->values[static_cast<std::size_t>(plane)];
}

std::string_view nextAfter(PolicyTier tier) {
    return tier == PolicyTier::Admin ? "the NetworkPolicies" : "what holds without policies";
}

std::string counted(std::uint32_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

void PolicyStory::tell() const {
    if (!m_leg.verdict.egress.selected() && !m_leg.verdict.ingress.selected())
        return;
    tellSource();
    tellHosts();
    tellDirection(Direction::Egress);
    if (m_leg.verdict.egress.result != PolicyVerdict::Result::Denied)
        tellDirection(Direction::Ingress);
    tellSymptom();
}

// ---- who it is ----

void PolicyStory::tellSource() const {
    if (m_leg.backend && m_exchange.decision.route && !m_exchange.gateway.valid()) {
        m_exchange.say.step([&] {
            return plainStep(
                Stage::Policy, Verdict::Info, "np.mesh-source",
                fmt::format("to policies the connection comes from {}, as in a mesh of "
                            "sidecars",
                            m_leg.flow.source.text));
        });
    }
    if (!m_exchange.gateway.valid())
        return;
    const PolicyParty& gateway = m_leg.backend ? m_leg.flow.source : m_leg.flow.destination;
    const auto plane = dataPlaneOf(m_exchange.simulation, m_exchange.gateway);
    std::string_view rule = "np.gateway-source";
    std::string text;
    if (gateway.pod.valid()) {
        text = fmt::format("is taken as Pod {}, whose label names it",
                           m_exchange.world().object(gateway.pod).fullName());
    } else if (plane == SpecChoices::GatewayDataPlane::OwnPods) {
        text = fmt::format("is taken as Pods of namespace {} with the labels {}",
                           gateway.namespace_.value_or(""), labelList(gateway.labels));
    } else if (plane == SpecChoices::GatewayDataPlane::SharedPods) {
        text = "is taken as Pods of its controller, of which the manifests say nothing";
    } else if (plane == SpecChoices::GatewayDataPlane::Node) {
        text = gateway.addresses.empty()
                   ? "is taken as a node, whose address the manifests do not say"
                   : "is taken as one of the nodes that are loaded";
    } else {
        rule = "np.gateway-outside";
        text = "is taken as an address outside of the cluster";
    }
    m_exchange.say.step([&] {
        return stepAbout(m_exchange.gatewayObject(), Stage::Policy, Verdict::Info, rule,
                         fmt::format("to policies its data plane {} (gateway-data-plane={})", text,
                                     planeName(plane)));
    });
}

void PolicyStory::tellHosts() const {
    for (const PolicyParty* party : {&m_leg.flow.source, &m_leg.flow.destination}) {
        if (!party->pod.valid() || party->kind != PolicyParty::Kind::Host)
            continue;
        m_exchange.say.step([&] {
            return stepAbout(m_exchange.world().object(party->pod), Stage::Policy, Verdict::Info,
                             "np.host-network",
                             "has the network of its node and counts as that: no policy selects "
                             "it, and no selector means it",
                             "spec.hostNetwork");
        });
    }
}

// ---- tiers ----

const PolicyVerdict& PolicyStory::verdictOf(Direction direction) const {
    return direction == Direction::Egress ? m_leg.verdict.egress : m_leg.verdict.ingress;
}

const std::string& PolicyStory::subject(Direction direction) const {
    return direction == Direction::Egress ? m_leg.flow.source.text : m_leg.flow.destination.text;
}

std::string PolicyStory::deed() const {
    const PolicyFlow& flow = m_leg.flow;
    return fmt::format("reach {} at {}{}", flow.destination.text, toString(flow.transport),
                       flow.port ? fmt::format(" {}", *flow.port) : " on a port not known here");
}

void PolicyStory::tellDirection(Direction direction) const {
    const PolicyVerdict& verdict = verdictOf(direction);
    if (!verdict.selected()) {
        m_exchange.say.step([&] {
            return plainStep(Stage::Policy, Verdict::Passed, "np.default-allow",
                             fmt::format("no policy selects {} for {}, which leaves it open",
                                         subject(direction), toString(direction)));
        });
        return;
    }
    for (const PolicyTier tier :
         {PolicyTier::Admin, PolicyTier::NetworkPolicy, PolicyTier::Baseline})
        tellTier(direction, tier, verdict.tiers[static_cast<std::size_t>(tier)]);
    const auto last = verdict.tiers.back().result;
    const auto middle = verdict.tiers[1].result;
    const bool open =
        verdict.result == PolicyVerdict::Result::Allowed &&
        middle == TierVerdict::Result::NotSelected &&
        (last == TierVerdict::Result::Passed || last == TierVerdict::Result::NotSelected) &&
        verdict.tiers[0].result != TierVerdict::Result::Allowed;
    if (open)
        m_exchange.say.step([&] {
            return plainStep(Stage::Policy, Verdict::Passed, "np.default-allow",
                             fmt::format("no NetworkPolicy selects {} for {}, which leaves it open",
                                         subject(direction), toString(direction)));
        });
}

void PolicyStory::tellTier(Direction direction, PolicyTier tier, const TierVerdict& verdict) const {
    if (verdict.result != TierVerdict::Result::NotSelected)
        m_exchange.say.step([&] { return stepOf(direction, tier, verdict); });
}

Step PolicyStory::stepOf(Direction direction, PolicyTier tier, const TierVerdict& verdict) const {
    const Verdict said = verdict.result == TierVerdict::Result::Allowed  ? Verdict::Chosen
                         : verdict.result == TierVerdict::Result::Denied ? Verdict::Rejected
                                                                         : Verdict::Info;
    Step step = plainStep(Stage::Policy, said, ruleOf(verdict), sentence(direction, tier, verdict));
    if (verdict.policy.valid()) {
        const model::Object& policy = m_exchange.world().object(verdict.policy);
        const bool byRule = verdict.rule != TierVerdict::kNoRule;
        const std::string rule =
            byRule ? fmt::format("{}[{}]", toString(direction), verdict.rule) : std::string();
        step.subject = subjectOf(policy, byRule ? "spec." + rule : rule);
        step.source = policy.origin.locate(verdict.node);
        step.message = fmt::format("{} {}{}{} {}", policy.kind, policy.fullName(),
                                   byRule ? " " : "", rule, step.message);
    }
    if (verdict.result == TierVerdict::Result::Denied && tier == PolicyTier::NetworkPolicy)
        addHints(direction, step);
    return step;
}

std::string_view PolicyStory::ruleOf(const TierVerdict& verdict) const {
    // The address of a client outside may be another one by the time it arrives.
    const PolicyParty& source = m_leg.flow.source;
    const bool replaced = source.kind == PolicyParty::Kind::Outside && source.addresses.empty() &&
                          !(m_leg.backend && m_exchange.gateway.valid());
    return replaced && verdict.why == "np.peer.ip-block" ? "np.peer.ip-block.snat" : verdict.why;
}

std::string PolicyStory::sentence(Direction direction, PolicyTier tier,
                                  const TierVerdict& verdict) const {
    if (verdict.why == "np.self")
        return fmt::format("cannot cut {} off from itself", subject(direction));
    if (verdict.why == "np.tier.hairpin")
        return fmt::format("{} dials its own address, which no cluster policy judges",
                           subject(direction));
    if (verdict.why == "np.node")
        return fmt::format("does not stand between {} and its own node{}", subject(direction),
                           verdict.result == TierVerdict::Result::Unknown
                               ? "; whether it is that node is not known"
                               : "");
    if (verdict.result == TierVerdict::Result::Unknown)
        return verdict.why == "np.tier.priority-tie"
                   ? fmt::format(
                         "has the priority of another policy of {}, which decides otherwise on "
                         "whether {} may {}",
                         tierName(tier), m_leg.flow.source.text, deed())
                   : fmt::format("may or may not let {} {}: the manifests do not tell",
                                 m_leg.flow.source.text, deed());
    if (tier != PolicyTier::NetworkPolicy)
        return tieredSentence(tier, verdict);
    if (verdict.result == TierVerdict::Result::Allowed)
        return fmt::format("lets {} {}", m_leg.flow.source.text, deed());
    const std::string others =
        verdict.selecting > 1
            ? fmt::format(" with {}", counted(verdict.selecting - 1, "other", "others"))
            : std::string();
    return fmt::format("isolates {} for {}{}, and no rule lets {} {}", subject(direction),
                       toString(direction), others, m_leg.flow.source.text, deed());
}

std::string PolicyStory::tieredSentence(PolicyTier tier, const TierVerdict& verdict) const {
    if (verdict.rule == TierVerdict::kNoRule)
        return fmt::format("no rule of the {} of {} fits",
                           counted(verdict.selecting, "policy", "policies"), tierName(tier));
    const std::string what = fmt::format("{} {}", m_leg.flow.source.text, deed());
    const std::string_view final_ =
        tier == PolicyTier::Admin ? ", whatever NetworkPolicies say" : "";
    switch (verdict.result) {
        case TierVerdict::Result::Allowed:
            return fmt::format("accepts that {}{}", what, final_);
        case TierVerdict::Result::Denied:
            return fmt::format("denies that {}{}", what, final_);
        default:
            return fmt::format("passes {} on to {}", m_leg.flow.source.text, nextAfter(tier));
    }
}

// ---- what follows ----

bool PolicyStory::allowedWith(const PolicyFlow& other, Direction direction) const {
    return m_exchange.simulation.policies->verdict(other, direction).result ==
           PolicyVerdict::Result::Allowed;
}

void PolicyStory::addHints(Direction direction, Step& step) const {
    const BackendPlan* backend = m_leg.backend;
    if (!backend || !backend->service.valid())
        return;
    const model::Object& object = m_exchange.world().object(backend->service);
    PolicyFlow other = m_leg.flow;
    other.port = (*model::servicePorts(object))[backend->port].port;
    if (other.port != m_leg.flow.port && allowedWith(other, direction)) {
        step.rule = "np.port.pod-port";
        step.near = fmt::format(
            "would be let through if the rule named {}, the port of the Pod; it names {}, the "
            "Service's",
            *m_leg.flow.port, *other.port);
        return;
    }
    const auto* service = std::get_if<model::Service>(&object.resource);
    const auto address = service ? model::addressOf(service->clusterIP) : std::nullopt;
    if (!address || direction == Direction::Ingress)
        return;
    other = m_leg.flow;
    other.destination = {};
    other.destination.addresses = {*address};
    if (allowedWith(other, direction)) {
        step.rule = "np.service-ip";
        step.near = fmt::format(
            "would be let through if the rule meant the Pods; it means {}, the Service's address",
            service->clusterIP);
    }
}

void PolicyStory::tellSymptom() const {
    if (m_leg.result() != PolicyVerdict::Result::Denied || !m_leg.backend ||
        !m_exchange.gateway.valid())
        return;
    m_exchange.say.step([&] {
        return plainStep(Stage::Policy, Verdict::Info, "np.blocked-symptom",
                         "the Gateway waits for a connection that does not come about; most then "
                         "answer 503 or 504");
    });
}

}  // namespace gatesight::simulator
