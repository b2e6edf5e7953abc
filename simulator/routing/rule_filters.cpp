#include "simulator/routing/rule_filters.h"

#include "model/text/text.h"
#include "simulator/choice_note.h"
#include "simulator/routing/external_auth.h"
#include "simulator/routing/header_modifier.h"
#include "simulator/routing/header_name.h"
#include "simulator/routing/path_prefix.h"
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

    /// What became of each header: one row an entry, with the rule of what was done to it.
    void compareHeaders(const model::HTTPHeaderFilter& filter, const HeaderList& before,
                        Step& result) const {
        std::vector<std::string_view> elsewhere;
        const auto compare = [&](const std::string& name, std::string_view action, bool again) {
            const auto same = [&](std::string_view other) { return sameName(other, name); };
            const bool isHost = sameName(name, "Host");
            const auto old = headerValue(before, name), now = headerValue(m_request.headers, name);
            const std::string_view rule = isHost  ? "filter.header.host"
                                          : again ? "filter.header.duplicate-name"
                                          : std::ranges::any_of(elsewhere, same)
                                              ? "filter.header.one-action-per-name"
                                              : action;
            result.compared.push_back({fmt::format("header {}", name),
                                       isHost  ? "not changed by header filters"
                                       : again ? "(ignored)"
                                               : shown(now),
                                       isHost ? "" : shown(old), false, std::string(rule)});
        };
        for (const std::string& name : filter.remove)
            compare(name, "filter.header.remove", false);
        elsewhere.assign(filter.remove.begin(), filter.remove.end());
        const auto compareList = [&](const std::vector<model::HTTPHeader>& list,
                                     std::string_view action) {
            for (auto header = list.begin(); header != list.end(); ++header)
                compare(header->name, action,
                        std::any_of(list.begin(), header, [&](const model::HTTPHeader& earlier) {
                            return sameName(earlier.name, header->name);
                        }));
            for (const model::HTTPHeader& header : list)
                elsewhere.push_back(header.name);
        };
        compareList(filter.set, "filter.header.set");
        compareList(filter.add, "filter.header.add");
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
        m_request.path =
            modifiedPath(filter.path, m_request.path, m_place.matchedPrefix, rootPrefix());
        m_exchange.say.step([&] {
            Step result = step(Verdict::Applied,
                               filter.path ? "filter.rewrite.path" : "filter.rewrite.hostname",
                               "rewrites the request" + rootNote(filter.path, path));
            if (filter.hostname)
                result.compared.push_back(
                    {"host", m_request.host, host, false, "filter.rewrite.hostname"});
            if (filter.path)
                result.compared.push_back(
                    {"path", m_request.path, path, false, replacementRule(*filter.path, path)});
            if (filter.path && m_request.query)
                result.compared.push_back({"query", *m_request.query, *m_request.query, false,
                                           "filter.rewrite.query-kept"});
            return result;
        });
        return true;
    }

    [[nodiscard]] SpecChoices::RootPrefix rootPrefix() const {
        return m_exchange.options().choices.rootPrefix;
    }

    /// Where the prefix / of the path / is replaced; else empty.
    [[nodiscard]] std::string rootNote(const std::optional<model::HTTPPathModifier>& modifier,
                                       std::string_view path) const {
        const bool root = modifier &&
                          modifier->type == model::HTTPPathModifier::Type::ReplacePrefixMatch &&
                          path == "/" && comparedPrefix(m_place.matchedPrefix).empty();
        return root ? note("root-prefix") : std::string();
    }

    [[nodiscard]] std::string note(std::string_view choice) const {
        return choiceNote(m_exchange.options().choices, choice);
    }

    /// The row of the rule's table (RULES 6.4) that a path falls under.
    [[nodiscard]] std::string replacementRule(const model::HTTPPathModifier& modifier,
                                              std::string_view path) const {
        if (modifier.type == model::HTTPPathModifier::Type::ReplaceFullPath)
            return "filter.path.replace-full";
        const std::string_view prefix = comparedPrefix(m_place.matchedPrefix);
        if (path == prefix || (prefix.empty() && path == "/"))
            return "filter.path.replace-prefix.exact-hit";
        if (path.size() == prefix.size() + 1)
            return "filter.path.replace-prefix.request-trailing-slash";
        if (modifier.value.empty())
            return "filter.path.replace-prefix.empty-value";
        return modifier.value.ends_with('/') ? "filter.path.replace-prefix.trailing-slash-of-value"
                                             : "filter.path.replace-prefix";
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
        decision.redirect = redirectTo(filter, input, rootPrefix());
        m_exchange.respond(decision.redirect->status, "Redirected");
        decision.outcome = Outcome::Redirected;
        decision.responseHeaders = m_request.answered({{"Location", decision.redirect->location}});
        m_exchange.say.step([&] {
            Step result = step(Verdict::Applied, "filter.redirect.answers",
                               fmt::format("answers {} to {}{}", decision.redirect->status,
                                           decision.redirect->location,
                                           rootNote(filter.path, m_request.path)));
            addRedirectParts(filter, *decision.redirect, result);
            return result;
        });
        return false;
    }

    /// Where each part of the Location comes from.
    void addRedirectParts(const model::RequestRedirect& filter, const Redirect& redirect,
                          Step& result) const {
        const auto add = [&](const char* part, std::string value, std::string rule) {
            result.compared.push_back({part, std::move(value), "", false, std::move(rule)});
        };
        add("status", fmt::format("{}", redirect.status), "filter.redirect.status");
        add("scheme", redirect.scheme, "filter.redirect.scheme");
        add("host", redirect.host,
            !filter.hostname && redirect.host != m_request.host
                ? "filter.redirect.hostname-drops-port"
                : "filter.redirect.hostname");
        add("port", fmt::format("{}", redirect.port), portRule(filter));
        if (omitsPort(redirect))
            add("port in Location", "(left out)", "filter.redirect.port.omit-well-known");
        add("path", redirect.path, pathRule(filter));
        if (m_request.query)
            add("query", *m_request.query, "filter.redirect.query");
    }

    [[nodiscard]] static std::string pathRule(const model::RequestRedirect& filter) {
        if (!filter.path)
            return "filter.redirect.path.unset";
        return filter.path->type == model::HTTPPathModifier::Type::ReplaceFullPath
                   ? "filter.redirect.path.full"
                   : "filter.redirect.path.prefix";
    }

    [[nodiscard]] static std::string portRule(const model::RequestRedirect& filter) {
        return filter.port     ? "filter.redirect.port.explicit"
               : filter.scheme ? "filter.redirect.port.from-scheme"
                               : "filter.redirect.port.from-listener";
    }

    bool apply(const model::RequestMirror& filter) {
        const BackendState* state = backend();
        const XBackendState* outside =
            state ? m_exchange.control().xBackend(state->target) : nullptr;
        const std::string why =
            state && !state->ok() ? state->message : outside ? outside->unusable : std::string();
        if (!why.empty()) {
            m_exchange.say.step([&] {
                return step(Verdict::Rejected, "filter.mirror.bad-ref",
                            fmt::format("nothing is mirrored: {}", why));
            });
            return true;
        }
        PlannedMirror mirror{
            decidedBackend(filter.backendRef, m_place.route->metadata.namespace_,
                           m_exchange.world(), state ? state->target : model::ObjectId()),
            {1, 1}};
        if (state && state->target.valid())
            findMirror(*state, mirror);
        if (filter.fraction)
            mirror.share =
                exactShare(std::min(filter.fraction->numerator, filter.fraction->denominator),
                           filter.fraction->denominator);
        if (state && !encryptMirror(*state, mirror))
            return true;
        m_exchange.say.step([&] {
            Step result = step(Verdict::Applied, mirrorRule(filter, mirror),
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

    void findMirror(const BackendState& state, PlannedMirror& mirror) const {
        const auto* service =
            std::get_if<model::Service>(&m_exchange.world().object(state.target).resource);
        if (!service || state.port >= service->ports.size())
            return;
        mirror.endpoints =
            m_exchange.simulation.delivery->readyEndpoints(state.target, state.port).size();
    }

    [[nodiscard]] static std::string_view mirrorRule(const model::RequestMirror& filter,
                                                     const PlannedMirror& mirror) {
        return mirror.share.numerator == 0 ? "filter.mirror.zero"
               : filter.fraction           ? "filter.mirror.percent"
                                           : "filter.mirror.response-ignored";
    }

    /// Copies are spoken to in TLS like requests. Returns false when the policy cannot be kept.
    bool encryptMirror(const BackendState& state, PlannedMirror& mirror) {
        const auto* service =
            std::get_if<model::Service>(&m_exchange.world().object(state.target).resource);
        const BackendTlsState* policy =
            service && m_exchange.gateway.valid()
                ? m_exchange.control().backendTls(state.target, service->ports[state.port].name)
                : nullptr;
        if (!policy)
            return true;
        const bool usable = policy->unusable.empty();
        m_exchange.say.step([&] {
            return step(usable ? Verdict::Applied : Verdict::Rejected,
                        usable ? "btp.union" : "backendref.tls-policy-unmet",
                        usable ? fmt::format("the copy is sent in TLS with SNI {}",
                                             policy->spec->hostname)
                               : fmt::format("nothing is mirrored: {}", policy->unusable));
        });
        if (usable)
            mirror.tls = policy;
        return usable;
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
        const std::string_view rule =
            verdict.withheld        ? "filter.cors.credentialed-without-allow"
            : verdict.preflight     ? "filter.cors.preflight"
            : verdict.originAllowed ? "filter.cors.actual-request"
                                    : "filter.cors.origin-no-match";
        Step result = step(verdict.originAllowed ? Verdict::Applied : Verdict::Rejected, rule,
                           std::move(message));
        result.compared.push_back({"Origin", verdict.origin,
                                   fmt::format("{}", fmt::join(filter.allowOrigins, ", ")), true,
                                   std::string(verdict.originRule)});
        for (const auto& [name, value] : verdict.headers)
            result.compared.push_back({name, value, "", false, std::string(corsHeaderRule(name))});
        if (m_exchange.options().choices.corsCredentials == SpecChoices::CorsCredentials::Request)
            result.compared.push_back({"credentials", "of the request" + note("cors-credentials"), "",
                                       false, "diff.cors-credentials"});
        return result;
    }

    bool apply(const model::ExternalAuth& filter) {
        const DecidedBackend service =
            decidedBackend(filter.backendRef, m_place.route->metadata.namespace_);
        const std::string name = fmt::format("{}/{}", service.namespace_, service.name);
        const BackendState* state = backend();
        if (state && !(state->ok() && hasEndpoints(*state))) {
            m_exchange.say.step([&] {
                return step(
                    Verdict::Rejected, "filter.extauth.fail-closed",
                    fmt::format("the auth service {} cannot be asked, so the request is refused",
                                name));
            });
            return m_exchange.respond(403, "ExternalAuthUnavailable");
        }
        return ask(filter, name) && obey(filter, name);
    }

    /// What the auth service gets to see. Returns false when the client's body is too large for it.
    bool ask(const model::ExternalAuth& filter, const std::string& name) {
        const bool http = filter.protocol == model::ExternalAuth::Protocol::HTTP;
        const AuthQuestion question =
            authQuestion(filter, m_request, m_exchange.request.bodyBytes,
                         m_exchange.options().choices.extAuthBody);
        m_exchange.say.step([&] {
            Step result = step(Verdict::Info, http ? "filter.extauth.http" : "filter.extauth.grpc",
                               fmt::format("asks {} by {}", name, http ? "HTTP" : "ext_authz"));
            describeQuestion(filter, question, result);
            return result;
        });
        const bool tooLarge = filter.forwardBodyMaxSize > 0 &&
                              m_exchange.request.bodyBytes >
                                  static_cast<std::uint64_t>(filter.forwardBodyMaxSize);
        if (tooLarge)
            m_exchange.say.step([&] {
                return step(question.tooLarge ? Verdict::Rejected : Verdict::Info,
                            "diff.extauth-body",
                            fmt::format("the body has {} bytes, more than the {} that are sent on; "
                                        "{}{}",
                                        m_exchange.request.bodyBytes, filter.forwardBodyMaxSize,
                                        question.tooLarge ? "the request is refused"
                                                          : "the rest is cut off",
                                        note("ext-auth-body")));
            });
        return !question.tooLarge || m_exchange.respond(413, "ExternalAuthBodyTooLarge");
    }

    /// What its answer does.
    bool obey(const model::ExternalAuth& filter, const std::string& name) {
        const AuthBehavior& auth = m_exchange.request.auth;
        if (!auth.status) {
            m_exchange.say.step([&] {
                return step(
                    Verdict::Info, "filter.extauth.gate",
                    fmt::format("the request waits for {}, whose answer is not known", name));
            });
            return m_exchange.unknown(fmt::format("external auth service {}'s answer", name));
        }
        if (*auth.status != 200) {
            m_exchange.say.step([&] {
                return step(Verdict::Rejected, "filter.extauth.gate",
                            fmt::format("{} answers {}, and nothing but 200 lets a request go on",
                                        name, *auth.status));
            });
            // A refusal that looks like success would be none.
            return m_exchange.respond(*auth.status < 300 ? 403 : *auth.status,
                                      "ExternalAuthDenied");
        }
        const HeaderList taken = takeAuthHeaders(filter, auth.responseHeaders, m_request.headers);
        m_exchange.say.step([&] {
            Step result = step(Verdict::Applied, "filter.extauth.gate",
                               fmt::format("{} answers 200, so the request goes on", name));
            for (const auto& [header, value] : taken)
                result.compared.push_back({fmt::format("header {}", header), value, "", false,
                                           "filter.extauth.http.headers-back"});
            return result;
        });
        return true;
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

DecidedBackend decidedBackend(const model::BackendObjectReference& ref,
                              std::string_view routeNamespace, const model::World& world,
                              model::ObjectId target) {
    DecidedBackend result = decidedBackend(ref, routeNamespace);
    const auto* outside = target.valid()
                              ? std::get_if<model::XBackend>(&world.object(target).resource)
                              : nullptr;
    if (outside)
        result.port = outside->port;
    return result;
}

}  // namespace gatesight::simulator
