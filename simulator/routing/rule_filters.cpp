#include "simulator/routing/rule_filters.h"

#include "model/text/text.h"
#include "simulator/routing/header_modifier.h"
#include "simulator/routing/header_name.h"
#include "simulator/routing/redirect.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// Longest header value that a step repeats.
constexpr std::size_t kLongestHeader = 200;

std::string shown(const std::optional<std::string>& value) {
    if (!value)
        return "(absent)";
    return model::shortened(*value, kLongestHeader);
}

/// Applies one list of filters; one function for each type.
class FilterRun {
public:
    FilterRun(Exchange& exchange, const FilterPlace& place, FilteredRequest& request)
        : m_exchange(exchange), m_place(place), m_request(request) {}

    bool run() {
        for (m_index = 0; m_index < m_place.filters.size(); ++m_index) {
            const bool goesOn = std::visit([this](const auto& filter) { return apply(filter); },
                                           m_place.filters[m_index].config);
            if (!goesOn)
                return false;
        }
        return true;
    }

private:
    [[nodiscard]] Step step(Verdict verdict, std::string_view rule, std::string message) const {
        return stepAbout(*m_place.route, Stage::Filter, verdict, rule, std::move(message),
                         fmt::format("{}[{}]", m_place.field, m_index),
                         m_place.filters[m_index].node);
    }

    /// The reference of the current filter; null when the control plane resolved none.
    [[nodiscard]] const BackendState* backend() const {
        const auto found =
            std::ranges::find(m_place.backends, m_index, &FilterBackendState::filter);
        return found == m_place.backends.end() ? nullptr : &found->backend;
    }

    bool apply(const model::UnknownFilter& filter) {
        m_exchange.say.step([&] {
            return step(Verdict::Rejected, "filter.unknown-not-skipped",
                        fmt::format("filters of type {} are not known, and must not be skipped",
                                    filter.type));
        });
        return m_exchange.respond(500, "UnknownFilter");
    }

    bool apply(const model::ExtensionRef& filter) {
        m_exchange.say.step([&] {
            return step(
                Verdict::Rejected, "filter.unknown-not-skipped",
                fmt::format("nothing here implements {} {}, and the filter must not be skipped",
                            filter.kind, filter.name));
        });
        return m_exchange.respond(500, "UnresolvedExtensionRef");
    }

    bool apply(const model::RequestHeaderModifier& filter) {
        const HeaderList before = m_exchange.say.listens() ? m_request.headers : HeaderList();
        simulator::apply(filter, m_request.headers);
        // The Host header stands apart; by a header filter it does not change (filter.header.host).
        removeHeader(m_request.headers, "Host");
        m_exchange.say.step([&] {
            Step result =
                step(Verdict::Applied, "filter.header.request-core", "changes request headers");
            compareHeaders(filter, before, result);
            return result;
        });
        return true;
    }

    void compareHeaders(const model::HTTPHeaderFilter& filter, const HeaderList& before,
                        Step& result) const {
        const auto compare = [&](const std::string& name) {
            const bool isHost = sameName(name, "Host");
            const auto old = headerValue(before, name), now = headerValue(m_request.headers, name);
            result.compared.push_back({fmt::format("header {}", name),
                                       isHost ? "not changed by header filters" : shown(now),
                                       isHost ? "" : shown(old)});
        };
        for (const std::string& name : filter.remove)
            compare(name);
        for (const auto* list : {&filter.set, &filter.add}) {
            for (const model::HTTPHeader& header : *list)
                compare(header.name);
        }
    }

    bool apply(const model::ResponseHeaderModifier& filter) {
        m_request.responseModifiers.push_back(&filter);
        m_exchange.say.step([&] {
            return step(Verdict::Applied, "filter.header.response",
                        "will change the headers of the answer");
        });
        return true;
    }

    bool apply(const model::URLRewrite& filter) {
        const std::string host = m_request.host, path = m_request.path;
        if (filter.hostname)
            m_request.host = *filter.hostname;
        m_request.path = modifiedPath(filter.path, m_request.path, m_place.matchedPrefix);
        m_exchange.say.step([&] {
            Step result = step(Verdict::Applied,
                               filter.path ? "filter.rewrite.path" : "filter.rewrite.hostname",
                               "rewrites the request");
            if (filter.hostname)
                result.compared.push_back({"host", m_request.host, host});
            if (filter.path)
                result.compared.push_back({"path", m_request.path, path});
            return result;
        });
        return true;
    }

    bool apply(const model::RequestRedirect& filter) {
        RedirectInput input;
        input.scheme = m_place.encrypted ? "https" : "http";
        input.authority = m_request.host;
        input.path = m_request.path;
        input.query = &m_request.query;
        input.listenerPort = m_place.listenerPort;
        input.matchedPrefix = m_place.matchedPrefix;
        Decision& decision = m_exchange.decision;
        decision.redirect = redirectTo(filter, input);
        m_exchange.respond(decision.redirect->status, "Redirected");
        decision.outcome = Outcome::Redirected;
        decision.responseHeaders = m_request.answered({{"Location", decision.redirect->location}});
        m_exchange.say.step([&] {
            Step result = step(Verdict::Applied, "filter.redirect.answers",
                               fmt::format("answers {} to {}", decision.redirect->status,
                                           decision.redirect->location));
            result.compared.push_back(
                {"port", fmt::format("{}", decision.redirect->port), portRule(filter)});
            return result;
        });
        return false;
    }

    [[nodiscard]] static std::string portRule(const model::RequestRedirect& filter) {
        return filter.port     ? "filter.redirect.port.explicit"
               : filter.scheme ? "filter.redirect.port.from-scheme"
                               : "filter.redirect.port.from-listener";
    }

    bool apply(const model::RequestMirror& filter) {
        const BackendState* state = backend();
        if (state && !state->ok()) {
            m_exchange.say.step([&] {
                return step(Verdict::Rejected, "filter.mirror.bad-ref",
                            fmt::format("nothing is mirrored: {}", state->message));
            });
            return true;
        }
        PlannedMirror mirror{decidedBackend(filter.backendRef, m_place.route->metadata.namespace_),
                             {1, 1}};
        if (filter.fraction)
            mirror.share =
                exactShare(std::min(filter.fraction->numerator, filter.fraction->denominator),
                           filter.fraction->denominator);
        m_exchange.say.step([&] {
            Step result =
                step(Verdict::Applied,
                     filter.fraction ? "filter.mirror.percent" : "filter.mirror.response-ignored",
                     fmt::format("copies requests to {}/{}", mirror.backend.namespace_,
                                 mirror.backend.name));
            result.compared.push_back(
                {"share", fmt::format("{}/{}", mirror.share.numerator, mirror.share.denominator),
                 "of all requests"});
            return result;
        });
        m_request.mirrors.push_back(std::move(mirror));
        return true;
    }

    bool apply(const model::CORS& filter) {
        const auto verdict = judgeCors(filter, m_request.method, m_request.headers,
                                       m_exchange.options().choices.corsCredentials);
        if (!verdict) {
            m_exchange.say.step([&] {
                return step(Verdict::Passed, "filter.cors.no-origin",
                            "without Origin this is no CORS request");
            });
            return true;
        }
        m_request.cors = verdict;
        m_exchange.say.step([&] { return corsStep(filter, *verdict); });
        if (!verdict->preflight)
            return true;
        m_exchange.respond(204, "CORSPreflight");
        m_exchange.decision.responseHeaders = m_request.answered({});
        return false;
    }

    [[nodiscard]] Step corsStep(const model::CORS& filter, const CorsVerdict& verdict) const {
        std::string message =
            verdict.originAllowed ? "the origin is allowed" : "the origin is not allowed";
        if (verdict.preflight)
            message = fmt::format("answers the preflight: {}", message);
        if (!verdict.browserRefuses.empty())
            message +=
                fmt::format("; a browser will not send the request, as {}", verdict.browserRefuses);
        const std::string_view rule = verdict.preflight       ? "filter.cors.preflight"
                                      : verdict.originAllowed ? "filter.cors.actual-request"
                                                              : "filter.cors.origin-no-match";
        Step result = step(verdict.originAllowed ? Verdict::Applied : Verdict::Rejected, rule,
                           std::move(message));
        result.compared.push_back({"Origin", verdict.origin,
                                   fmt::format("{}", fmt::join(filter.allowOrigins, ", ")), true});
        return result;
    }

    bool apply(const model::ExternalAuth& filter) {
        const DecidedBackend service =
            decidedBackend(filter.backendRef, m_place.route->metadata.namespace_);
        const BackendState* state = backend();
        const bool reachable = !state || (state->ok() && hasEndpoints(*state));
        m_exchange.say.step([&] {
            return step(
                reachable ? Verdict::Info : Verdict::Rejected,
                reachable ? "filter.extauth.gate" : "filter.extauth.fail-closed",
                reachable ? fmt::format("asks {}/{}, whose answer is not known", service.namespace_,
                                        service.name)
                          : fmt::format(
                                "the auth service {}/{} cannot be asked, so the request is refused",
                                service.namespace_, service.name));
        });
        if (!reachable)
            return m_exchange.respond(403, "ExternalAuthUnavailable");
        return m_exchange.unknown(
            fmt::format("external auth service {}/{}'s answer", service.namespace_, service.name));
    }

    [[nodiscard]] bool hasEndpoints(const BackendState& state) const {
        return !state.target.valid() ||
               !m_exchange.simulation.delivery->readyEndpoints(state.target, state.port).empty();
    }

    Exchange& m_exchange;
    const FilterPlace& m_place;
    FilteredRequest& m_request;
    std::size_t m_index = 0;
};

}  // namespace

HeaderList FilteredRequest::answered(HeaderList answer) const {
    if (cors)
        applyCors(*cors, answer);
    for (const model::HTTPHeaderFilter* filter : responseModifiers)
        apply(*filter, answer);
    return answer;
}

FilteredRequest unfiltered(const Request& request, const RequestFacts& facts) {
    FilteredRequest result;
    result.method = request.method;
    result.host = request.authority();
    result.path = facts.path();
    result.query = request.query;
    result.headers = request.headers;
    removeHeader(result.headers, "Host");
    return result;
}

DecidedBackend decidedBackend(const model::BackendObjectReference& ref,
                              std::string_view routeNamespace) {
    DecidedBackend backend;
    backend.kind = ref.kind;
    backend.namespace_ = ref.namespace_.value_or(std::string(routeNamespace));
    backend.name = ref.name;
    backend.port = ref.port;
    return backend;
}

bool applyFilters(Exchange& exchange, const FilterPlace& place, FilteredRequest& request) {
    return FilterRun(exchange, place, request).run();
}

}  // namespace gatesight::simulator
