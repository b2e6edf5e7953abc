#include "simulator/routing/request_plan.h"

#include "simulator/choice_note.h"
#include "simulator/routing/arrival.h"
#include "simulator/routing/connection_choice.h"
#include "simulator/routing/draw.h"
#include "simulator/routing/header_modifier.h"
#include "simulator/routing/inside.h"
#include "simulator/routing/mesh.h"
#include "simulator/routing/policy_stage.h"
#include "simulator/routing/resolve.h"
#include "simulator/routing/rule_choice.h"
#include "simulator/routing/scheme.h"
#include "simulator/routing/share_story.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// Mirrors beyond this many are never taken; the API allows 16 filters in a rule.
constexpr std::size_t kMostMirrors = 64;

class Planner {
public:
    Planner(RequestPlan& plan, Narration& say)
        : m_plan(plan), m_exchange{*plan.simulation, *plan.request, say, {}, {}, {}, {}} {
        m_exchange.decision.id = plan.request->id;
    }

    void run() {
        follow();
        m_plan.decision = std::move(m_exchange.decision);
        m_plan.gateway = m_exchange.gateway;
        m_plan.listener = m_exchange.listener;
    }

private:
    void follow() {
        std::optional<Destination> inside;
        if (!resolve(m_exchange, inside))
            return;
        if (inside) {
            followInside(*inside);
            return;
        }
        if (m_plan.simulation->policies && !enterGateway(m_exchange))
            return;
        const RequestFacts facts =
            factsOf(*m_plan.request, m_exchange.options().choices.pathNormalisation);
        switch (arrive(m_exchange, facts)) {
            case Arrival::Ended:
                break;
            case Arrival::Request:
                followRequest(facts, m_exchange.table().scopeOf(m_exchange.listener));
                break;
            case Arrival::Connection:
                if (const ConnectionEntry* entry = chooseConnection(m_exchange))
                    followConnection(facts, *entry);
                break;
        }
    }

    void followRequest(const RequestFacts& facts, ScopeId scope) {
        tellNormalisation(facts);
        RouteHit hit;
        if (chooseRule(m_exchange, scope, facts, hit))
            followRule(facts, hit);
    }

    void tellNormalisation(const RequestFacts& facts) {
        if (facts.path() == m_plan.request->path)
            return;
        m_exchange.say.step([&] {
            Step step =
                plainStep(Stage::Match, Verdict::Applied, "httproute.match.path.normalisation",
                          "the path is cleaned before it is matched" +
                              choiceNote(m_exchange.options().choices, "path-normalisation"));
            step.compared.push_back({"path", facts.path(), m_plan.request->path});
            return step;
        });
    }

    void followInside(const Destination& inside) {
        if (const auto entry = meshEntry(m_exchange, inside)) {
            followMesh(*entry);
            return;
        }
        BackendPlan backend;
        if (!planInside(m_exchange, inside, backend))
            return;
        m_plan.filtered = unfiltered(*m_plan.request, factsOf(*m_plan.request, {}));
        m_plan.backends.push_back(std::move(backend));
        m_plan.weights = {1};
        nameDialer(m_plan.backends.front().service);
        m_plan.settled = false;
    }

    void nameDialer(model::ObjectId service = {}) {
        if (m_plan.simulation->policies)
            m_plan.dialer = dialingParty(m_exchange, service);
        else if (m_exchange.say.listens() && m_exchange.options().choices.networkPolicies ==
                                                 SpecChoices::NetworkPolicies::Ignored)
            tellIgnoredPolicies(m_exchange);
    }

    /// A share whose endpoints network policies keep out of reach ends before them.
    [[nodiscard]] Share shareBehindPolicies(const BackendPlan& backend) const {
        Share share = shareOf(backend);
        if (!m_plan.dialer || backend.outcome != Outcome::Forwarded)
            return share;
        if (const auto outcome = blockedShare(m_exchange, *m_plan.dialer, backend)) {
            share.outcome = *outcome;
            share.reason = *outcome == Outcome::Refused ? kDroppedByPolicy : "NotModelled";
        }
        return share;
    }

    void followMesh(const MeshEntry& entry) {
        const Request& request = *m_plan.request;
        const RequestFacts facts = factsOf(request, m_exchange.options().choices.pathNormalisation);
        if (entry.connection) {
            nameConnection(m_exchange, *entry.connection);
            followConnection(facts, *entry.connection);
        } else if (infoOf(request.scheme).encrypted || !carriesHttp(request.protocol)) {
            m_exchange.unknown(
                "what a mesh does with a stream that is not HTTP where HTTP routes stand");
        } else {
            followRequest(facts, entry.scope);
        }
    }

    /// Whole connections: nothing of them is looked at, each draws one backend.
    void followConnection(const RequestFacts& facts, const ConnectionEntry& entry) {
        const model::Object& route = m_exchange.world().object(entry.route);
        const auto& rules = model::connectionRoute(route)->rules;
        m_plan.filtered = unfiltered(*m_plan.request, facts);
        m_plan.connection = true;
        m_plan.place.route = &route;
        m_field = "spec.rules[0]";
        if (!rules.empty())
            m_plan.backends = planBackends(m_exchange, entry.route, 0);
        split(rules.empty() ? model::kNoNode : rules.front().node);
    }

    void followRule(const RequestFacts& facts, const RouteHit& hit) {
        const model::ObjectId id = m_exchange.table().objectOf(m_exchange.table().routeOf(hit));
        const model::Object& route = m_exchange.world().object(id);
        const auto& rule = model::requestRoute(route)->rules[hit.record->rule];
        m_plan.filtered = unfiltered(*m_plan.request, facts);
        if (route.kind == "GRPCRoute" && m_plan.request->protocol != Protocol::Grpc)
            tellNoCall(route, rule.node);
        const auto& states = m_exchange.control().route(id)->rulesFor(m_exchange.frontend.valid());
        stand(route, rule, *hit.record, states[hit.record->rule]);
        if (!applyFilters(m_exchange, m_plan.place, m_plan.filtered))
            return;
        m_plan.session = sessionOf(route, hit.record->rule, m_exchange.options());
        m_plan.backends = planBackends(m_exchange, id, hit.record->rule);
        m_plan.attempts = attemptRules(rule, m_exchange.options());
        tellNoLimits(rule);
        split(rule.node);
        followBackendSessions(rule);
    }

    /// grpcroute.not-grpc: nothing says what such a request gets; most data planes let it through.
    void tellNoCall(const model::Object& route, model::NodeId rule) {
        m_exchange.say.step([&] {
            return stepAbout(route, Stage::Match, Verdict::Info, "grpcroute.not-grpc",
                             "the request is no gRPC call; what a GRPCRoute does with it is up to "
                             "the implementation, here it is passed on",
                             "spec.rules", rule);
        });
    }

    /// Where the filters of the rule stand.
    void stand(const model::Object& route, const model::HTTPRouteRule& rule,
               const MatchRecord& record, const RuleState& state) {
        FilterPlace& place = m_plan.place;
        m_field = fmt::format("spec.rules[{}]", record.rule);
        place.route = &route;
        place.field = m_field + ".filters";
        place.filters = rule.filters;
        place.backends = state.filters;
        const bool prefix =
            record.match < rule.matches.size() &&
            rule.matches[record.match].path.type == model::HTTPPathMatch::Type::PathPrefix;
        place.matchedPrefix = prefix ? rule.matches[record.match].path.value : "/";
        place.listenerPort = m_exchange.listener.valid() ? m_exchange.listenerState().spec->port
                                                         : m_plan.request->listenerPort();
        place.encrypted = infoOf(m_plan.request->scheme).encrypted;
    }

    /// timeout.zero: what looks like the shortest limit is none.
    void tellNoLimits(const model::HTTPRouteRule& rule) {
        const auto tell = [&](const std::optional<model::Milliseconds>& timeout, const char* name) {
            if (!timeout || *timeout != 0)
                return;
            m_exchange.say.step([&] {
                return stepAbout(*m_plan.place.route, Stage::Backend, Verdict::Info, "timeout.zero",
                                 "a timeout of zero is no limit",
                                 fmt::format("{}.timeouts.{}", m_field, name), rule.timeouts->node);
            });
        };
        if (rule.timeouts) {
            tell(rule.timeouts->request, "request");
            tell(rule.timeouts->backendRequest, "backendRequest");
        }
    }

    /// Sessions that policies on the backends keep; what the rule says goes before (xbtp.session).
    void followBackendSessions(const model::HTTPRouteRule& rule) {
        for (const BackendPlan& backend : m_plan.backends) {
            const model::XBackendTrafficPolicy* policy =
                backend.traffic ? backend.traffic->spec : nullptr;
            if (!policy || !policy->sessionPersistence)
                continue;
            const bool overridden = rule.sessionPersistence.has_value();
            const bool token = !overridden && carriesToken(*policy->sessionPersistence);
            m_exchange.say.step([&] {
                return stepAbout(
                    m_exchange.world().object(backend.traffic->policy), Stage::Backend,
                    Verdict::Info, overridden ? "session.precedence" : "xbtp.session",
                    overridden ? "the session of the rule goes before that of the policy"
                    : token    ? "the request carries the token of a session with this backend"
                               : "the backend keeps sessions; this request starts one",
                    "spec.sessionPersistence", policy->sessionPersistence->node);
            });
            if (!token)
                continue;
            m_exchange.unknown(fmt::format("the endpoint that session {} of {} {}/{} was given",
                                           *policy->sessionPersistence->sessionName,
                                           backend.backend.kind, backend.backend.namespace_,
                                           backend.backend.name));
            m_plan.settled = true;
            return;
        }
    }

    [[nodiscard]] bool carriesToken(const model::SessionPersistence& session) const {
        if (!session.sessionName)
            return false;  // a generated name is in no request that a person wrote
        if (session.type == model::SessionPersistence::Type::Header)
            return headerValue(m_plan.request->headers, *session.sessionName).has_value();
        const auto cookies = headerValue(m_plan.request->headers, "Cookie");
        return cookies &&
               ("; " + *cookies).find("; " + *session.sessionName + "=") != std::string::npos;
    }

    void split(model::NodeId rule) {
        nameDialer();
        for (const BackendPlan& backend : m_plan.backends) {
            m_plan.weights.push_back(backend.ref->weight);
            m_exchange.decision.shares.push_back(shareBehindPolicies(backend));
        }
        if (m_plan.session)
            m_plan.resumed = resumeSession(m_exchange, *m_plan.session, m_plan.backends);
        tellShares(m_exchange, *m_plan.place.route, m_field + ".backendRefs", m_plan.backends);
        if (m_plan.backends.empty())
            failAll(rule, "NoBackendRefs", "backendref.none-500", "the rule has no backendRefs");
        else if (!m_plan.resumed && !weightedPick(m_plan.weights, 0))
            failAll(rule, "AllWeightsZero", "backendref.weight.all-zero",
                    "the weights of all backendRefs are 0");
        else
            m_plan.settled = false;
    }

    void failAll(model::NodeId rule, std::string_view reason, std::string_view id,
                 std::string_view because) {
        m_exchange.say.step([&] {
            return stepAbout(*m_plan.place.route, Stage::Backend, Verdict::Rejected, id,
                             fmt::format("{}, so {}", because,
                                         m_plan.connection ? "connections are closed"
                                                           : "requests are answered 500"),
                             m_field + ".backendRefs", rule);
        });
        if (m_plan.connection) {
            m_exchange.closeConnection(reason);
            return;
        }
        m_exchange.failBackend(500, reason);
        m_exchange.decision.responseHeaders = m_plan.filtered.answered({});
    }

    RequestPlan& m_plan;
    Exchange m_exchange;
    std::string m_field;  // "spec.rules[2]"
};

}  // namespace

RequestPlan planRequest(const Simulation& simulation, const Request& request, Narration& say) {
    RequestPlan plan;
    plan.simulation = &simulation;
    plan.request = &request;
    Planner(plan, say).run();
    return plan;
}

Draw drawFor(const RequestPlan& plan, std::uint64_t seed, std::uint64_t index) {
    Draw draw;
    if (plan.settled)
        return draw;
    draw.backend =
        plan.resumed
            ? *plan.resumed
            : weightedPick(plan.weights, drawn(seed, index, Purpose::Backend)).value_or(UINT32_MAX);
    const std::size_t endpoints = endpointCount(plan.backends[draw.backend]);
    draw.endpoint =
        static_cast<std::uint32_t>(below(drawn(seed, index, Purpose::Endpoint), endpoints));
    const auto& mirrors = plan.filtered.mirrors;
    for (std::size_t i = 0; i < std::min(mirrors.size(), kMostMirrors); ++i) {
        const auto bits = drawn(seed, index, Purpose::Mirror, i);
        const auto drawnPart =
            below(bits, static_cast<std::uint64_t>(mirrors[i].share.denominator));
        if (drawnPart < static_cast<std::uint64_t>(mirrors[i].share.numerator))
            draw.mirrors |= std::uint64_t{1} << i;
    }
    return draw;
}

}  // namespace gatesight::simulator
