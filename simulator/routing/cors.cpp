#include "simulator/routing/cors.h"

#include "model/text/text.h"
#include "simulator/control/hostname.h"
#include "simulator/routing/header_modifier.h"
#include "simulator/routing/header_name.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ranges>

namespace gatesight::simulator {

namespace {

constexpr std::string_view kAllowOrigin = "Access-Control-Allow-Origin";
constexpr std::string_view kAllowCredentials = "Access-Control-Allow-Credentials";
constexpr std::string_view kExposeHeaders = "Access-Control-Expose-Headers";

struct Origin {
    std::string_view scheme, host, port;
};

std::string_view defaultPort(std::string_view scheme) {
    return sameName(scheme, "http") ? "80" : sameName(scheme, "https") ? "443" : "";
}

/// Parts of "scheme://host:port" with the scheme's own port where none is written; nothing for
/// "null" and other texts.
std::optional<Origin> parts(std::string_view text) {
    const std::size_t colon = text.find("://");
    if (colon == std::string_view::npos)
        return std::nullopt;
    const std::string_view scheme = text.substr(0, colon), authority = text.substr(colon + 3);
    const std::string_view host = withoutPort(authority);
    const bool hasPort = host.size() < authority.size();
    return Origin{scheme, host, hasPort ? authority.substr(host.size() + 1) : defaultPort(scheme)};
}

bool holdsWildcard(const std::vector<std::string>& list) {
    return std::ranges::find(list, "*") != list.end();
}

bool carriesCredentials(const HeaderList& headers) {
    return headerValue(headers, "Cookie") || headerValue(headers, "Authorization");
}

/// The value of Allow-Methods or Allow-Headers (filter.cors.allow-methods,
/// filter.cors.allow-headers). Nothing: no header.
std::optional<std::string> allowed(const std::vector<std::string>& list, bool withCredentials,
                                   const std::optional<std::string>& asked) {
    if (list.empty())
        return std::nullopt;
    if (!holdsWildcard(list))
        return fmt::format("{}", fmt::join(list, ", "));
    return withCredentials ? asked : "*";
}

/// Methods that browsers send without being told that they may.
bool alwaysAllowed(std::string_view method) {
    static constexpr std::array<std::string_view, 3> kSafe{"GET", "HEAD", "POST"};
    return std::ranges::find(kSafe, method) != kSafe.end();
}

std::string whyBrowserRefuses(const model::CORS& cors, const std::string& method,
                              const std::optional<std::string>& askedHeaders) {
    if (!alwaysAllowed(method) && !holdsWildcard(cors.allowMethods) &&
        std::ranges::find(cors.allowMethods, method) == cors.allowMethods.end())
        return fmt::format("method {} is not in allowMethods", method);
    if (!askedHeaders || holdsWildcard(cors.allowHeaders))
        return {};
    for (const auto range : std::views::split(*askedHeaders, ',')) {
        const std::string_view name = model::trimmed(std::string_view(range.begin(), range.end()));
        if (!name.empty() &&
            std::ranges::none_of(cors.allowHeaders,
                                 [&](const std::string& listed) { return sameName(listed, name); }))
            return fmt::format("header {} is not in allowHeaders", name);
    }
    return {};
}

/// What answers to preflights and to real requests have in common.
HeaderList sharedHeaders(const model::CORS& cors, const std::string& origin) {
    // The request's own Origin is right in every case, "*" only without credentials
    // (filter.cors.allow-origin).
    HeaderList headers{{std::string(kAllowOrigin), origin}};
    if (cors.allowCredentials)
        headers.emplace_back(kAllowCredentials, "true");
    // filter.cors.expose-headers: "*" must not go with credentials.
    const bool forbidden = cors.allowCredentials && holdsWildcard(cors.exposeHeaders);
    if (!cors.exposeHeaders.empty() && !forbidden)
        headers.emplace_back(kExposeHeaders,
                             fmt::format("{}", fmt::join(cors.exposeHeaders, ", ")));
    return headers;
}

void addPreflightHeaders(CorsVerdict& verdict, const model::CORS& cors, bool withCredentials,
                         const std::string& method,
                         const std::optional<std::string>& askedHeaders) {
    if (const auto methods = allowed(cors.allowMethods, withCredentials, method))
        verdict.headers.emplace_back("Access-Control-Allow-Methods", *methods);
    if (const auto names = allowed(cors.allowHeaders, withCredentials, askedHeaders))
        verdict.headers.emplace_back("Access-Control-Allow-Headers", *names);
    verdict.headers.emplace_back("Access-Control-Max-Age", fmt::format("{}", cors.maxAge));
    verdict.browserRefuses = whyBrowserRefuses(cors, method, askedHeaders);
}

}  // namespace

bool admitsOrigin(std::string_view entry, std::string_view origin) {
    if (entry == "*")
        return true;
    const auto wanted = parts(entry), sent = parts(origin);
    return wanted && sent && sameName(wanted->scheme, sent->scheme) && wanted->port == sent->port &&
           !sent->host.empty() && (wanted->host == "*" || admits(wanted->host, sent->host));
}

std::optional<CorsVerdict> judgeCors(const model::CORS& cors, std::string_view method,
                                     const HeaderList& headers,
                                     SpecChoices::CorsCredentials credentials) {
    const auto origin = headerValue(headers, "Origin");
    if (!origin)
        return std::nullopt;
    const auto askedMethod = headerValue(headers, "Access-Control-Request-Method");
    CorsVerdict verdict;
    verdict.origin = *origin;
    verdict.preflight = method == "OPTIONS" && askedMethod;
    const auto entry = std::ranges::find_if(
        cors.allowOrigins, [&](const std::string& each) { return admitsOrigin(each, *origin); });
    verdict.originAllowed = entry != cors.allowOrigins.end();
    const bool wildcard = verdict.originAllowed && entry->find('*') != std::string::npos;
    verdict.originRule = !verdict.originAllowed ? "filter.cors.origin-no-match"
                         : wildcard             ? "filter.cors.origin-wildcard"
                                                : "filter.cors.origin-match";

    const bool byRequest = credentials == SpecChoices::CorsCredentials::Request;
    const bool withCredentials = byRequest ? carriesCredentials(headers) : cors.allowCredentials;
    // filter.cors.credentialed-without-allow holds for the reading of the GEP alone.
    if (byRequest && withCredentials && !cors.allowCredentials) {
        verdict.originAllowed = false;
        verdict.withheld = true;
    }
    if (!verdict.originAllowed) {
        if (verdict.preflight)
            verdict.browserRefuses = fmt::format("origin {} is not allowed", *origin);
        return verdict;
    }
    verdict.headers = sharedHeaders(cors, *origin);
    if (verdict.preflight)
        addPreflightHeaders(verdict, cors, withCredentials, *askedMethod,
                            headerValue(headers, "Access-Control-Request-Headers"));
    return verdict;
}

std::string_view corsHeaderRule(std::string_view header) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kRules{{
        {kAllowOrigin, "filter.cors.allow-origin"},
        {kAllowCredentials, "filter.cors.allow-credentials"},
        {kExposeHeaders, "filter.cors.expose-headers"},
        {"Access-Control-Allow-Methods", "filter.cors.allow-methods"},
        {"Access-Control-Allow-Headers", "filter.cors.allow-headers"},
        {"Access-Control-Max-Age", "filter.cors.max-age"},
    }};
    const auto found = std::ranges::find(kRules, header, [](const auto& row) { return row.first; });
    return found == kRules.end() ? std::string_view() : found->second;
}

void applyCors(const CorsVerdict& verdict, HeaderList& responseHeaders) {
    for (const std::string_view name : {kAllowOrigin, kAllowCredentials, kExposeHeaders})
        removeHeader(responseHeaders, name);
    responseHeaders.insert(responseHeaders.end(), verdict.headers.begin(), verdict.headers.end());
}

}  // namespace gatesight::simulator
