#include "simulator/routing/backend_plan.h"

#include "simulator/control/route/route_view.h"
#include "simulator/routing/rule_filters.h"

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
          m_state(exchange.control().route(route)->rules[rule]) {}

    [[nodiscard]] std::vector<BackendPlan> plan() {
        std::vector<std::int32_t> weights;
        for (const model::BackendRef* ref : m_refs)
            weights.push_back(ref->weight);
        const std::vector<ExactShare> shares = exactShares(weights);
        std::vector<BackendPlan> plans;
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
        plan.backend = decidedBackend(ref.ref, m_route.metadata.namespace_);
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

    void reach(BackendPlan& plan, const BackendState& state) const {
        const auto* service =
            state.target.valid()
                ? std::get_if<model::Service>(&m_exchange.world().object(state.target).resource)
                : nullptr;
        if (!service || state.port >= service->ports.size() || service->isExternalName()) {
            plan.outcome = Outcome::Unknown;
            plan.unknown = fmt::format("backend {} {}/{}",
                                       service ? "ExternalName Service" : plan.backend.kind,
                                       plan.backend.namespace_, plan.backend.name);
            return;
        }
        plan.service = state.target;
        plan.port = state.port;
        plan.appProtocol = service->ports[state.port].appProtocol;
        if (holdsPolicies()) {
            plan.tls =
                m_exchange.control().backendTls(state.target, service->ports[state.port].name);
            if (plan.tls && !plan.tls->unusable.empty()) {
                fail(plan, "InvalidBackendTLSPolicy", 500);
                return;
            }
        }
        const auto ready = m_exchange.simulation.delivery->readyEndpoints(plan.service, plan.port);
        plan.eligible.assign(ready.begin(), ready.end());
        if (!plan.eligible.empty())
            return;
        const auto choice = m_exchange.options().choices.noEndpoints;
        fail(plan, "NoReadyEndpoints", choice == SpecChoices::NoEndpoints::Status503 ? 503 : 500);
    }

    /// BackendTLSPolicies are for Gateways that end TLS; what passes through is not touched, and
    /// UDP has no TLS (btp.effect, tlsroute.passthrough.btp).
    [[nodiscard]] bool holdsPolicies() const {
        const Decision& decision = m_exchange.decision;
        return m_exchange.gateway.valid() && m_exchange.request.protocol != Protocol::Udp &&
               !(decision.tls && decision.tls->mode == "Passthrough");
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
            else if (plan.tls && !plan.tls->unusable.empty())
                message += fmt::format(", which {}: BackendTLSPolicy {}: {}", fate(plan),
                                       m_exchange.world().object(plan.tls->policy).fullName(),
                                       plan.tls->unusable);
            else if (plan.outcome != Outcome::Forwarded && plan.outcome != Outcome::Unknown)
                message += fmt::format(", which {} as it has no ready endpoint", fate(plan));
            Step step =
                stepAbout(m_route, Stage::Backend,
                          plan.outcome == Outcome::Forwarded ? Verdict::Info : Verdict::Rejected,
                          ruleOf(plan, state), std::move(message),
                          fmt::format("spec.rules[{}].backendRefs[{}]", m_ruleIndex, index),
                          plan.ref->ref.node);
            step.compared.push_back({"weight", fmt::format("{}", plan.ref->weight), share});
            return step;
        });
        if (plan.service.valid())
            tellExcluded(plan);
    }

    [[nodiscard]] static std::string_view ruleOf(const BackendPlan& plan,
                                                 const BackendState& state) {
        if (!state.ok())
            return state.rule;
        if (plan.tls && !plan.tls->unusable.empty())
            return "backendref.tls-policy-unmet";
        if (plan.outcome == Outcome::Refused)
            return "tcproute.no-endpoints";
        return plan.outcome == Outcome::Responded ? "backendref.no-endpoints-503"
                                                  : "backendref.weight.share";
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

DecidedEndpoint decidedEndpoint(const model::World& world, const EndpointTarget& target,
                                model::ObjectId service) {
    DecidedEndpoint endpoint;
    if (target.pod.valid())
        endpoint.pod = world.object(target.pod).fullName();
    endpoint.ip = target.ip;
    endpoint.port = target.port;
    endpoint.node = target.node;
    endpoint.zone = target.zone;
    if (service.valid())
        endpoint.service = world.object(service).fullName();
    return endpoint;
}

Share shareOf(const BackendPlan& plan) {
    return {plan.backend, plan.share.numerator, plan.share.denominator,
            plan.outcome, plan.reason,          plan.status};
}

}  // namespace gatesight::simulator
