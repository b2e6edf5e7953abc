#include "simulator/contradictions/nearest_rule.h"

#include "simulator/delivery/policy/one_flow.h"

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// 2 for the peer, 1 for the port; those that may fit count as well.
int nearnessOf(const CompiledRule& rule, const OneFlow& view) {
    const bool peer =
        rule.everyPeer || std::ranges::any_of(rule.peers, [&](std::uint32_t test) {
            return view.peer(test).can.holds;
        });
    const bool port =
        rule.everyPort || std::ranges::any_of(rule.ports, [&](std::uint32_t test) {
            return view.port(test).can.holds;
        });
    return (peer ? 2 : 0) + (port ? 1 : 0);
}

}  // namespace

NearestRule nearestRule(const PolicySet& policies, const PolicyFlow& flow, Direction direction) {
    NearestRule result;
    const PolicySet::Data& data = policies.data();
    const OneFlow view(data, flow, direction);
    const model::ObjectId pod = view.subject().pod;
    if (!data.podOf(pod) || data.profileOf[pod.value] == UINT32_MAX)
        return result;
    const auto side = static_cast<std::size_t>(direction);
    const auto tier = static_cast<std::size_t>(PolicyTier::NetworkPolicy);
    int best = -1;
    for (const std::uint32_t index : data.selecting[side][tier][data.profileOf[pod.value]])
        for (const CompiledRule& rule : data.policies[index].rules[side])
            if (const int nearness = nearnessOf(rule, view); nearness > best) {
                best = nearness;
                result = {data.policies[index].object, rule.node};
            }
    return result;
}

}  // namespace gatesight::simulator
