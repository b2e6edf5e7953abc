#include "simulator/control/policy/backend_tls.h"

#include "simulator/control/age.h"
#include "simulator/control/credentials.h"
#include "simulator/control/fault.h"
#include "simulator/control/policy/backend_validation.h"
#include "simulator/control/reference_lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace gatesight::simulator {
namespace {

using Policy = model::Ref<model::BackendTLSPolicy>;
using Target = model::BackendTLSPolicy::Target;

constexpr std::string_view kPolicyFeature = "BackendTLSPolicy";

/// A policy on its way to its conditions.
struct Judged {
    Faults refused;     // Accepted=False
    Faults unresolved;  // ResolvedRefs=False
    std::set<model::ObjectId> targets;
    std::string note;  // on Accepted=True
};

class PolicyController {
public:
    PolicyController(ControlContext& context, ControlPlane& plane, const BackendUsers& users)
        : m_context(context), m_plane(plane), m_users(users) {}

    void run() {
        const auto policies = m_context.world.all<model::BackendTLSPolicy>();
        m_plane.backendTlsPolicies.resize(policies.size());
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
    void decide(const Policy& policy, std::uint32_t index) {
        BackendTlsState& state = m_plane.backendTlsPolicies[index];
        state.policy = policy.id();
        state.spec = &*policy;
        if (!m_context.options.supports(kPolicyFeature)) {
            m_context.findings.add(
                model::Severity::Warning, "btp.effect", policy.id(), model::kNoNode,
                "the policy has no effect: the controller lacks BackendTLSPolicy, and backends "
                "are sent plaintext");
            return;
        }
        JudgedValidation validation = judgeValidation(m_context, policy.id(), *policy);
        state.authorities = std::move(validation.authorities);
        Judged judged{.refused = std::move(validation.refused),
                      .unresolved = std::move(validation.unresolved),
                      .targets = {},
                     .note = {}};
        if (!judged.refused.empty()) {
            state.unusable = judged.refused.front().message;
            state.unusableRule = judged.refused.front().rule;
        }
        if (policy->targets.size() > 1)
            m_context.findings.add(model::Severity::Warning, "btp.target.many", policy.id(),
                                   policy->targets[1].node,
                                   "several targetRefs should not be used: controllers need not "
                                   "support them");
        for (const Target& target : policy->targets)
            hold(policy, target, index, judged);
        addAncestors(policy, state, judged);
    }

    static void refuse(Judged& judged, std::string_view reason, std::string_view rule,
                       std::string message, model::NodeId node) {
        judged.refused.push_back({reason, rule, std::move(message), node});
    }

    // ---- what it holds for ----

    void hold(const Policy& policy, const Target& target, std::uint32_t index, Judged& judged) {
        const std::string& namespace_ = policy.metadata().namespace_;
        if (target.group == model::kGatewayExperimentalGroup && target.kind == "XBackend")
            return refuseXBackend(policy, target, judged);
        const bool isService = target.group.empty() && target.kind == "Service";
        const auto service = isService
                                 ? m_context.world.find<model::Service>(namespace_, target.name)
                                 : model::Ref<model::Service>();
        if (!service) {
            missing(policy, target, judged);
            return;
        }
        judged.targets.insert(service.id());
        if (auto fault = unfit(target, service)) {
            m_context.findings.add(model::Severity::Error, fault->rule, policy.id(), fault->node,
                                   fault->message);
            judged.refused.push_back(std::move(*fault));
            return;
        }
        const auto [holder, isFirst] =
            m_holders.try_emplace({service.id(), target.sectionName.value_or("")}, policy.id());
        if (isFirst) {
            noteUdp(policy, target, service, judged);
            m_plane.holdBackendTls(service.id(), target.sectionName.value_or(""), index);
            return;
        }
        std::string message =
            fmt::format("BackendTLSPolicy {} targets Service {} as well and goes first: {}",
                        m_context.world.object(holder->second).fullName(), target.name,
                        whyOlder(m_context.world.object(holder->second), policy.object()));
        m_context.findings.add(model::Severity::Error, "btp.conflict", policy.id(), target.node,
                               message);
        refuse(judged, "Conflicted", "btp.conflict", std::move(message), target.node);
    }

    /// What an XBackend asks of TLS is written in itself (xbackend.no-btp).
    void refuseXBackend(const Policy& policy, const Target& target, Judged& judged) {
        if (const auto backend = m_context.world.find<model::XBackend>(
                policy.metadata().namespace_, target.name))
            judged.targets.insert(backend.id());
        std::string message =
            fmt::format("XBackend '{}' says itself how TLS is spoken to it; no BackendTLSPolicy "
                        "may target it",
                        target.name);
        m_context.findings.add(model::Severity::Error, "xbackend.no-btp", policy.id(), target.node,
                               message);
        refuse(judged, "Invalid", "xbackend.no-btp", std::move(message), target.node);
    }

    /// btp.udp: of mixed ports those for TCP are spoken to in TLS.
    void noteUdp(const Policy& policy, const Target& target,
                 const model::Ref<model::Service>& service, Judged& judged) {
        const bool mixed = std::ranges::any_of(service->ports, [&](const model::ServicePort& port) {
            return port.protocol == "UDP" &&
                   (!target.sectionName || port.name == *target.sectionName);
        });
        if (!mixed)
            return;
        judged.note = ", but not for UDP ports";
        m_context.findings.add(
            model::Severity::Warning, "btp.udp", policy.id(), target.node,
            fmt::format("the policy has no effect on the UDP ports of Service {}",
                        service.object().fullName()));
    }

    void missing(const Policy& policy, const Target& target, Judged& judged) {
        const std::string& namespace_ = policy.metadata().namespace_;
        std::string message = fmt::format("there is no {} '{}' in namespace '{}'", target.kind,
                                          target.name, namespace_);
        const std::string_view near = m_context.findings.nearest(
            target.name, namesOfKind(m_context.world, target.group, target.kind, namespace_));
        auto& finding =
            m_context.findings.add(model::Severity::Warning, "btp.target.missing", policy.id(),
                                   target.node, message + didYouMean(near));
        m_context.findings.suggestScalar(finding, policy.id(), target.node, "name", near);
        refuse(judged, "TargetNotFound", "btp.target.missing", std::move(message), target.node);
    }

    /// Why the policy cannot hold for the target.
    static std::optional<Fault> unfit(const Target& target,
                                      const model::Ref<model::Service>& service) {
        const auto named = [&](const model::ServicePort& port) {
            return !target.sectionName || port.name == *target.sectionName;
        };
        const auto& ports = service->ports;
        if (std::ranges::none_of(ports, named))
            return Fault{.reason = "TargetNotFound",
                         .rule = "btp.section-name.missing",
                         .message = fmt::format("Service {} has no port named '{}'",
                                                service.object().fullName(),
                                                target.sectionName.value_or("")),
                         .node = target.node};
        if (std::ranges::all_of(
                ports, [&](const auto& port) { return !named(port) || port.protocol == "UDP"; }))
            return Fault{
                .reason = "Invalid",
                .rule = "btp.udp",
                .message = fmt::format("TLS cannot be spoken to the UDP ports of Service {}",
                                       service.object().fullName()),
                .node = target.node};
        return std::nullopt;
    }

    // ---- what is said about it ----

    void addAncestors(const Policy& policy, BackendTlsState& state, const Judged& judged) {
        Conditions conditions{
            judged.refused.empty() ? trueCondition("Accepted", "Accepted", "cond.btp.accepted",
                                                   "the policy is in effect" + judged.note)
                                   : falseCondition("Accepted", judged.refused),
            judged.unresolved.empty()
                ? trueCondition("ResolvedRefs", "ResolvedRefs", "cond.btp.resolvedrefs",
                                resolvedMessage(m_context.world, state.authorities))
                : falseCondition("ResolvedRefs", judged.unresolved)};
        observe(conditions, policy.metadata().generation);
        state.ancestors = gatewaysOf(m_plane, m_users, judged.targets, conditions);
        tellFullList(policy, judged);
        if (state.ancestors.empty() && !judged.targets.empty())
            m_context.findings.add(
                model::Severity::Info, "btp.status.unused", policy.id(), model::kNoNode,
                "no route of a Gateway leads to a Service that the policy targets");
    }

    /// btp.status.ancestor-list-full
    void tellFullList(const Policy& policy, const Judged& judged) {
        std::set<model::ObjectId> gateways;
        for (const model::ObjectId target : judged.targets)
            if (const auto users = m_users.find(target); users != m_users.end())
                std::ranges::copy_if(
                    users->second, std::inserter(gateways, gateways.end()),
                    [this](model::ObjectId user) { return m_plane.gateway(user) != nullptr; });
        if (gateways.size() > kMostAncestors)
            m_context.findings.add(
                model::Severity::Warning, "btp.status.ancestor-list-full", policy.id(),
                model::kNoNode,
                fmt::format("{} Gateways use its targets, but its status has place for {}: for the "
                            "others the policy counts as unimplementable",
                            gateways.size(), kMostAncestors));
    }

    ControlContext& m_context;
    ControlPlane& m_plane;
    const BackendUsers& m_users;
    std::map<std::pair<model::ObjectId, std::string>, model::ObjectId> m_holders;
};

}  // namespace

void decideBackendTls(ControlContext& context, ControlPlane& plane, const BackendUsers& users) {
    PolicyController(context, plane, users).run();
}

}  // namespace gatesight::simulator
