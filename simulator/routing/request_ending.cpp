// What a draw makes of a plan: the backend's filters, its endpoint, the tries, the answer.
#include "model/kinds/duration.h"
#include "simulator/routing/backend_tls.h"
#include "simulator/delivery/pod_workload.h"
#include "simulator/routing/policy_stage.h"
#include "simulator/routing/request_plan.h"
#include "simulator/routing/scheme.h"
#include "simulator/routing/tls_handshake.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

template <class T>
void replaceWith(T& value, const T& other) {
    if (!(other == T()))
        value = other;
}

/// The workload's behaviour, with what the request asks for in place of it.
BackendBehavior behaviorOf(const Simulation& simulation, const Request& request,
                           const EndpointTarget& target) {
    BackendBehavior behavior;
    if (target.pod.valid() && !simulation.surroundings.workloads.empty()) {
        const std::string workload = workloadOf(simulation.world->object(target.pod));
        if (const BackendBehavior* usual =
                simulation.surroundings.behaviorOf(workload, target.port))
            behavior = *usual;
    }
    replaceWith(behavior.delayMs, request.backend.delayMs);
    replaceWith(behavior.statuses, request.backend.statuses);
    replaceWith(behavior.connectFailures, request.backend.connectFailures);
    replaceWith(behavior.responseHeaders, request.backend.responseHeaders);
    replaceWith(behavior.tlsSecret, request.backend.tlsSecret);
    replaceWith(behavior.tlsClientCA, request.backend.tlsClientCA);
    return behavior;
}

/// What the backend is spoken to with (RULES 7.3).
std::string_view protocolTowards(const BackendPlan& backend, Protocol client) {
    // kube-proxy hands connections on as they are (svc.app-protocol).
    if (client == Protocol::Grpc || client == Protocol::WebSocket || !carriesHttp(client) ||
        !backend.ref)
        return toString(client);
    if (backend.outside) {  // xbackend.protocol
        const std::string& protocol = backend.outside->spec->protocol;
        return protocol == "HTTP2" ? "h2" : protocol == "H2C" ? "h2c" : "http1";
    }
    return backend.appProtocol == "kubernetes.io/h2c" ? "h2c" : "http1";
}

class Ending {
public:
    Ending(const RequestPlan& plan, const Draw& draw, Narration& say)
        : m_plan(plan),
          m_draw(draw),
          m_exchange{*plan.simulation, *plan.request, say, plan.decision, plan.gateway, {},
                     plan.listener},
          m_filtered(plan.filtered) {}

    [[nodiscard]] Decision run() {
        if (!m_plan.settled)
            end(m_plan.backends[m_draw.backend]);
        return std::move(m_exchange.decision);
    }

private:
    [[nodiscard]] Decision& decision() { return m_exchange.decision; }

    void end(const BackendPlan& backend) {
        decision().backend = backend.backend;
        if (m_plan.backends.size() > 1 && !m_plan.resumed)
            tellDraw(backend);
        mirror();
        if (!backend.filters.empty() && !filterFor(backend))
            return;
        switch (backend.outcome) {
            case Outcome::Responded:
                fail(backend.status, backend.reason);
                return;
            case Outcome::Refused:
                m_exchange.closeConnection(backend.reason);
                return;
            case Outcome::Unknown:
                m_exchange.unknown(backend.unknown);
                return;
            default:
                forward(backend);
        }
    }

    void tellDraw(const BackendPlan& backend) {
        m_exchange.say.step([&] {
            return stepAbout(*m_plan.place.route, Stage::Backend, Verdict::Chosen,
                             "backendref.weight.per-request",
                             fmt::format("this request drew {}/{}, whose share is {}/{}",
                                         backend.backend.namespace_, backend.backend.name,
                                         backend.share.numerator, backend.share.denominator),
                             {}, backend.ref->ref.node);
        });
    }

    [[nodiscard]] ForwardedRequest forwardedAs(std::string_view protocol) const {
        ForwardedRequest forwarded;
        if (carriesHttp(m_plan.request->protocol)) {
            forwarded.method = m_filtered.method;
            forwarded.path = m_filtered.pathAndQuery();
            forwarded.host = m_filtered.host;
            forwarded.headers = m_filtered.headers;
        }
        forwarded.protocol = protocol;
        return forwarded;
    }

    /// Copies carry what the rule's filters changed, not what a backend's do
    /// (filter.mirror.filters-apply).
    void mirror() {
        for (std::size_t i = 0; i < m_filtered.mirrors.size(); ++i) {
            const PlannedMirror& planned = m_filtered.mirrors[i];
            const bool taken = i < 64 && (m_draw.mirrors >> i & 1) != 0;
            tellMirror(planned, taken);
            Mirror copy{planned.backend, planned.share.numerator, planned.share.denominator, taken,
                        forwardedAs("http1")};
            if (planned.tls)
                copy.forwarded.tls = shakeBackendHands(m_exchange, termsOf(*planned.tls), {}).view;
            decision().mirrors.push_back(std::move(copy));
        }
    }

    void tellMirror(const PlannedMirror& planned, bool taken) {
        m_exchange.say.step([&] {
            Step step = plainStep(
                Stage::Filter, taken ? Verdict::Applied : Verdict::Passed,
                "filter.mirror.independent",
                fmt::format("{} copy of this request goes to {}/{}", taken ? "a" : "no",
                            planned.backend.namespace_, planned.backend.name));
            const auto add = [&step](const char* what, std::string value, std::string rule) {
                step.compared.push_back({what, std::move(value), "", false, std::move(rule)});
            };
            if (taken)
                add("endpoints",
                    planned.endpoints == 0 ? std::string("none is ready; the copy is lost")
                                           : fmt::format("one of {}", planned.endpoints),
                    "filter.mirror.one-endpoint");
            if (planned.tls)
                add("TLS", m_exchange.world().object(planned.tls->policy).fullName(),
                    "filter.mirror.tls");
            return step;
        });
    }

    bool filterFor(const BackendPlan& backend) {
        FilterPlace place = m_plan.place;
        place.field = "spec.rules[].backendRefs[].filters";
        if (decision().route)
            place.field = fmt::format("spec.rules[{}].backendRefs[{}].filters",
                                      decision().route->rule, m_draw.backend);
        place.filters = backend.filters;
        place.backends = *backend.filterBackends;
        m_exchange.say.step([&] {
            Step step = stepAbout(*place.route, Stage::Filter, Verdict::Info, "filter.levels",
                                  "this backendRef has filters of its own", place.field,
                                  backend.ref->ref.node);
            if (!m_plan.place.filters.empty())
                step.compared.push_back({"order", "after the filters of the rule", "", false,
                                         "filter.rule-then-backend"});
            return step;
        });
        return applyFilters(m_exchange, place, m_filtered);
    }

    void fail(int status, std::string_view reason) {
        if (m_plan.connection) {
            m_exchange.closeConnection(reason);
            return;
        }
        m_exchange.failBackend(status, reason);
        decision().responseHeaders = m_filtered.answered({});
    }

    void answer(int status, std::string_view reason) {
        m_exchange.respond(status, reason);
        decision().responseHeaders = m_filtered.answered({});
    }

    void forward(const BackendPlan& backend) {
        const Simulation& simulation = m_exchange.simulation;
        const std::size_t count = endpointCount(backend);
        decision().endpoints.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            decision().endpoints.push_back(decidedEndpoint(m_exchange.world(), backend,
                                                           endpointAt(simulation, backend, i)));
        const EndpointTarget& first = endpointAt(simulation, backend, m_draw.endpoint);
        backend.outside ? tellExit(backend) : tellEndpoint(first, count);
        if (!backend.outside && carriesHttp(m_exchange.request.protocol))
            tellProtocol(backend);
        std::vector<bool> dropped;
        if (m_plan.dialer && !passPolicies(backend, count, dropped))
            return;
        BackendBehavior behavior = behaviorOf(simulation, m_exchange.request, first);
        BackendTlsLink link = linkTo(backend, behavior);
        if (!link.failure.empty()) {
            decision().endpoint = decidedEndpoint(m_exchange.world(), backend, first);
            fail(502, link.failure);
            return;
        }
        if (passesClientTls(backend)) {
            if (!clientTrusts(behavior))
                return;
            link.view.emplace().sni = sniOf(m_exchange.request);
        } else if (!link.view && !behavior.tlsSecret.empty() && !refusePlaintext(behavior)) {
            return;
        }
        try_(behavior, dropped);
        decision().forwarded =
            forwardedAs(m_plan.connection ? toString(m_exchange.request.protocol)
                                          : protocolTowards(backend, m_exchange.request.protocol));
        decision().forwarded->tls = std::move(link.view);
    }

    /// Whether any try gets through; `dropped` marks those that do not. Without a retry that is the
    /// drawn endpoint alone.
    bool passPolicies(const BackendPlan& backend, std::size_t count, std::vector<bool>& dropped) {
        const std::size_t tries = m_plan.attempts.retry ? count : 1;
        for (std::size_t i = 0; i < tries; ++i) {
            const EndpointTarget& target =
                endpointAt(m_exchange.simulation, backend, (m_draw.endpoint + i) % count);
            const PolicyLeg leg = legTo(m_exchange, *m_plan.dialer, backend, target);
            if (i == 0)
                tellLeg(m_exchange, leg);
            if (leg.result() == PolicyVerdict::Result::Denied && tries > 1) {
                dropped.resize(tries);
                dropped[i] = true;
            } else if (!endLeg(m_exchange, leg)) {
                decision().endpoint = decidedEndpoint(m_exchange.world(), backend, target);
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] BackendTlsLink linkTo(const BackendPlan& backend,
                                        const BackendBehavior& behavior) {
        return backend.tls ? shakeBackendHands(m_exchange, *backend.tls, behavior)
                           : BackendTlsLink();
    }

    /// The client's own TLS reaches the workload: inside the cluster, through a listener that
    /// passes TLS on, and through one that knows nothing but TCP. Other Gateways end it.
    [[nodiscard]] bool passesClientTls(const BackendPlan& backend) const {
        if (!infoOf(m_exchange.request.scheme).encrypted || backend.tls)
            return false;
        const auto& tls = m_plan.decision.tls;
        return !m_exchange.gateway.valid() || !tls || tls->mode == "Passthrough";
    }

    /// The handshake is with the workload; without knowing its certificate it is taken as good.
    [[nodiscard]] bool clientTrusts(const BackendBehavior& behavior) {
        const model::ObjectId secret = secretNamed(m_exchange.world(), behavior.tlsSecret);
        if (!secret.valid())
            return true;
        if (!decision().tls)
            decision().tls.emplace().mode = "Passthrough";
        return clientAccepts(m_exchange, secret, sniOf(m_exchange.request));
    }

    /// A TLS server answers plaintext HTTP with 400, and closes every other connection. Returns
    /// false when it does.
    bool refusePlaintext(BackendBehavior& behavior) {
        const bool http = carriesHttp(m_exchange.request.protocol);
        m_exchange.say.step([&] {
            return plainStep(
                Stage::Endpoint, http ? Verdict::Info : Verdict::Rejected, "backend.protocol.unset",
                fmt::format("the workload speaks TLS and is sent plaintext, which it {}",
                            http ? "answers 400" : "does not understand"));
        });
        behavior.statuses = {400};
        return http || m_exchange.closeConnection("BackendSpeaksTLS");
    }

    [[nodiscard]] std::string chosenBecause(const EndpointTarget& target,
                                            std::size_t count) const {
        if (m_plan.resumed)
            return "that of the session";
        if (!target.ready && !target.slice.valid())
            return "which is not ready";
        // The terminating fallback takes some that are not (eps.consumers.terminating-fallback).
        const std::string_view what = target.ready ? "ready" : "still serving";
        return count == 1 ? fmt::format("the only one that is {}", what)
                          : fmt::format("one of {} {}", count, what);
    }

    void tellEndpoint(const EndpointTarget& target, std::size_t count) {
        m_exchange.say.step([&] {
            const model::World& world = m_exchange.world();
            const std::string pod =
                target.pod.valid() ? fmt::format(" of Pod {}", world.object(target.pod).fullName())
                                   : "";
            std::string message = fmt::format("{}:{}{}, {}", target.ip, target.port, pod,
                                              chosenBecause(target, count));
            if (target.slice.valid())
                return stepAbout(world.object(target.slice), Stage::Endpoint, Verdict::Chosen,
                                 "eps.consumers.ready", std::move(message), {}, target.sliceNode);
            return plainStep(Stage::Endpoint, Verdict::Chosen, "eps.consumers.ready",
                             std::move(message));
        });
    }

    /// The Gateway looks the name up; what answers there is in no manifest.
    void tellExit(const BackendPlan& backend) {
        const XBackendState& outside = *backend.outside;
        const auto tell = [&](Verdict verdict, std::string_view rule, std::string message) {
            m_exchange.say.step([&] {
                return stepAbout(m_exchange.world().object(outside.backend), Stage::Endpoint,
                                 verdict, rule, message, "spec", outside.spec->specNode);
            });
        };
        tell(Verdict::Chosen, "xbackend.dns",
             fmt::format("{}, a name that the Gateway looks up itself: the request leaves the "
                         "cluster",
                         outside.spec->place()));
        if (!outside.spec->protocol.empty())
            tell(Verdict::Applied, "xbackend.protocol",
                 fmt::format("it is spoken to in {}, whatever the route implies",
                             outside.spec->protocol));
        if (outside.spec->insecure() && !passesClientTls(backend))
            tell(Verdict::Info, "xbackend.insecure",
                 "it leaves in plain text: the XBackend asks for no TLS");
    }

    /// Only where it is not what anybody expects (RULES 7.3).
    void tellProtocol(const BackendPlan& backend) {
        const bool call = decision().route && decision().route->kind == "GRPCRoute";
        const bool upgrade = m_exchange.request.protocol == Protocol::WebSocket;
        if (!backend.ref || (!call && !upgrade && backend.appProtocol.empty()))
            return;
        m_exchange.say.step([&] {
            const bool given = !backend.appProtocol.empty();
            return plainStep(
                Stage::Backend, Verdict::Info,
                given  ? "backend.protocol.app-protocol"
                : call ? "backend.protocol.grpc-h2"
                       : "backend.protocol.unset",
                given  ? fmt::format("the backend is spoken to as {}: appProtocol is {}",
                                     protocolTowards(backend, m_exchange.request.protocol),
                                     backend.appProtocol)
                : call ? std::string("a GRPCRoute implies HTTP/2 to the backend")
                       : std::string("no appProtocol of the Service port forbids the upgrade"));
        });
    }

    /// Plays the tries; each goes to the next endpoint.
    void try_(const BackendBehavior& behavior, const std::vector<bool>& dropped) {
        const BackendPlan& backend = m_plan.backends[m_draw.backend];
        AttemptRules rules = m_plan.attempts;
        if (backend.traffic && backend.traffic->spec->retryConstraint)
            rules.constraint = &*backend.traffic->spec->retryConstraint;
        const AttemptsResult result = simulateAttempts(rules, behavior, dropped);
        decision().attempts.reserve(result.attempts.size());
        for (std::size_t i = 0; i < result.attempts.size(); ++i) {
            const SimulatedAttempt& attempt = result.attempts[i];
            decision().attempts.push_back(
                {decision().endpoints[(m_draw.endpoint + i) % decision().endpoints.size()],
                 attempt.status, std::string(attempt.failure), attempt.start, attempt.end});
        }
        decision().endpoint = decision().attempts.back().endpoint;
        tellConstraint(backend, result);
        tellAttempts(result);
        if (result.reason == kDroppedByPolicy)
            m_exchange.refuse(Refusal::Dropped, kDroppedByPolicy);
        else if (!carriesHttp(m_exchange.request.protocol))
            connected(result);
        else if (result.answered && backend.outside && m_exchange.request.backend.statuses.empty())
            leave();
        else if (result.answered)
            answered(result.status, behavior);
        else
            answer(result.status, result.reason);
    }

    /// Only limits: what the route does not retry is not retried (xbtp.only-limits).
    void tellConstraint(const BackendPlan& backend, const AttemptsResult& result) {
        const bool limits = backend.traffic && backend.traffic->spec->retryConstraint;
        if (!limits || result.attempts.size() + (result.rule == "xbtp.retry-budget") < 2)
            return;
        m_exchange.say.step([&] {
            const auto& constraint = *backend.traffic->spec->retryConstraint;
            return stepAbout(
                m_exchange.world().object(backend.traffic->policy), Stage::Response,
                Verdict::Applied,
                result.byMinRetryRate ? "xbtp.min-retry-rate" : "xbtp.retry-budget",
                fmt::format("{} % of the requests in {} ms may be retries{}; this request is "
                            "counted alone",
                            constraint.percent, constraint.interval,
                            result.byMinRetryRate ? ", and more below minRetryRate" : ""),
                "spec.retryConstraint", constraint.node);
        });
    }

    void tellAttempts(const AttemptsResult& result) {
        if (result.retriesAssumed)
            m_exchange.say.step([&] {
                return stepAbout(*m_plan.place.route, Stage::Response, Verdict::Info,
                                 "retry.unset-fields",
                                 "retry does not say how many attempts; one retry is taken");
            });
        if (result.attempts.size() == 1 && result.answered && result.rule.empty())
            return;
        m_exchange.say.step([&] {
            Step step = plainStep(
                Stage::Response, result.answered ? Verdict::Info : Verdict::Rejected, result.rule,
                fmt::format("{} after {} {}: {}", result.answered ? "answered" : "given up",
                            result.attempts.size(), result.attempts.size() == 1 ? "try" : "tries",
                            result.answered ? fmt::format("status {}", result.status)
                                            : std::string(result.reason)));
            addTries(result, step);
            return step;
        });
    }

    /// Each try, why it was followed by another one, and how long that waited.
    void addTries(const AttemptsResult& result, Step& step) const {
        model::Milliseconds last = 0;
        for (const SimulatedAttempt& attempt : result.attempts) {
            if (attempt.start > last)
                step.compared.push_back({"wait", model::formatDuration(attempt.start - last), "",
                                         false, "retry.backoff"});
            last = attempt.end;
            step.compared.push_back({fmt::format("{} to {}", model::formatDuration(attempt.start),
                                                model::formatDuration(attempt.end)),
                                     attempt.status ? fmt::format("{}", *attempt.status)
                                                    : std::string(attempt.failure),
                                     "", false, std::string(attempt.retried)});
        }
        if (m_plan.attempts.retry && result.attempts.size() > 1)
            step.compared.push_back({"tries after the first",
                                     fmt::format("{}", result.attempts.size() - 1), "", false,
                                     "retry.attempts"});
    }

    void delivered() {
        const bool outside = m_plan.backends[m_draw.backend].outside;
        decision().outcome = outside ? Outcome::Exited : Outcome::Forwarded;
        decision().reason = outside ? "LeftCluster" : "";
    }

    /// What is outside answers as nobody here knows: no status is better than a made-up one.
    void leave() {
        delivered();
        decision().attempts.clear();
    }

    void answered(int status, const BackendBehavior& behavior) {
        const Protocol protocol = m_exchange.request.protocol;
        m_exchange.respond(protocol == Protocol::WebSocket && status == 200 ? 101 : status, "");
        delivered();
        decision().responseHeaders = m_filtered.answered(behavior.responseHeaders);
        if (m_plan.session && !m_plan.resumed)
            beginSession(m_exchange, *m_plan.session, *decision().backend, *decision().endpoint);
        m_exchange.say.step([&] {
            return plainStep(Stage::Response, Verdict::Chosen, "filter.header.response",
                             fmt::format("the client receives status {}", *decision().status));
        });
    }

    /// Bare connections have no status.
    void connected(const AttemptsResult& result) {
        if (result.answered)
            delivered();
        else
            m_exchange.refuse(Refusal::Reset, result.reason);
    }

    const RequestPlan& m_plan;
    const Draw& m_draw;
    Exchange m_exchange;
    FilteredRequest m_filtered;
};

}  // namespace

Decision decisionFor(const RequestPlan& plan, const Draw& draw, Narration& say) {
    return Ending(plan, draw, say).run();
}

}  // namespace gatesight::simulator
