#include "simulator/contradictions/remedy.h"

#include "simulator/contradictions/deciding_policy.h"
#include "simulator/contradictions/nearest_rule.h"
#include "simulator/routing/gateway_plane.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

/// Labels by which controllers tell Pods of one workload apart: no selector of a policy names them.
constexpr std::array<std::string_view, 5> kLabelsOfControllers{
    "apps.kubernetes.io/pod-index", "controller-revision-hash", "pod-template-generation",
    "pod-template-hash", "statefulset.kubernetes.io/pod-name"};

std::string labelsText(const model::Labels& labels) {
    std::vector<std::string> pairs;
    for (const auto& [key, value] : labels)
        if (std::ranges::find(kLabelsOfControllers, key) == kLabelsOfControllers.end())
            pairs.push_back(fmt::format("{}={}", key, value));
    return pairs.empty() ? std::string() : fmt::format(" labelled {}", fmt::join(pairs, ","));
}

/// As `from` and `to` would name it.
std::string peerText(const PolicySet& policies, const PolicyParty& party) {
    switch (party.kind) {
        case PolicyParty::Kind::Pod:
            break;
        case PolicyParty::Kind::Host:
            return "the addresses of the nodes";
        case PolicyParty::Kind::Outside:
            return fmt::format("the addresses of {}", party.text);
    }
    if (party.pod.valid()) {
        const model::ObjectMeta& metadata = policies.world().object(party.pod).metadata;
        return fmt::format("Pods of namespace {}{}", metadata.namespace_,
                           labelsText(metadata.labels));
    }
    if (!party.namespace_)
        return fmt::format("the proxies of {}, wherever they run,", party.text);
    // Of the labels of a Gateway's proxies its name is enough.
    model::Labels labels = party.labels;
    if (const auto gateway = labels.find(std::string(kGatewayNameLabel)); gateway != labels.end())
        labels = {*gateway};
    return fmt::format("Pods of namespace {}{}", *party.namespace_, labelsText(labels));
}

std::string atPort(const PolicyFlow& flow) {
    return flow.port ? fmt::format(" at {} {}", toString(flow.transport), *flow.port)
                     : std::string();
}

std::string nameOf(const PolicySet& policies, model::ObjectId policy) {
    const model::Object& object = policies.world().object(policy);
    return fmt::format("{} {}", object.kind, object.fullName());
}

/// The deed by itself, and by what.
std::string letThroughOneEnd(const PolicySet& policies, const PolicyFlow& flow, Direction direction,
                             const PolicyVerdict& verdict) {
    const bool egress = direction == Direction::Egress;
    const std::string source = peerText(policies, flow.source);
    const std::string deed =
        egress ? fmt::format("let {} out to {}{}", source, peerText(policies, flow.destination),
                             atPort(flow))
               : fmt::format("let {} in{}", source, atPort(flow));
    const TierVerdict* tier = decidingTier(verdict);
    if (!tier || !tier->policy.valid())
        return deed;
    if (tier == &verdict.tiers[static_cast<std::size_t>(PolicyTier::Admin)])
        return fmt::format("{}, by a rule before {} {}[{}], which no NetworkPolicy can overrule",
                           deed, nameOf(policies, tier->policy), toString(direction), tier->rule);
    if (tier == &verdict.tiers[static_cast<std::size_t>(PolicyTier::Baseline)])
        return fmt::format("{}, by a NetworkPolicy, which goes before {}", deed,
                           nameOf(policies, tier->policy));
    if (const NearestRule nearest = nearestRule(policies, flow, direction); nearest.policy.valid())
        return fmt::format("{}, by a rule of {}", deed, nameOf(policies, nearest.policy));
    return fmt::format("{}, by a NetworkPolicy that selects {}", deed,
                       peerText(policies, egress ? flow.source : flow.destination));
}

}  // namespace

std::string howToLetThrough(const PolicySet& policies, const PolicyFlow& flow,
                            const FlowVerdict& verdict) {
    std::vector<std::string> deeds;
    if (verdict.egress.result == PolicyVerdict::Result::Denied)
        deeds.push_back(letThroughOneEnd(policies, flow, Direction::Egress, verdict.egress));
    if (verdict.ingress.result == PolicyVerdict::Result::Denied)
        deeds.push_back(letThroughOneEnd(policies, flow, Direction::Ingress, verdict.ingress));
    return fmt::format("{}", fmt::join(deeds, "; and "));
}

}  // namespace gatesight::simulator
