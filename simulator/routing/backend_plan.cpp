#include "simulator/routing/backend_plan.h"

#include "simulator/choice_note.h"
#include "simulator/control/route/route_view.h"
#include "simulator/routing/imported.h"
#include "simulator/routing/rule_filters.h"
#include "simulator/routing/scheme.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// Endpoints that are excluded are listed up to this many.
constexpr std::size_t kExcludedShown = 20;

std::string_view failureOf(BackendStatus status) {
    return status == BackendStatus::RefNotPermitted ? "RefNotPermitted" : "InvalidBackendRef";
}

class BackendPlanner {
public:
    BackendPlanner(Exchange& exchange, model::ObjectId route, std::uint32_t rule)
        : m_exchange(exchange),
          m_route(exchange.world().object(route)),
          m_ruleIndex(rule),
          m_refs(backendRefsOf(m_route, rule)),
          m_requests(model::requestRoute(m_route)),
          m_state(exchange.control().route(route)->rulesFor(exchange.frontend.valid())[rule]) {}

    [[nodiscard]] std::vector<BackendPlan> plan() {
        std::vector<std::int32_t> weights;
        weights.reserve(m_refs.size());
        for (const model::BackendRef* ref : m_refs)
            weights.push_back(ref->weight);
        const std::vector<ExactShare> shares = exactShares(weights);
        std::vector<BackendPlan> plans;
        plans.reserve(m_refs.size());
        for (std::uint32_t i = 0; i < m_refs.size(); ++i) {
            BackendPlan plan = planOne(i);
            plan.share = shares[i];
            tell(plan, i);
            plans.push_back(std::move(plan));
        }
        return plans;
    }

private:
    [[nodiscard]] const BackendState& stateOf(std::uint32_t index) const {
        return m_state.backends[index];
    }

    [[nodiscard]] BackendPlan planOne(std::uint32_t index) const {
        const model::BackendRef& ref = *m_refs[index];
        const BackendState& state = stateOf(index);
        BackendPlan plan;
        plan.backend = decidedBackend(ref.ref, m_route.metadata.namespace_, m_exchange.world(),
                                      state.target);
        plan.backend.weight = ref.weight;
        plan.ref = &ref;
        if (m_requests)
            plan.filters = m_requests->rules[m_ruleIndex].backendRefs[index].filters;
        plan.filterBackends = &m_state.backendFilters[index];
        if (state.ok())
            reach(plan, state);
        else
            fail(plan, failureOf(state.status), 500);
        return plan;
    }

    /// Requests are answered, connections closed (tlsroute.backend.invalid,
    /// tcproute.backend.invalid, udproute.backend.invalid).
    void fail(BackendPlan& plan, std::string_view reason, int status) const {
        plan.outcome = m_requests ? Outcome::Responded : Outcome::Refused;
        plan.reason = reason;
        plan.status = m_requests ? status : 0;
    }

    /// The same, and the step tells why.
    void fail(BackendPlan& plan, std::string_view reason, int status, std::string_view rule,
              std::string why) const {
        fail(plan, reason, status);
        plan.whyRule = rule;
        plan.why = std::move(why);
    }

    void reach(BackendPlan& plan, const BackendState& state) const {
        if (const XBackendState* outside = m_exchange.control().xBackend(state.target)) {
            leave(plan, *outside);
            return;
        }
        const auto* ports = state.target.valid()
                                ? model::servicePorts(m_exchange.world().object(state.target))
                                : nullptr;
        const auto* service =
            ports ? std::get_if<model::Service>(&m_exchange.world().object(state.target).resource)
                  : nullptr;
        if (!ports || state.port >= ports->size() || (service && service->isExternalName())) {
            giveUp(plan, fmt::format("backend {} {}/{}",
                                     service ? "ExternalName Service" : plan.backend.kind,
                                     plan.backend.namespace_, plan.backend.name));
            return;
        }
        plan.service = state.target;
        plan.port = state.port;
        plan.appProtocol = (*ports)[state.port].appProtocol;
        plan.traffic = m_exchange.control().backendTraffic(state.target);
        if (endpointsAreUnknown(m_exchange.world(), m_exchange.world().object(state.target)))
            giveUp(plan, unknownEndpoints(m_exchange.world().object(state.target)));
        else if (agreeOnTls(plan, (*ports)[state.port].name))
            takeReady(plan);
    }

    static void giveUp(BackendPlan& plan, std::string what) {
        plan.outcome = Outcome::Unknown;
        plan.unknown = std::move(what);
    }

    /// xbackend.dns: nothing in the cluster has to exist for it.
    void leave(BackendPlan& plan, const XBackendState& outside) const {
        if (!outside.unusable.empty()) {
            fail(plan, "InvalidXBackend", 500, outside.unusableRule,
                 fmt::format("XBackend {}: {}",
                             m_exchange.world().object(outside.backend).fullName(),
                             outside.unusable));
            return;
        }
        if (outside.spec->protocol == "MCP") {
            giveUp(plan, fmt::format("what a Gateway makes of protocol MCP of XBackend {}",
                                     m_exchange.world().object(outside.backend).fullName()));
            return;
        }
        plan.outcome = Outcome::Exited;
        plan.reason = "LeftCluster";
        plan.outside = &outside;
        plan.direct.emplace().port = outside.spec->port;
        if (!passesThrough())
            plan.tls = termsOf(outside);
    }

    /// Returns false when a policy asks for TLS that cannot be spoken.
    [[nodiscard]] bool agreeOnTls(BackendPlan& plan, std::string_view portName) const {
        const BackendTlsState* policy =
            holdsPolicies() ? m_exchange.control().backendTls(plan.service, portName) : nullptr;
        if (!policy)
            return true;
        if (!policy->unusable.empty()) {
            fail(plan, "InvalidBackendTLSPolicy", 500, "backendref.tls-policy-unmet",
                 fmt::format("BackendTLSPolicy {}: {}",
                             m_exchange.world().object(policy->policy).fullName(),
                             policy->unusable));
            return false;
        }
        plan.tls = termsOf(*policy);
        return true;
    }

    void takeReady(BackendPlan& plan) const {
        const auto ready = m_exchange.simulation.delivery->readyEndpoints(plan.service, plan.port);
        plan.eligible.assign(ready.begin(), ready.end());
        if (!plan.eligible.empty())
            return;
        const auto choice = m_exchange.options().choices.noEndpoints;
        fail(plan, "NoReadyEndpoints", choice == SpecChoices::NoEndpoints::Status503 ? 503 : 500,
             m_requests ? "backendref.no-endpoints-503" : "tcproute.no-endpoints",
             m_requests ? "it has no ready endpoint" +
                              choiceNote(m_exchange.options().choices, "no-endpoints")
                        : "it has no ready endpoint");
    }

    /// BackendTLSPolicies are for Gateways that end TLS; what passes through is not touched, and
    /// UDP has no TLS (btp.effect, tlsroute.passthrough.btp).
    [[nodiscard]] bool holdsPolicies() const {
        return m_exchange.gateway.valid() && m_exchange.request.protocol != Protocol::Udp &&
               !passesThrough();
    }

    /// The client's own TLS goes on to the backend.
    [[nodiscard]] bool passesThrough() const {
        const auto& tls = m_exchange.decision.tls;
        return tls ? tls->mode == "Passthrough"
                   : !m_exchange.gateway.valid() && infoOf(m_exchange.request.scheme).encrypted;
    }

    /// "are answered 500", "are closed"
    [[nodiscard]] std::string fate(const BackendPlan& plan) const {
        if (plan.outcome == Outcome::Responded)
            return fmt::format("are answered {}", plan.status);
        return m_exchange.request.protocol == Protocol::Udp ? "get lost" : "are closed";
    }

    void tell(const BackendPlan& plan, std::uint32_t index) {
        m_exchange.say.step([&] {
            const BackendState& state = stateOf(index);
            const std::string share =
                fmt::format("{}/{}", plan.share.numerator, plan.share.denominator);
            const std::string name = fmt::format("{} {}/{}", plan.backend.kind,
                                                 plan.backend.namespace_, plan.backend.name);
            const bool all = plan.share.numerator == plan.share.denominator;
            std::string message = fmt::format("{} gets {} {}", name, all ? "all" : share + " of the",
                                              m_requests ? "requests" : "connections");
            if (!state.ok())
                message += fmt::format(", which {}: {}", fate(plan), state.message);
            else if (!plan.why.empty())
                message += fmt::format(", which {}: {}", fate(plan), plan.why);
            Step step =
                stepAbout(m_route, Stage::Backend,
                          plan.outcome == Outcome::Forwarded || plan.outcome == Outcome::Exited
                              ? Verdict::Info
                              : Verdict::Rejected,
                          ruleOf(plan, state), std::move(message),
                          fmt::format("spec.rules[{}].backendRefs[{}]", m_ruleIndex, index),
                          plan.ref->ref.node);
            step.compared.push_back({"weight", fmt::format("{}", plan.ref->weight), share});
            return step;
        });
        if (!plan.service.valid())
            return;
        tellClusters(m_exchange, m_exchange.world().object(plan.service));
        tellExcluded(plan);
    }

    [[nodiscard]] static std::string_view ruleOf(const BackendPlan& plan,
                                                 const BackendState& state) {
        if (!state.ok())
            return state.rule;
        return plan.whyRule.empty() ? "backendref.weight.share" : plan.whyRule;
    }

    void tellExcluded(const BackendPlan& plan) {
        if (!m_exchange.say.listens())
            return;
        const Delivery& delivery = *m_exchange.simulation.delivery;
        const auto endpoints = delivery.endpoints(plan.service, plan.port);
        const EndpointChoice choice = delivery.choose(plan.service, plan.port, Dialer{});
        for (std::size_t i = 0; i < std::min(choice.excluded.size(), kExcludedShown); ++i) {
            const EndpointChoice::Excluded& excluded = choice.excluded[i];
            m_exchange.say.step([&] {
                const EndpointTarget& target = endpoints[excluded.endpoint];
                return stepAbout(m_exchange.world().object(target.slice), Stage::Endpoint,
                                 Verdict::Rejected, excluded.rule,
                                 fmt::format("{}:{} takes no requests: {}", target.ip, target.port,
                                             excluded.reason),
                                 {}, target.sliceNode);
            });
        }
        if (choice.excluded.size() > kExcludedShown)
            m_exchange.say.step([&] {
                return stepAbout(m_exchange.world().object(plan.service), Stage::Endpoint,
                                 Verdict::Info, "eps.consumers.ready",
                                 fmt::format("{} more endpoints take no requests",
                                             choice.excluded.size() - kExcludedShown));
            });
    }

    Exchange& m_exchange;
    const model::Object& m_route;
    const std::uint32_t m_ruleIndex;
    const std::vector<const model::BackendRef*> m_refs;
    const model::RequestRoute* m_requests;  // null: a route for connections
    const RuleState& m_state;
};

}  // namespace

std::vector<BackendPlan> planBackends(Exchange& exchange, model::ObjectId route,
                                      std::uint32_t rule) {
    return BackendPlanner(exchange, route, rule).plan();
}

std::size_t endpointCount(const BackendPlan& plan) {
    return plan.direct ? 1 : plan.eligible.size();
}

const EndpointTarget& endpointAt(const Simulation& simulation, const BackendPlan& plan,
                                 std::size_t index) {
    return plan.direct
               ? *plan.direct
               : simulation.delivery->endpoints(plan.service, plan.port)[plan.eligible[index]];
}

DecidedEndpoint decidedEndpoint(const model::World& world, const BackendPlan& plan,
                                const EndpointTarget& target) {
    DecidedEndpoint endpoint;
    if (target.pod.valid())
        endpoint.pod = world.object(target.pod).fullName();
    endpoint.ip = target.ip;
    if (plan.outside)
        endpoint.host = plan.outside->spec->hostname;
    endpoint.port = target.port;
    endpoint.node = target.node;
    endpoint.zone = target.zone;
    if (plan.service.valid())
        endpoint.service = world.object(plan.service).fullName();
    return endpoint;
}

Share shareOf(const BackendPlan& plan) {
    return {plan.backend, plan.share.numerator, plan.share.denominator,
            plan.outcome, plan.reason,          plan.status};
}

}  // namespace gatesight::simulator
