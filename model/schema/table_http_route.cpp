#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/schema/tables_http.h"
#include "model/schema/value.h"

#include "model/kinds/duration.h"

#include <algorithm>

namespace gatesight::model {

namespace {

// ---- path (api.path.syntax); expressions are free ----

bool isExpression(const Value& path) {
    return path["type"].text() == "RegularExpression";
}
Verdict startsWithSlash(const Value& self) {
    return isExpression(self) || self["value"].text().starts_with('/');
}
/// For a text that the value must not hold.
template <char... Characters>
Verdict lacks(const Value& self) {
    constexpr char kText[] = {Characters...};
    return isExpression(self) ||
           !self["value"].text().contains(std::string_view(kText, sizeof...(Characters)));
}
Verdict noDotDotAtEnd(const Value& self) {
    return isExpression(self) || !self["value"].text().ends_with("/..");
}
Verdict noDotAtEnd(const Value& self) {
    return isExpression(self) || !self["value"].text().ends_with("/.");
}
Verdict onlyPathCharacters(const Value& self) {
    return isExpression(self) || matches(Pattern::Path, self["value"].text());
}
constexpr SchemaRule kPathRules[] = {
    {"api.path.syntax", startsWithSlash,
     "value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']"},
    {"api.path.syntax", lacks<'/', '/'>,
     "must not contain '//' when type one of ['Exact', 'PathPrefix']"},
    {"api.path.syntax", lacks<'/', '.', '/'>,
     "must not contain '/./' when type one of ['Exact', 'PathPrefix']"},
    {"api.path.syntax", lacks<'/', '.', '.', '/'>,
     "must not contain '/../' when type one of ['Exact', 'PathPrefix']"},
    {"api.path.syntax", lacks<'%', '2', 'f'>,
     "must not contain '%2f' when type one of ['Exact', 'PathPrefix']"},
    {"api.path.syntax", lacks<'%', '2', 'F'>,
     "must not contain '%2F' when type one of ['Exact', 'PathPrefix']"},
    {"api.path.syntax", lacks<'#'>,
     "must not contain '#' when type one of ['Exact', 'PathPrefix']"},
    {"api.path.syntax", noDotDotAtEnd,
     "must not end with '/..' when type one of ['Exact', 'PathPrefix']"},
    {"api.path.syntax", noDotAtEnd,
     "must not end with '/.' when type one of ['Exact', 'PathPrefix']"},
    {"api.path.syntax", onlyPathCharacters,
     "must only contain valid characters (matching "
     "^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$) for types ['Exact', "
     "'PathPrefix']"}};
constexpr std::array<std::string_view, 3> kPathTypes{"Exact", "PathPrefix", "RegularExpression"};
constexpr Schema kPathType = oneOf(kPathTypes);
constexpr Schema kPathValue = text(0, 1024);
constexpr Field kPathFields[] = {defaulted("type", &kPathType, "PathPrefix"),
                                 defaulted("value", &kPathValue, "/")};
constexpr Schema kPath = object(kPathFields, kPathRules);

// ---- the other parts of a match ----

constexpr Field kHeaderMatchFields[] = {required("name", &kHeaderName),
                                        defaulted("type", &kValueMatchType, "Exact"),
                                        required("value", &kHeaderValue)};
constexpr Schema kHeaderMatch = object(kHeaderMatchFields);
constexpr Schema kHeaderMatches = listMap(&kHeaderMatch, kByName, 0, 16);
constexpr Schema kQueryValue = text(1, 1024);
constexpr Field kQueryMatchFields[] = {required("name", &kHeaderName),
                                       defaulted("type", &kValueMatchType, "Exact"),
                                       required("value", &kQueryValue)};
constexpr Schema kQueryMatch = object(kQueryMatchFields);
constexpr Schema kQueryMatches = listMap(&kQueryMatch, kByName, 0, 16);
constexpr std::array<std::string_view, 9> kMethods{"GET",     "HEAD",    "POST",  "PUT",  "DELETE",
                                                   "CONNECT", "OPTIONS", "TRACE", "PATCH"};
constexpr Schema kMethod = oneOf(kMethods);
constexpr Field kMatchFields[] = {
    optional("headers", &kHeaderMatches), optional("method", &kMethod),
    defaulted("path", &kPath, kEmptyMap), optional("queryParams", &kQueryMatches)};
constexpr Schema kMatch = object(kMatchFields);
constexpr Schema kMatches = list(&kMatch, 0, 64);

// ---- timeouts, retry ----

/// A duration of another form cannot be compared, which is an error of its own.
Verdict backendRequestWithinRequest(const Value& self) {
    const Value request = self["request"], backendRequest = self["backendRequest"];
    if (!request || !backendRequest)
        return true;
    const auto whole = parseDuration(request.text()), part = parseDuration(backendRequest.text());
    if (!whole || (*whole != 0 && !part))
        return Verdict::failing(kNotADuration);
    return *whole == 0 || *part <= *whole;
}
constexpr SchemaRule kTimeoutsRules[] = {
    {"api.timeouts.order", backendRequestWithinRequest,
     "backendRequest timeout cannot be longer than request timeout"}};
constexpr Field kTimeoutsFields[] = {optional("backendRequest", &kDuration),
                                     optional("request", &kDuration)};
constexpr Schema kTimeouts = object(kTimeoutsFields, kTimeoutsRules);
constexpr Schema kAttempts = integer(1);
constexpr Schema kRetryCode = integer(400, 599);
constexpr Schema kRetryCodes = setOf(&kRetryCode);
constexpr Field kRetryFields[] = {optional("attempts", &kAttempts), optional("backoff", &kDuration),
                                  optional("codes", &kRetryCodes)};
constexpr Schema kRetry = object(kRetryFields);

// ---- rules ----

bool replacesPrefix(const Value& filter, std::string_view member) {
    const Value path = filter[member]["path"];
    return path["type"].text() == "ReplacePrefixMatch" && path["replacePrefixMatch"].valid();
}
bool exactlyOneReplacesPrefix(const Value& filters, std::string_view member) {
    const std::vector<Value> items = filters.items();
    return 1 == std::ranges::count_if(
                    items, [&](const Value& each) { return replacesPrefix(each, member); });
}
bool hasOnePrefixMatch(const Value& rule) {
    const std::vector<Value> items = rule["matches"].items();
    return items.size() == 1 && items.front()["path"]["type"].text() == "PathPrefix";
}
bool exactlyOneBackendReplacesPrefix(const Value& rule, std::string_view member) {
    const std::vector<Value> backends = rule["backendRefs"].items();
    return 1 == std::ranges::count_if(backends, [&](const Value& each) {
               return exactlyOneReplacesPrefix(each["filters"], member);
           });
}

// api.filter.prefix-replace-one-match: the API counts filters, so two of them are never caught
Verdict redirectPrefixHasMatch(const Value& self) {
    return !exactlyOneReplacesPrefix(self["filters"], "requestRedirect") || hasOnePrefixMatch(self);
}
Verdict rewritePrefixHasMatch(const Value& self) {
    return !exactlyOneReplacesPrefix(self["filters"], "urlRewrite") || hasOnePrefixMatch(self);
}
Verdict backendRedirectPrefixHasMatch(const Value& self) {
    return !exactlyOneBackendReplacesPrefix(self, "requestRedirect") || hasOnePrefixMatch(self);
}
Verdict backendRewritePrefixHasMatch(const Value& self) {
    return !exactlyOneBackendReplacesPrefix(self, "urlRewrite") || hasOnePrefixMatch(self);
}
Verdict redirectHasNoBackends(const Value& self) {
    const std::vector<Value> filters = self["filters"].items();
    return self["backendRefs"].size() == 0 || std::ranges::none_of(filters, [](const Value& each) {
               return each["requestRedirect"].valid();
           });
}
constexpr SchemaRule kRuleRules[] = {
    {"api.filter.redirect-no-backends", redirectHasNoBackends,
     "RequestRedirect filter must not be used together with backendRefs"},
    {"api.filter.prefix-replace-one-match", redirectPrefixHasMatch,
     "When using RequestRedirect filter with path.replacePrefixMatch, exactly one PathPrefix match "
     "must be specified"},
    {"api.filter.prefix-replace-one-match", rewritePrefixHasMatch,
     "When using URLRewrite filter with path.replacePrefixMatch, exactly one PathPrefix match must "
     "be specified"},
    {"api.filter.prefix-replace-one-match", backendRedirectPrefixHasMatch,
     "Within backendRefs, when using RequestRedirect filter with path.replacePrefixMatch, exactly "
     "one PathPrefix match must be "
     "specified"},
    {"api.filter.prefix-replace-one-match", backendRewritePrefixHasMatch,
     "Within backendRefs, When using URLRewrite filter with path.replacePrefixMatch, exactly one "
     "PathPrefix match must be "
     "specified"}};

constexpr auto kBackendRefFields = filteredBackendFields(&kHTTPFilters);
constexpr Schema kBackendRef = object(kBackendRefFields, kBackendReferenceRules);
constexpr Schema kBackendRefs = list(&kBackendRef, 0, 16);
constexpr Field kRuleFields[] = {optional("backendRefs", &kBackendRefs),
                                 optional("filters", &kHTTPFilters),
                                 defaulted("matches", &kMatches, kListOfOneEmptyMap),
                                 optional("name", &kSectionName),
                                 experimental(optional("retry", &kRetry)),
                                 experimental(optional("sessionPersistence", &kSessionPersistence)),
                                 optional("timeouts", &kTimeouts)};
constexpr Schema kRule = object(kRuleFields, kRuleRules);

constexpr SchemaRule kRulesRules[] = {
    {"api.limits.route", atMost128Matches, kTooManyMatches},
    {"api.channel.differences", ruleNamesDiffer, "Rule name must be unique within the route",
     SchemaRule::When::Experimental}};
constexpr Schema kRules = list(&kRule, 1, 16, kRulesRules);

// ---- the whole ----

constexpr Field kSpecFields[] = {
    optional("hostnames", &kRouteHostnames), optional("parentRefs", &kParentReferences),
    defaulted("rules", &kRules, kListOfOneEmptyMap),
    experimental(optional("useDefaultGateways", &kUseDefaultGateways))};
constexpr Schema kSpec = object(kSpecFields);
constexpr auto kRootFields = rootFields(&kSpec, &kRouteStatus);

}  // namespace

constexpr Schema kHTTPRouteSchema = object(kRootFields);

}  // namespace gatesight::model
