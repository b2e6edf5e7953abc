#include "simulator/control/policy/backend_tls.h"

#include "simulator/control/age.h"
#include "simulator/control/credentials.h"
#include "simulator/control/fault.h"
#include "simulator/control/policy/backend_users.h"
#include "simulator/control/reference_lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace gatesight::simulator {
namespace {

using Policy = model::Ref<model::BackendTLSPolicy>;
using Target = model::BackendTLSPolicy::Target;

constexpr std::string_view kPolicyFeature = "BackendTLSPolicy";
constexpr std::string_view kSanFeature = "BackendTLSPolicySANValidation";
constexpr CredentialUse kBackendAuthority = {.what = "caCertificateRef",
                                             .notPermitted = "btp.same-namespace",
                                             .badKind = "btp.ca.bad-kind",
                                             .notFound = "btp.ca.not-found"};

/// A policy on its way to its conditions.
struct Judged {
    Faults refused;     // Accepted=False
    Faults unresolved;  // ResolvedRefs=False
    std::set<model::ObjectId> services;
};

class PolicyController {
public:
    PolicyController(ControlContext& context, ControlPlane& plane)
        : m_context(context), m_plane(plane), m_users(backendUsers(context.world, plane)) {}

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
        Judged judged;
        checkValidation(policy, state, judged);
        if (!judged.refused.empty()) {
            state.unusable = judged.refused.front().message;
            state.unusableRule = judged.refused.front().rule;
        }
        for (const Target& target : policy->targets)
            hold(policy, target, index, judged);
        addAncestors(policy, state, judged);
    }

    // ---- what it asks of backends ----

    void checkValidation(const Policy& policy, BackendTlsState& state, Judged& judged) {
        for (const model::ObjectRef& ref : policy->caCertificateRefs) {
            const Credential authority =
                resolveAuthority(m_context, policy.id(), ref, kBackendAuthority);
            if (authority) {
                state.authorities.push_back(*authority);
                continue;
            }
            const bool badKind = authority.error().trouble == CredentialTrouble::BadKind;
            judged.unresolved.push_back({badKind ? "InvalidKind" : "InvalidCACertificateRef",
                                         badKind ? "btp.ca.bad-kind" : "btp.ca.not-found",
                                         authority.error().message, ref.node});
        }
        if (!policy->caCertificateRefs.empty() && state.authorities.empty())
            refuse(judged, "NoValidCACertificate", "btp.ca.none-valid",
                   "none of its caCertificateRefs leads to a certificate", policy->validationNode);
        if (policy->caCertificateRefs.empty() && policy->wellKnownCACertificates != "System")
            refuse(judged, "Invalid", "btp.wellknown",
                   fmt::format("wellKnownCACertificates '{}' is not supported",
                               policy->wellKnownCACertificates),
                   policy->validationNode);
        if (!policy->subjectAltNames.empty() && !m_context.options.supports(kSanFeature))
            refuse(judged, "Invalid", "btp.san",
                   "subjectAltNames are not supported: the controller lacks "
                   "BackendTLSPolicySANValidation",
                   policy->validationNode);
    }

    static void refuse(Judged& judged, std::string_view reason, std::string_view rule,
                       std::string message, model::NodeId node) {
        judged.refused.push_back({reason, rule, std::move(message), node});
    }

    // ---- what it holds for ----

    void hold(const Policy& policy, const Target& target, std::uint32_t index, Judged& judged) {
        const std::string& namespace_ = policy.metadata().namespace_;
        const bool isService = target.group.empty() && target.kind == "Service";
        const auto service = isService
                                 ? m_context.world.find<model::Service>(namespace_, target.name)
                                 : model::Ref<model::Service>();
        if (!service) {
            missing(policy, target, judged);
            return;
        }
        judged.services.insert(service.id());
        if (auto fault = unfit(target, service)) {
            m_context.findings.add(model::Severity::Error, fault->rule, policy.id(), fault->node,
                                   fault->message);
            judged.refused.push_back(std::move(*fault));
            return;
        }
        const auto [holder, isFirst] =
            m_holders.try_emplace({service.id(), target.sectionName.value_or("")}, policy.id());
        if (isFirst) {
            m_plane.holdBackendTls(service.id(), target.sectionName.value_or(""), index);
            return;
        }
        std::string message =
            fmt::format("BackendTLSPolicy {} is older and targets Service {} as well",
                        m_context.world.object(holder->second).fullName(), target.name);
        m_context.findings.add(model::Severity::Error, "btp.conflict", policy.id(), target.node,
                               message);
        refuse(judged, "Conflicted", "btp.conflict", std::move(message), target.node);
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
        std::set<model::ObjectId> gateways;
        for (const model::ObjectId service : judged.services) {
            if (const auto users = m_users.find(service); users != m_users.end())
                gateways.insert(users->second.begin(), users->second.end());
        }
        for (const model::ObjectId gateway : gateways) {
            if (state.ancestors.size() == kMostAncestors)
                break;  // btp.status.ancestor-list-full
            PolicyAncestor& ancestor = state.ancestors.emplace_back();
            ancestor.gateway = gateway;
            ancestor.controllerName = m_plane.gateway(gateway)->controllerName;
            ancestor.conditions.push_back(
                judged.refused.empty() ? trueCondition("Accepted", "Accepted", "cond.btp.accepted",
                                                       "the policy is in effect")
                                       : falseCondition("Accepted", judged.refused));
            ancestor.conditions.push_back(judged.unresolved.empty()
                                              ? trueCondition("ResolvedRefs", "ResolvedRefs",
                                                              "cond.btp.resolvedrefs",
                                                              "all references are resolved")
                                              : falseCondition("ResolvedRefs", judged.unresolved));
            observe(ancestor.conditions, policy.metadata().generation);
        }
        if (gateways.empty() && !judged.services.empty())
            m_context.findings.add(
                model::Severity::Info, "btp.status.unused", policy.id(), model::kNoNode,
                "no route of a Gateway leads to a Service that the policy targets");
    }

    static constexpr std::size_t kMostAncestors = 16;

    ControlContext& m_context;
    ControlPlane& m_plane;
    BackendUsers m_users;
    std::map<std::pair<model::ObjectId, std::string>, model::ObjectId> m_holders;
};

}  // namespace

void decideBackendTls(ControlContext& context, ControlPlane& plane) {
    PolicyController(context, plane).run();
}

}  // namespace gatesight::simulator
