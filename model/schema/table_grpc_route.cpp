#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/schema/tables_http.h"
#include "model/schema/union_rules.h"

namespace gatesight::model {

namespace {

// ---- filters ----

constexpr SchemaRule kFilterRules[] = {
    {"api.filter.union", onlyForItsType<"requestHeaderModifier", "RequestHeaderModifier">,
     "filter.requestHeaderModifier must be nil if the filter.type is not RequestHeaderModifier"},
    {"api.filter.union", thereForItsType<"requestHeaderModifier", "RequestHeaderModifier">,
     "filter.requestHeaderModifier must be specified for RequestHeaderModifier filter.type"},
    {"api.filter.union", onlyForItsType<"responseHeaderModifier", "ResponseHeaderModifier">,
     "filter.responseHeaderModifier must be nil if the filter.type is not ResponseHeaderModifier"},
    {"api.filter.union", thereForItsType<"responseHeaderModifier", "ResponseHeaderModifier">,
     "filter.responseHeaderModifier must be specified for ResponseHeaderModifier filter.type"},
    {"api.filter.union", onlyForItsType<"requestMirror", "RequestMirror">,
     "filter.requestMirror must be nil if the filter.type is not RequestMirror"},
    {"api.filter.union", thereForItsType<"requestMirror", "RequestMirror">,
     "filter.requestMirror must be specified for RequestMirror filter.type"},
    {"api.filter.union", onlyForItsType<"extensionRef", "ExtensionRef">,
     "filter.extensionRef must be nil if the filter.type is not ExtensionRef"},
    {"api.filter.union", thereForItsType<"extensionRef", "ExtensionRef">,
     "filter.extensionRef must be specified for ExtensionRef filter.type"}};
constexpr std::array<std::string_view, 4> kFilterTypes{
    "ResponseHeaderModifier", "RequestHeaderModifier", "RequestMirror", "ExtensionRef"};
constexpr Schema kFilterType = oneOf(kFilterTypes);
constexpr Field kFilterFields[] = {
    optional("extensionRef", &kLocalReference), optional("requestHeaderModifier", &kHeaderModifier),
    optional("requestMirror", &kRequestMirror),
    optional("responseHeaderModifier", &kHeaderModifier), required("type", &kFilterType)};
constexpr Schema kFilter = object(kFilterFields, kFilterRules);
constexpr SchemaRule kFiltersRules[] = {{"api.filter.repeat", onlyOnce<"RequestHeaderModifier">,
                                         "RequestHeaderModifier filter cannot be repeated"},
                                        {"api.filter.repeat", onlyOnce<"ResponseHeaderModifier">,
                                         "ResponseHeaderModifier filter cannot be repeated"}};
constexpr Schema kFilters = list(&kFilter, 0, 16, kFiltersRules);

// ---- matches ----

/// The type is always there by default, so naming neither is refused
/// (grpcroute.match.method.empty).
Verdict serviceOrMethodIsThere(const Value& self) {
    return self["service"].valid() || self["method"].valid();
}
Verdict serviceIsName(const Value& self) {
    return self["type"].text() != "Exact" || !self["service"] ||
           matches(Pattern::GrpcService, self["service"].text());
}
Verdict methodIsName(const Value& self) {
    return self["type"].text() != "Exact" || !self["method"] ||
           matches(Pattern::GrpcMethod, self["method"].text());
}
constexpr SchemaRule kMethodRules[] = {
    {"grpcroute.match.method.empty", serviceOrMethodIsThere,
     "One or both of 'service' or 'method' must be specified"},
    {"grpcroute.match.method.exact", serviceIsName,
     R"(service must only contain valid characters (matching ^(?i)\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$))"},
    {"grpcroute.match.method.exact", methodIsName,
     "method must only contain valid characters (matching ^[A-Za-z_][A-Za-z_0-9]*$)"}};
constexpr Schema kName = text(0, 1024);
constexpr Field kMethodFields[] = {optional("method", &kName), optional("service", &kName),
                                   defaulted("type", &kValueMatchType, "Exact")};
constexpr Schema kMethod = object(kMethodFields, kMethodRules);
constexpr Schema kValue = text(1, 4096);  // any text here, also in the experimental channel
constexpr Field kHeaderFields[] = {required("name", &kHeaderName),
                                   defaulted("type", &kValueMatchType, "Exact"),
                                   required("value", &kValue)};
constexpr Schema kHeader = object(kHeaderFields);
constexpr Schema kHeaders = listMap(&kHeader, kByName, 0, 16);
constexpr Field kMatchFields[] = {optional("headers", &kHeaders), optional("method", &kMethod)};
constexpr Schema kMatch = object(kMatchFields);
constexpr Schema kMatches = list(&kMatch, 0, 64);

// ---- rules ----

constexpr auto kBackendRefFields = filteredBackendFields(&kFilters);
constexpr Schema kBackendRef = object(kBackendRefFields, kBackendReferenceRules);
constexpr Schema kBackendRefs = list(&kBackendRef, 0, 16);
constexpr Field kRuleFields[] = {
    optional("backendRefs", &kBackendRefs), optional("filters", &kFilters),
    optional("matches", &kMatches), optional("name", &kSectionName),
    experimental(optional("sessionPersistence", &kSessionPersistence))};
constexpr Schema kRule = object(kRuleFields);
constexpr SchemaRule kRulesRules[] = {
    {"api.limits.route", atMost128Matches, kTooManyMatches},
    {"api.channel.differences", ruleNamesDiffer, "Rule name must be unique within the route",
     SchemaRule::When::Experimental}};
constexpr Schema kRules = list(&kRule, 0, 16, kRulesRules);

constexpr Field kSpecFields[] = {
    optional("hostnames", &kRouteHostnames), optional("parentRefs", &kParentReferences),
    optional("rules", &kRules), experimental(optional("useDefaultGateways", &kUseDefaultGateways))};
constexpr Schema kSpec = object(kSpecFields);
constexpr auto kRootFields = rootFields(&kSpec, &kRouteStatus);

}  // namespace

constexpr Schema kGRPCRouteSchema = object(kRootFields);

}  // namespace gatesight::model
