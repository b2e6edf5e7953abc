#include "simulator/routing/name_lookup.h"

#include "simulator/control/hostname.h"
#include "simulator/delivery/clients.h"
#include "simulator/delivery/policy/dns_servers.h"
#include "simulator/routing/inside.h"
#include "simulator/routing/policy_stage.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

/// The direction that ends it, or of those that let it through the one that policies judge.
Direction tellingDirection(const FlowVerdict& verdict) {
    using enum PolicyVerdict::Result;
    for (const auto result : {Denied, Unknown}) {
        if (verdict.egress.result == result)
            return Direction::Egress;
        if (verdict.ingress.result == result)
            return Direction::Ingress;
    }
    return verdict.egress.selected() ? Direction::Egress : Direction::Ingress;
}

/// The tier that has the last word in the direction; null when none has one.
const TierVerdict* decidingTier(const FlowVerdict& verdict, Direction direction) {
    const PolicyVerdict& side =
        direction == Direction::Egress ? verdict.egress : verdict.ingress;
    const TierVerdict* found = nullptr;
    for (const TierVerdict& tier : side.tiers)
        if (tier.policy.valid() && tier.result != TierVerdict::Result::NotSelected &&
            tier.result != TierVerdict::Result::Passed)
            found = &tier;
    return found;
}

/// The policy and rule that decided, where one did.
std::string decider(const Exchange& exchange, const TierVerdict* tier, Direction direction) {
    if (!tier)
        return "a network policy";
    const model::Object& policy = exchange.world().object(tier->policy);
    return fmt::format("{} {}{}", policy.kind, policy.fullName(),
                       tier->rule == TierVerdict::kNoRule
                           ? std::string()
                           : fmt::format(" {}[{}]", toString(direction), tier->rule));
}

Step stepFor(const Exchange& exchange, const DnsQuestion& asked, Verdict said,
             std::string message) {
    const Direction direction = tellingDirection(asked.verdict);
    const TierVerdict* tier = decidingTier(asked.verdict, direction);
    if (!tier)
        return plainStep(Stage::Policy, said, "np.dns", std::move(message));
    const model::Object& policy = exchange.world().object(tier->policy);
    std::string field = tier->rule == TierVerdict::kNoRule
                            ? std::string()
                            : fmt::format("spec.{}[{}]", toString(direction), tier->rule);
    return stepAbout(policy, Stage::Policy, said, "np.dns", std::move(message), std::move(field),
                     tier->node);
}

bool mayAsk(Exchange& exchange, const DnsQuestion& asked, const DnsServers& servers) {
    // Sentences are made for listeners alone: most decisions have none.
    const auto tell = [&](Verdict said, const auto& message) {
        exchange.say.step([&] { return stepFor(exchange, asked, said, message()); });
    };
    const std::string& who = asked.flow.source.text;
    switch (asked.verdict.result()) {
        case PolicyVerdict::Result::Allowed:
            tell(Verdict::Passed, [&] {
                return fmt::format("{} may ask {} for names, at UDP {}", who, servers.text,
                                   asked.flow.port.value_or(0));
            });
            return true;
        case PolicyVerdict::Result::Unknown:
            tell(Verdict::Info, [&] {
                return fmt::format("whether {} may ask {} for names is not known", who,
                                   servers.text);
            });
            return true;
        case PolicyVerdict::Result::Denied:
            break;
    }
    tell(servers.known ? Verdict::Rejected : Verdict::Info, [&] {
        const Direction direction = tellingDirection(asked.verdict);
        return fmt::format(
            "{} keeps {} from asking {} for names, at UDP {}: {}",
            decider(exchange, decidingTier(asked.verdict, direction), direction), who,
            servers.text, asked.flow.port.value_or(0),
            servers.known ? "the name is never found"
                          : "if that is how it runs, the name is never found");
    });
    return !servers.known || exchange.refuse(Refusal::Dropped, kDroppedByPolicy);
}

}  // namespace

const ResolvConf& clientResolvConf(const Exchange& exchange) {
    return exchange.simulation.delivery->clients().resolvConf(clientPod(exchange).id(),
                                                              exchange.request.from.namespace_);
}

bool lookUpName(Exchange& exchange, const ResolvConf& conf, std::string_view name) {
    if (conf.hosts.contains(lowerCase(name)))
        return true;
    if (!conf.usual)
        exchange.say.step([&] {
            return stepAbout(clientPod(exchange).object(), Stage::Resolve, Verdict::Info, conf.rule,
                             fmt::format("looks names up with the {}", conf.text()),
                             conf.rule == "svc.dns.policy" ? "spec.dnsPolicy" : "spec.dnsConfig");
        });
    const PolicySet* policies = exchange.simulation.policies.get();
    if (!policies)
        return true;
    const auto servers = dnsServersOf(*policies, *exchange.simulation.delivery, conf);
    if (!servers)
        return true;
    const auto asked = askDns(*policies, clientParty(exchange), *servers, Transport::UDP);
    const bool judged =
        asked && (asked->verdict.egress.selected() || asked->verdict.ingress.selected());
    return !judged || mayAsk(exchange, *asked, *servers);
}

}  // namespace gatesight::simulator
