#include "simulator/routing/share_story.h"

#include "simulator/routing/mesh.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace gatesight::simulator {

namespace {

/// The rules of one kind of route for connections; HTTPRoute and GRPCRoute answer instead.
struct ConnectionRules {
    std::string_view kind, weight, invalid, noEndpoints;
};
constexpr ConnectionRules kConnectionRules[] = {
    {"TLSRoute", "tlsroute.backend.weight", "tlsroute.backend.invalid", "tlsroute.backend.invalid"},
    {"TCPRoute", "tcproute.weight", "tcproute.backend.invalid", "tcproute.no-endpoints"},
    {"UDPRoute", "udproute.weight", "udproute.backend.invalid", "udproute.backend.invalid"}};

const ConnectionRules* connectionRulesOf(const model::Object& route) {
    const auto* found = std::ranges::find(kConnectionRules, route.kind, &ConnectionRules::kind);
    return found == std::end(kConnectionRules) ? nullptr : found;
}

bool takesTraffic(const BackendPlan& plan) {
    return plan.share.numerator > 0;
}

bool fails(const BackendPlan& plan) {
    return plan.outcome == Outcome::Responded || plan.outcome == Outcome::Refused;
}

bool lacksEndpoints(const BackendPlan& plan) {
    return plan.reason == "NoReadyEndpoints";
}

class ShareStory {
public:
    ShareStory(Exchange& exchange, const model::Object& route, const std::string& field,
               std::span<const BackendPlan> backends)
        : m_exchange(exchange),
          m_route(route),
          m_field(field),
          m_backends(backends),
          m_connection(connectionRulesOf(route)) {}

    void tell() {
        tellSplit();
        tellTwice();
        tellFailures();
        for (const BackendPlan& backend : m_backends) {
            if (!backend.service.valid() || !takesTraffic(backend) || fails(backend))
                continue;
            tellAffinity(backend);
            tellTls(backend);
            tellOneLevel(backend);
        }
    }

private:
    void info(std::string_view rule, std::string message) {
        m_exchange.say.step([&] {
            return stepAbout(m_route, Stage::Backend, Verdict::Info, rule, std::move(message),
                             m_field);
        });
    }

    /// Kinds that weigh by rules of their own.
    void tellSplit() {
        if (m_backends.size() < 2)
            return;
        if (m_connection)
            info(m_connection->weight,
                 fmt::format("the weights share out whole {}", m_route.kind == "UDPRoute"
                                                                   ? "flows of datagrams"
                                                                   : "connections"));
        else if (m_route.kind == "GRPCRoute")
            info("grpcroute.backend.weights", "the weights share out single calls");
    }

    void tellTwice() {
        std::map<std::tuple<std::string_view, std::string_view, std::uint32_t>, std::size_t> times;
        for (const BackendPlan& plan : m_backends)
            if (plan.service.valid())
                ++times[{plan.backend.namespace_, plan.backend.name, plan.port}];
        for (const auto& [backend, count] : times)
            if (count > 1)
                info("backendref.weight.same-backend-twice",
                     fmt::format("Service {}/{} is listed {} times, and its shares add up",
                                 std::get<0>(backend), std::get<1>(backend), count));
    }

    void tellFailures() {
        const auto failing = [](const BackendPlan& plan) {
            return takesTraffic(plan) && fails(plan);
        };
        if (std::ranges::none_of(m_backends, failing))
            return;
        if (m_connection) {
            tellClosed();
            return;
        }
        const bool all = std::ranges::all_of(m_backends, [&](const BackendPlan& plan) {
            return failing(plan) || !takesTraffic(plan);
        });
        const bool anyInvalid = std::ranges::any_of(m_backends, [&](const BackendPlan& plan) {
            return failing(plan) && !lacksEndpoints(plan);
        });
        const bool anyIdle = std::ranges::any_of(m_backends, [&](const BackendPlan& plan) {
            return failing(plan) && lacksEndpoints(plan);
        });
        if (all && !anyIdle)
            info("backendref.all-invalid-500", "no backend of the rule is good, so all its "
                                               "requests are answered by the Gateway");
        if (!all && anyInvalid)
            info("backendref.weight.invalid-keeps-share",
                 "invalid backends keep their share: the good ones do not take it over");
        if (!all && anyIdle)
            info("backendref.weight.no-endpoints-keeps-share",
                 "backends without endpoints keep their share: the others do not take it over");
        if (m_route.kind == "GRPCRoute")
            info("grpcroute.backend.invalid",
                 "calls that draw such a backend are answered UNAVAILABLE");
    }

    void tellClosed() {
        const std::string_view fate =
            m_route.kind == "UDPRoute" ? "datagrams get lost" : "connections are closed";
        const auto tellAbout = [&](bool idle, std::string_view rule, std::string_view what) {
            if (std::ranges::any_of(m_backends, [&](const BackendPlan& plan) {
                    return takesTraffic(plan) && fails(plan) && lacksEndpoints(plan) == idle;
                }))
                info(rule, fmt::format("{} for the share of {}", fate, what));
        };
        tellAbout(false, m_connection->invalid, "an invalid backend");
        tellAbout(true, m_connection->noEndpoints, "a backend without endpoints");
    }

    /// A proxy dials Pods, past kube-proxy.
    void tellAffinity(const BackendPlan& plan) {
        const model::Object& object = m_exchange.world().object(plan.service);
        const auto* service = std::get_if<model::Service>(&object.resource);
        if (service && service->sessionAffinityClientIP && plan.eligible.size() > 1)
            info("svc.session-affinity.behind-gateway",
                 fmt::format("Pods of Service {} are dialled themselves, so its sessionAffinity "
                             "keeps no client at one of them",
                             object.fullName()));
        if (service && (service->internalTrafficPolicyLocal || service->externalTrafficPolicyLocal))
            info("svc.gateway-bypasses-policies",
                 fmt::format("Pods of Service {} are dialled themselves, on whatever node they are: "
                             "its policy Local is for kube-proxy",
                             object.fullName()));
    }

    void tellTls(const BackendPlan& plan) {
        if (!m_connection || !m_exchange.gateway.valid() || m_route.kind == "UDPRoute")
            return;
        if (plan.tls) {
            info(m_route.kind == "TLSRoute" ? "tlsroute.terminate.reencrypt" : "tcproute.btp",
                 fmt::format("a BackendTLSPolicy makes the Gateway speak TLS to Service {}/{}",
                             plan.backend.namespace_, plan.backend.name));
            return;
        }
        const auto& tls = m_exchange.decision.tls;
        if (tls && tls->mode == "Passthrough" && hasPolicy(plan))
            info("tlsroute.passthrough.btp",
                 fmt::format("what passes through is TLS already, so the BackendTLSPolicy of "
                             "Service {}/{} has no part in it",
                             plan.backend.namespace_, plan.backend.name));
    }

    [[nodiscard]] bool hasPolicy(const BackendPlan& plan) const {
        const auto* service =
            std::get_if<model::Service>(&m_exchange.world().object(plan.service).resource);
        return service && plan.port < service->ports.size() &&
               m_exchange.control().backendTls(plan.service, service->ports[plan.port].name);
    }

    /// Routes on a backend would see the request if the client called that Service itself.
    void tellOneLevel(const BackendPlan& plan) {
        if (plan.service == m_exchange.frontend || !hasRoutes(m_exchange, plan.service, plan.port))
            return;
        info(m_exchange.frontend.valid() ? "mesh.one-level" : "mesh.gateway-traffic",
             fmt::format("the backend means the endpoints of Service {}/{}: routes on that Service "
                         "do not apply again",
                         plan.backend.namespace_, plan.backend.name));
    }

    Exchange& m_exchange;
    const model::Object& m_route;
    const std::string& m_field;
    std::span<const BackendPlan> m_backends;
    const ConnectionRules* m_connection;  // null: the route answers requests
};

}  // namespace

void tellShares(Exchange& exchange, const model::Object& route, const std::string& field,
                std::span<const BackendPlan> backends) {
    if (exchange.say.listens())
        ShareStory(exchange, route, field, backends).tell();
}

}  // namespace gatesight::simulator
