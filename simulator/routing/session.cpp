// A token reads "scope~namespace/service:port~address:port". Gateways hide what theirs mean; this
// one is to be read, and is only good for the rule that gave it.
#include "simulator/routing/session.h"

#include "model/text/text.h"
#include "simulator/routing/header_modifier.h"
#include "simulator/routing/header_name.h"
#include "simulator/routing/session_scope.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

using SessionType = model::SessionPersistence::Type;

struct SessionToken {
    std::string scope, backend, endpoint;
};

std::string tokenText(const SessionToken& token) {
    return fmt::format("{}~{}~{}", token.scope, token.backend, token.endpoint);
}

/// Nothing for a text that no Gateway here gave.
std::optional<SessionToken> tokenOf(const std::string& text) {
    const std::size_t first = text.find('~');
    const std::size_t second = first == std::string::npos ? first : text.find('~', first + 1);
    if (second == std::string::npos)
        return std::nullopt;
    return SessionToken{text.substr(0, first), text.substr(first + 1, second - first - 1),
                 text.substr(second + 1)};
}

std::string nameOf(const DecidedBackend& backend) {
    return fmt::format("{}/{}:{}", backend.namespace_, backend.name, backend.port.value_or(0));
}

std::optional<std::string> cookieIn(const HeaderList& headers, std::string_view name) {
    for (const auto& [header, value] : headers) {
        if (!sameName(header, "Cookie"))
            continue;
        for (std::size_t at = 0; at <= value.size();) {
            const std::size_t end = std::min(value.find(';', at), value.size());
            const std::string_view pair =
                model::trimmed(std::string_view(value).substr(at, end - at));
            if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
                return std::string(pair.substr(name.size() + 1));
            at = end + 1;
        }
    }
    return std::nullopt;
}

std::optional<std::string> tokenIn(const RuleSession& session, const HeaderList& headers) {
    return session.persistence->type == SessionType::Header ? headerValue(headers, session.name)
                                                     : cookieIn(headers, session.name);
}

std::string setCookie(const RuleSession& session, const std::string& token) {
    std::string cookie =
        fmt::format("{}={}; Path={}", session.name, token, session.persistence->cookiePath);
    if (session.permanent && session.persistence->absoluteTimeout)
        cookie += fmt::format("; Max-Age={}", *session.persistence->absoluteTimeout / 1000);
    return cookie;
}

Step sessionStep(const RuleSession& session, Verdict verdict, std::string_view rule,
                 std::string message) {
    return stepAbout(*session.route, Stage::Backend, verdict, rule, std::move(message),
                     session.field, session.persistence->node);
}

/// Looks for the place that a token names, and leaves only that to draw.
class Resumption {
public:
    Resumption(Exchange& exchange, const RuleSession& session, std::span<BackendPlan> backends)
        : m_exchange(exchange), m_session(session), m_backends(backends) {}

    [[nodiscard]] std::optional<std::uint32_t> run() {
        const auto text = tokenIn(m_session, m_exchange.request.headers);
        if (!text) {
            tell(Verdict::Info, "session.first-by-weight",
                 "the rule keeps sessions; this request starts one, so the weights decide");
            return std::nullopt;
        }
        const auto token = tokenOf(*text);
        if (!token || token->scope != m_session.scope) {
            tell(Verdict::Rejected, "session.scope.rule",
                 fmt::format("{} {} is no token that this rule gave, so the weights decide and a "
                             "session starts anew",
                             m_session.name, *text));
            return std::nullopt;
        }
        return isOver() ? std::nullopt : find(*token);
    }

private:
    void tell(Verdict verdict, std::string_view rule, std::string_view message) {
        m_exchange.say.step(
            [&] { return sessionStep(m_session, verdict, rule, std::string(message)); });
    }

    [[nodiscard]] bool isOver() {
        const auto& limit = m_session.persistence->absoluteTimeout;
        const auto age = m_exchange.request.sessionAgeMs;
        if (!limit || *limit <= 0 || age < static_cast<std::uint64_t>(*limit))
            return false;
        tell(Verdict::Rejected, "session.absolute-timeout",
             fmt::format("the session is {} ms old and was good for {} ms, so a new one starts",
                         age, *limit));
        return true;
    }

    [[nodiscard]] std::optional<std::uint32_t> find(const SessionToken& token) {
        for (std::uint32_t i = 0; i < m_backends.size(); ++i) {
            if (nameOf(m_backends[i].backend) != token.backend)
                continue;
            if (const auto endpoint = endpointOf(m_backends[i], token.endpoint)) {
                keepOnly(m_backends[i], *endpoint);
                return i;
            }
        }
        tell(Verdict::Rejected, "session.backend-gone",
             fmt::format("{} of {} is gone, so the weights decide and a session starts anew",
                         token.endpoint, token.backend));
        return std::nullopt;
    }

    [[nodiscard]] std::span<const EndpointTarget> endpointsOf(const BackendPlan& backend) const {
        if (!backend.service.valid())
            return {};
        return m_exchange.simulation.delivery->endpoints(backend.service, backend.port);
    }

    /// One that drains still serves the sessions it has.
    [[nodiscard]] std::optional<std::uint32_t> endpointOf(const BackendPlan& backend,
                                                          const std::string& address) const {
        const auto endpoints = endpointsOf(backend);
        const auto found = std::ranges::find_if(endpoints, [&](const EndpointTarget& endpoint) {
            return fmt::format("{}:{}", endpoint.ip, endpoint.port) == address;
        });
        if (found == endpoints.end() || !(found->ready || (found->serving && found->terminating)))
            return std::nullopt;
        return static_cast<std::uint32_t>(found - endpoints.begin());
    }

    void keepOnly(BackendPlan& backend, std::uint32_t endpoint) {
        backend.eligible = {endpoint};
        if (backend.reason == "NoReadyEndpoints") {
            backend.outcome = Outcome::Forwarded;
            backend.reason.clear();
            backend.status = 0;
        }
        const EndpointTarget& target = endpointsOf(backend)[endpoint];
        tell(Verdict::Chosen, "session.beats-weight",
             fmt::format("the session leads to {}:{} of {}, whatever the weights", target.ip,
                         target.port, nameOf(backend.backend)));
        if (!target.ready)
            tell(Verdict::Info, "session.backend-gone",
                 "the endpoint is draining, and serves the sessions that it has");
    }

    Exchange& m_exchange;
    const RuleSession& m_session;
    std::span<BackendPlan> m_backends;
};

}  // namespace

std::string sessionScope(std::string_view kind, std::string_view fullName, std::uint32_t rule) {
    return fmt::format("{:08x}", nameHash(fmt::format("{} {} {}", kind, fullName, rule)));
}

std::optional<RuleSession> sessionOf(const model::Object& route, std::uint32_t rule,
                                     const Options& options) {
    const model::HTTPRouteRule& written = model::requestRoute(route)->rules[rule];
    const std::string feature = route.kind + "SessionPersistence";
    if (!written.sessionPersistence || !options.supports(feature))
        return std::nullopt;
    RuleSession session;
    session.persistence = &*written.sessionPersistence;
    session.route = &route;
    session.field = fmt::format("spec.rules[{}].sessionPersistence", rule);
    session.scope = sessionScope(route.kind, route.fullName(), rule);
    const bool header = session.persistence->type == SessionType::Header;
    session.name = session.persistence->sessionName.value_or(
        fmt::format("{}session-{}", header ? "x-" : "", session.scope));
    session.permanent =
        session.persistence->permanentCookie &&
        options.supports("HTTPRouteSessionPersistenceCookieLifetimeTypePermanent");
    return session;
}

std::optional<std::uint32_t> resumeSession(Exchange& exchange, const RuleSession& session,
                                           std::span<BackendPlan> backends) {
    return Resumption(exchange, session, backends).run();
}

void beginSession(Exchange& exchange, const RuleSession& session, const DecidedBackend& backend,
                  const DecidedEndpoint& endpoint) {
    const std::string token =
        tokenText({session.scope, nameOf(backend), fmt::format("{}:{}", endpoint.ip, endpoint.port)});
    const bool header = session.persistence->type == SessionType::Header;
    std::string name = header ? session.name : "Set-Cookie";
    std::string value = header ? token : setCookie(session, token);
    exchange.say.step([&] {
        Step step = sessionStep(session, Verdict::Applied,
                                header ? "session.header" : "session.cookie",
                                "the answer gives the client the token of its session");
        step.stage = Stage::Response;
        step.compared.push_back({name, value, "", false, step.rule});
        if (!header)
            step.compared.push_back({"lifetime", session.permanent ? "Permanent" : "Session", "",
                                     false, "session.cookie.lifetime"});
        if (const auto& limit = session.persistence->absoluteTimeout)
            step.compared.push_back({"good for", fmt::format("{} ms", *limit), "", false,
                                     "session.absolute-timeout"});
        return step;
    });
    exchange.decision.responseHeaders.emplace_back(std::move(name), std::move(value));
}

}  // namespace gatesight::simulator
