#include "simulator/control/route/http_features.h"

#include "simulator/routing/pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace gatesight::simulator {
namespace {

constexpr std::string_view kRule = "route.accepted.unsupported-value";

/// A feature that is needed, and by what.
struct Need {
    std::string_view feature;
    std::string_view what;
};
using Needs = std::vector<Need>;

template <class... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};

void needsOfRedirect(const model::RequestRedirect& redirect, Needs& needs) {
    if (redirect.scheme)
        needs.push_back({"HTTPRouteSchemeRedirect", "a redirect to another scheme"});
    if (redirect.port)
        needs.push_back({"HTTPRoutePortRedirect", "a redirect to another port"});
    if (redirect.path)
        needs.push_back({"HTTPRoutePathRedirect", "a redirect to another path"});
    if (redirect.statusCode == 303)
        needs.push_back({"HTTPRoute303RedirectStatusCode", "redirect status 303"});
    if (redirect.statusCode == 307)
        needs.push_back({"HTTPRoute307RedirectStatusCode", "redirect status 307"});
    if (redirect.statusCode == 308)
        needs.push_back({"HTTPRoute308RedirectStatusCode", "redirect status 308"});
}

void needsOfExternalAuth(const model::ExternalAuth& auth, Needs& needs) {
    needs.push_back({"HTTPRouteExternalAuth", "filter ExternalAuth"});
    needs.push_back(auth.protocol == model::ExternalAuth::Protocol::HTTP
                        ? Need{"HTTPRouteExternalAuthHTTP", "external auth by HTTP"}
                        : Need{"HTTPRouteExternalAuthGRPC", "external auth by gRPC"});
    if (auth.forwardBodyMaxSize > 0)
        needs.push_back({"HTTPRouteExternalAuthForwardBody", "external auth with the body"});
}

void needsOfFilter(const model::HTTPRouteFilter& filter, Needs& needs) {
    std::visit(
        Overloaded{
            [&](const model::ResponseHeaderModifier&) {
                needs.push_back(
                    {"HTTPRouteResponseHeaderModification", "filter ResponseHeaderModifier"});
            },
            [&](const model::RequestRedirect& redirect) { needsOfRedirect(redirect, needs); },
            [&](const model::URLRewrite& rewrite) {
                if (rewrite.hostname)
                    needs.push_back({"HTTPRouteHostRewrite", "rewriting the host"});
                if (rewrite.path)
                    needs.push_back({"HTTPRoutePathRewrite", "rewriting the path"});
            },
            [&](const model::RequestMirror& mirror) {
                needs.push_back({"HTTPRouteRequestMirror", "filter RequestMirror"});
                if (mirror.fraction)
                    needs.push_back(
                        {"HTTPRouteRequestPercentageMirror", "mirroring a share of requests"});
            },
            [&](const model::CORS&) {
                needs.push_back({"HTTPRouteCORS", "filter CORS"});
            },
            [&](const model::ExternalAuth& auth) { needsOfExternalAuth(auth, needs); },
            [](const auto&) {}},
        filter.config);
}

/// Filters of a backendRef are features of their own (filter.backend-level-support).
void needsOfBackendFilter(const model::HTTPRouteFilter& filter, Needs& needs) {
    if (std::holds_alternative<model::RequestHeaderModifier>(filter.config))
        needs.push_back({"HTTPRouteBackendRequestHeaderModification",
                         "filter RequestHeaderModifier on a backendRef"});
    if (std::holds_alternative<model::URLRewrite>(filter.config))
        needs.push_back({"HTTPRouteBackendURLRewrite", "filter URLRewrite on a backendRef"});
    if (std::holds_alternative<model::RequestRedirect>(filter.config))
        needs.push_back(
            {"HTTPRouteBackendRequestRedirect", "filter RequestRedirect on a backendRef"});
}

std::optional<Fault> firstLacking(const Needs& needs, const Options& options, model::NodeId node) {
    const auto lacking = std::ranges::find_if(
        needs, [&](const Need& need) { return !options.supports(need.feature); });
    if (lacking == needs.end())
        return std::nullopt;
    return Fault{.reason = "UnsupportedValue",
                 .rule = kRule,
                 .message = fmt::format("{} is not supported: the controller lacks {}",
                                        lacking->what, lacking->feature),
                 .node = node};
}

std::optional<Fault> lackingForFilters(const std::vector<model::HTTPRouteFilter>& filters,
                                       bool onBackend, const Options& options) {
    for (const auto& filter : filters) {
        Needs needs;
        needsOfFilter(filter, needs);
        if (onBackend)
            needsOfBackendFilter(filter, needs);
        if (auto fault = firstLacking(needs, options, filter.node))
            return fault;
    }
    const auto mirrors = std::ranges::count_if(filters, [](const auto& filter) {
        return std::holds_alternative<model::RequestMirror>(filter.config);
    });
    if (mirrors > 1)
        return firstLacking({{"HTTPRouteRequestMultipleMirrors", "more than one mirror"}}, options,
                            filters.front().node);
    return std::nullopt;
}

std::optional<Fault> badExpression(const std::string& expression, std::string_view rule,
                                   model::NodeId node) {
    const Pattern pattern(expression);
    if (pattern.valid())
        return std::nullopt;
    return Fault{.reason = "UnsupportedValue",
                 .rule = rule,
                 .message = fmt::format("regular expression '{}' is not understood: {}", expression,
                                        pattern.error()),
                 .node = node};
}

std::optional<Fault> badExpressions(const std::vector<model::HTTPValueMatch>& values,
                                    std::string_view rule) {
    for (const auto& value : values) {
        if (value.type != model::HTTPValueMatch::Type::RegularExpression)
            continue;
        if (auto fault = badExpression(value.value, rule, value.node))
            return fault;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Fault> badPattern(const model::HTTPRouteRule& rule) {
    for (const auto& match : rule.matches) {
        if (match.path.type == model::HTTPPathMatch::Type::RegularExpression) {
            if (auto fault =
                    badExpression(match.path.value, "httproute.match.path.regex", match.path.node))
                return fault;
        }
        if (auto fault = badExpressions(match.headers, "httproute.match.header.regex"))
            return fault;
        if (auto fault = badExpressions(match.queryParams, "route.accepted.unsupported-value"))
            return fault;
    }
    return std::nullopt;
}

Faults ignoredParts(const model::HTTPRouteRule& rule, const Options& options) {
    Faults result;
    const auto check = [&](bool used, std::string_view feature, std::string_view id,
                           std::string_view what, model::NodeId node) {
        if (used && !options.supports(feature))
            result.push_back(
                {.reason = {},
                 .rule = id,
                 .message = fmt::format("{} has no effect: the controller lacks {}", what, feature),
                 .node = node});
    };
    if (rule.timeouts) {
        const auto node = rule.timeouts->node;
        check(rule.timeouts->request.has_value(), "HTTPRouteRequestTimeout", "timeout.request",
              "timeouts.request", node);
        check(rule.timeouts->backendRequest.has_value(), "HTTPRouteBackendTimeout",
              "timeout.backend-request", "timeouts.backendRequest", node);
    }
    if (rule.retry)
        check(true, "HTTPRouteRetry", "retry.codes", "retry", rule.retry->node);
    if (rule.sessionPersistence)
        check(true, "HTTPRouteSessionPersistence", "session.scope.rule", "sessionPersistence",
              rule.sessionPersistence->node);
    return result;
}

std::optional<Fault> unsupportedHttpPart(const model::HTTPRouteRule& rule, const Options& options) {
    if (options.without.empty())
        return std::nullopt;  // by far the usual case
    for (const auto& match : rule.matches) {
        Needs needs;
        if (!match.method.empty())
            needs.push_back({"HTTPRouteMethodMatching", "matching of methods"});
        if (!match.queryParams.empty())
            needs.push_back({"HTTPRouteQueryParamMatching", "matching of query parameters"});
        if (auto fault = firstLacking(needs, options, match.node))
            return fault;
    }
    if (auto fault = lackingForFilters(rule.filters, false, options))
        return fault;
    for (const auto& backend : rule.backendRefs) {
        if (auto fault = lackingForFilters(backend.filters, true, options))
            return fault;
    }
    return std::nullopt;
}

}  // namespace gatesight::simulator
