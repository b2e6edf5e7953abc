#include "simulator/control/policy/backend_traffic.h"

#include "simulator/control/age.h"
#include "simulator/control/fault.h"
#include "simulator/control/reference_lint.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {
namespace {

using TrafficPolicy = model::Ref<model::XBackendTrafficPolicy>;
using TrafficTarget = model::XBackendTrafficPolicy::Target;
using model::Severity;

class TrafficPolicyController {
public:
    TrafficPolicyController(ControlContext& context, ControlPlane& plane, const BackendUsers& users)
        : m_context(context), m_plane(plane), m_users(users) {}

    /// Oldest first: the first one to name a target keeps it (policy.direct.conflict).
    void run() {
        const auto policies = m_context.world.all<model::XBackendTrafficPolicy>();
        m_plane.backendTrafficPolicies.resize(policies.size());
        std::vector<std::uint32_t> byAge(policies.size());
        for (std::uint32_t i = 0; i < byAge.size(); ++i)
            byAge[i] = i;
        std::ranges::sort(byAge, [&](std::uint32_t first, std::uint32_t second) {
            return compareAge(policies[first].object(), policies[second].object()) < 0;
        });
        for (const std::uint32_t i : byAge)
            decide(policies[i], i);
    }

private:
    void decide(const TrafficPolicy& policy, std::uint32_t index) {
        BackendTrafficState& state = m_plane.backendTrafficPolicies[index];
        state.policy = policy.id();
        state.spec = &*policy;
        Faults refused;
        std::set<model::ObjectId> targets;
        for (const TrafficTarget& target : policy->targets)
            hold(policy, target, index, targets, refused);
        Conditions conditions{refused.empty()
                                  ? trueCondition("Accepted", "Accepted", "cond.policy.accepted",
                                                  "the policy is in effect")
                                  : falseCondition("Accepted", refused)};
        observe(conditions, policy.metadata().generation);
        state.ancestors = gatewaysOf(m_plane, m_users, targets, conditions);
        if (state.ancestors.empty() && !targets.empty())
            m_context.findings.add(Severity::Info, "policy.status.ancestors", policy.id(),
                                   model::kNoNode,
                                   "no route of a Gateway leads to what the policy targets");
    }

    void hold(const TrafficPolicy& policy, const TrafficTarget& target, std::uint32_t index,
              std::set<model::ObjectId>& targets, Faults& refused) {
        if (!model::namesService(target.group, target.kind)) {
            refuse(policy,
                   {.reason = "Invalid",
                    .rule = "xbtp.target",
                    .message = fmt::format("it can target Services and ServiceImports, not {} '{}'",
                                           target.kind, target.name),
                    .node = target.node},
                   refused);
            return;
        }
        const std::string& namespace_ = policy.metadata().namespace_;
        const model::ObjectId id =
            m_context.world.find(target.group, target.kind, namespace_, target.name);
        if (!id.valid()) {
            missing(policy, target, refused);
            return;
        }
        targets.insert(id);
        if (m_plane.holdBackendTraffic(id, index))
            return;
        const BackendTrafficState& holder = *m_plane.backendTraffic(id);
        refuse(policy,
               {.reason = "Conflicted",
                .rule = "xbtp.direct",
                .message = fmt::format(
                    "XBackendTrafficPolicy {} targets {} {} as well and goes first: {}",
                    m_context.world.object(holder.policy).fullName(), target.kind, target.name,
                    whyOlder(m_context.world.object(holder.policy), policy.object())),
                .node = target.node},
               refused);
    }

    void refuse(const TrafficPolicy& policy, Fault fault, Faults& refused) {
        m_context.findings.add(Severity::Error, fault.rule, policy.id(), fault.node,
                               fault.message);
        refused.push_back(std::move(fault));
    }

    void missing(const TrafficPolicy& policy, const TrafficTarget& target, Faults& refused) {
        const std::string& namespace_ = policy.metadata().namespace_;
        std::string message = fmt::format("there is no {} '{}' in namespace '{}'", target.kind,
                                          target.name, namespace_);
        const std::string_view near = m_context.findings.nearest(
            target.name, namesOfKind(m_context.world, target.group, target.kind, namespace_));
        auto& finding =
            m_context.findings.add(Severity::Warning, "policy.target-missing", policy.id(),
                                   target.node, message + didYouMean(near));
        m_context.findings.suggestScalar(finding, policy.id(), target.node, "name", near);
        refused.push_back({.reason = "TargetNotFound",
                           .rule = "policy.target-missing",
                           .message = std::move(message),
                           .node = target.node});
    }

    ControlContext& m_context;
    ControlPlane& m_plane;
    const BackendUsers& m_users;
};

}  // namespace

void decideBackendTraffic(ControlContext& context, ControlPlane& plane,
                          const BackendUsers& users) {
    TrafficPolicyController(context, plane, users).run();
}

}  // namespace gatesight::simulator
