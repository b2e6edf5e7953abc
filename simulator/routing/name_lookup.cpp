#include "simulator/routing/name_lookup.h"

#include "simulator/control/hostname.h"
#include "simulator/delivery/clients.h"
#include "simulator/delivery/policy/dns_servers.h"
#include "simulator/routing/inside.h"
#include "simulator/routing/policy_stage.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

/// The policy and rule that decided, where one did.
std::string decider(const Exchange& exchange, const PolicyVerdict& verdict) {
    using Result = TierVerdict::Result;
    for (const TierVerdict& tier : verdict.tiers) {
        if (!tier.policy.valid() || tier.result == Result::NotSelected ||
            tier.result == Result::Passed)
            continue;
        const model::Object& policy = exchange.world().object(tier.policy);
        return fmt::format("{} {}", policy.kind, policy.fullName());
    }
    return "a network policy";
}

Step stepFor(const Exchange& exchange, const DnsQuestion& asked, Verdict said, std::string message) {
    const bool egress = asked.verdict.egress.result != PolicyVerdict::Result::Allowed ||
                        !asked.verdict.ingress.selected();
    const PolicyVerdict& verdict = egress ? asked.verdict.egress : asked.verdict.ingress;
    for (const TierVerdict& tier : verdict.tiers)
        if (tier.policy.valid() && tier.result != TierVerdict::Result::Passed)
            return stepAbout(exchange.world().object(tier.policy), Stage::Policy, said, "np.dns",
                             std::move(message), egress ? "spec.egress" : "spec.ingress");
    return plainStep(Stage::Policy, said, "np.dns", std::move(message));
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
        const bool egress = asked.verdict.egress.result == PolicyVerdict::Result::Denied;
        return fmt::format(
            "{} keeps {} from asking {} for names, at UDP {}: {}",
            decider(exchange, egress ? asked.verdict.egress : asked.verdict.ingress), who,
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
