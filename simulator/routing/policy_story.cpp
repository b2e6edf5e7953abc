#include "simulator/routing/policy_story.h"

#include "simulator/routing/gateway_plane.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

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

/// Of Pods that all Gateways of a controller share.
std::string sharedPodsText(const PolicyParty& pods) {
    return pods.namespace_
               ? fmt::format("is taken as Pods of namespace {}, whose labels nobody says",
                             *pods.namespace_)
               : "is taken as Pods of its controller, of which the manifests say nothing";
}

std::string_view nextAfter(PolicyTier tier) {
    return tier == PolicyTier::Admin ? "the NetworkPolicies" : "what holds without policies";
}

/// ' "no-metadata"', as the rule of a cluster policy calls itself.
std::string nameOfRule(const model::Object& policy, Direction direction, std::uint32_t number) {
    const auto named = [&](const model::TieredNetworkPolicy& tiered) {
        const auto& rules = direction == Direction::Ingress ? tiered.ingress : tiered.egress;
        return number >= rules.size() || rules[number].name.empty()
                   ? std::string()
                   : fmt::format(" \"{}\"", rules[number].name);
    };
    if (const auto* admin = std::get_if<model::AdminNetworkPolicy>(&policy.resource))
        return named(*admin);
    if (const auto* baseline = std::get_if<model::BaselineAdminNetworkPolicy>(&policy.resource))
        return named(*baseline);
    const auto* cluster = std::get_if<model::ClusterNetworkPolicy>(&policy.resource);
    return cluster ? named(*cluster) : std::string();
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
    tellReplaced();
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
    const auto& plane = dataPlaneOf(m_exchange.simulation, m_exchange.gateway);
    std::string_view rule = "np.gateway-source";
    std::string text;
    if (gateway.pod.valid()) {
        text = fmt::format("is taken as Pod {}, {}",
                           m_exchange.world().object(gateway.pod).fullName(),
                           plane.where == SpecChoices::GatewayDataPlane::SharedPods
                               ? "which all Gateways of its controller share"
                               : "whose label names it");
    } else if (plane.where == SpecChoices::GatewayDataPlane::OwnPods) {
        text = fmt::format("is taken as Pods of namespace {} with the labels {}",
                           gateway.namespace_.value_or(""), labelList(gateway.labels));
    } else if (plane.where == SpecChoices::GatewayDataPlane::SharedPods) {
        text = sharedPodsText(gateway);
    } else if (plane.where == SpecChoices::GatewayDataPlane::Node) {
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
                                     toString(plane)));
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
    const PolicyFlow& flow = m_leg.flow;
    const PolicyParty& party = direction == Direction::Egress ? flow.source : flow.destination;
    if (party.kind != PolicyParty::Kind::Pod)
        return;  // no policy selects what is no Pod
    const PolicyVerdict& verdict = verdictOf(direction);
    if (!verdict.selected()) {
        m_exchange.say.step([&] {
            return plainStep(Stage::Policy, Verdict::Passed, "np.default-allow",
                             fmt::format("no policy selects {} for {}, which leaves it open",
                                         party.text, toString(direction)));
        });
        return;
    }
    const TierVerdict::Result first = verdict.tiers[0].result;
    tellTier(direction, PolicyTier::Admin, verdict.tiers[0]);
    if (first == TierVerdict::Result::Allowed || first == TierVerdict::Result::Denied)
        return;
    if (verdict.tiers[1].result == TierVerdict::Result::NotSelected)
        tellNobody(direction);
    tellTier(direction, PolicyTier::NetworkPolicy, verdict.tiers[1]);
    tellTier(direction, PolicyTier::Baseline, verdict.tiers[2]);
}

/// np.tier.baseline
void PolicyStory::tellNobody(Direction direction) const {
    const bool more = verdictOf(direction).tiers[2].result != TierVerdict::Result::NotSelected;
    m_exchange.say.step([&] {
        return plainStep(Stage::Policy, Verdict::Passed,
                         more ? "np.tier.baseline" : "np.default-allow",
                         fmt::format("no NetworkPolicy selects {} for {}, which leaves it {}",
                                     subject(direction), toString(direction),
                                     more ? "to tier Baseline" : "open"));
    });
}

void PolicyStory::tellTier(Direction direction, PolicyTier tier, const TierVerdict& verdict) const {
    if (verdict.result != TierVerdict::Result::NotSelected)
        m_exchange.say.step([&] { return stepOf(direction, tier, verdict); });
}

Step PolicyStory::stepOf(Direction direction, PolicyTier tier, const TierVerdict& verdict) const {
    const bool open = verdictOf(direction).result == PolicyVerdict::Result::Unknown;
    const Verdict said = open                                            ? Verdict::Info
                         : verdict.result == TierVerdict::Result::Allowed ? Verdict::Chosen
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
        step.message =
            fmt::format("{} {}{}{}{} {}", policy.kind, policy.fullName(), byRule ? " " : "", rule,
                        byRule ? nameOfRule(policy, direction, verdict.rule) : std::string(),
                        step.message);
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
        return tieredSentence(direction, tier, verdict);
    if (verdict.result == TierVerdict::Result::Allowed)
        return fmt::format("lets {} {}", m_leg.flow.source.text, deed());
    return fmt::format("isolates {} for {}{}, and no rule lets {} {}", subject(direction),
                       toString(direction), others(direction, tier, verdict),
                       m_leg.flow.source.text, deed());
}

std::string PolicyStory::others(Direction direction, PolicyTier tier,
                                const TierVerdict& verdict) const {
    if (verdict.selecting < 2)
        return {};
    // Of a Pod that is not loaded their number alone is at hand.
    constexpr std::size_t kNamed = 3;
    const PolicyFlow& flow = m_leg.flow;
    const PolicyParty& party = direction == Direction::Egress ? flow.source : flow.destination;
    std::vector<std::string> names;
    if (party.pod.valid())
        for (const model::ObjectId id :
             m_exchange.simulation.policies->selecting(party.pod, direction, tier))
            if (id != verdict.policy && names.size() < kNamed)
                names.push_back(m_exchange.world().object(id).fullName());
    const std::size_t more = verdict.selecting - 1 - names.size();
    if (more != 0)
        names.push_back(fmt::format("{} other{}", more, more == 1 ? "" : "s"));
    const std::string last = names.back();
    names.pop_back();
    return fmt::format(" with {}{}{}", fmt::join(names, ", "), names.empty() ? "" : " and ", last);
}

std::string PolicyStory::tieredSentence(Direction direction, PolicyTier tier,
                                        const TierVerdict& verdict) const {
    if (verdict.rule == TierVerdict::kNoRule)
        return fmt::format("selects {} for {} in {}{}, and no rule fits{}", subject(direction),
                           toString(direction), tierName(tier), others(direction, tier, verdict),
                           tier == PolicyTier::Baseline ? ", which leaves it open" : "");
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

void PolicyStory::tellReplaced() const {
    if (!m_leg.replaced)
        return;
    m_exchange.say.step([&] {
        return plainStep(
            Stage::Policy, Verdict::Info, "np.peer.ip-block.snat",
            fmt::format("what {} dials is no cluster IP: policies may see the address of a node in "
                        "the place of either end, and answer otherwise then",
                        m_leg.flow.source.text));
    });
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
