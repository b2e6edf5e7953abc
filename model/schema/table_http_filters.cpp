#include "model/schema/tables_common.h"
#include "model/schema/tables_http.h"
#include "model/schema/union_rules.h"
#include "model/schema/value.h"

#include <algorithm>

namespace gatesight::model {

namespace {

// ---- header modifiers, shared with GRPCRoute ----

constexpr Field kHeaderFields[] = {required("name", &kHeaderName),
                                   required("value", &kHeaderValue)};
constexpr Schema kHeader = object(kHeaderFields);
constexpr Schema kHeaders = listMap(&kHeader, kByName, 0, 16);
constexpr Schema kHeaderNames = setOf(&kText, 16);
constexpr Field kHeaderModifierFields[] = {
    optional("add", &kHeaders), optional("remove", &kHeaderNames), optional("set", &kHeaders)};

// ---- paths of redirects and rewrites ----

Verdict fullPathForType(const Value& self) {
    return self["type"].text() != "ReplaceFullPath" || self["replaceFullPath"].valid();
}
Verdict typeForFullPath(const Value& self) {
    return !self["replaceFullPath"] || self["type"].text() == "ReplaceFullPath";
}
Verdict prefixForType(const Value& self) {
    return self["type"].text() != "ReplacePrefixMatch" || self["replacePrefixMatch"].valid();
}
Verdict typeForPrefix(const Value& self) {
    return !self["replacePrefixMatch"] || self["type"].text() == "ReplacePrefixMatch";
}
constexpr SchemaRule kPathModifierRules[] = {
    {"api.filter.union", fullPathForType,
     "replaceFullPath must be specified when type is set to 'ReplaceFullPath'"},
    {"api.filter.union", typeForFullPath,
     "type must be 'ReplaceFullPath' when replaceFullPath is set"},
    {"api.filter.union", prefixForType,
     "replacePrefixMatch must be specified when type is set to 'ReplacePrefixMatch'"},
    {"api.filter.union", typeForPrefix,
     "type must be 'ReplacePrefixMatch' when replacePrefixMatch is set"}};
constexpr Schema kReplacement = text(0, 1024);
constexpr std::array<std::string_view, 2> kPathModifierTypes{"ReplaceFullPath",
                                                             "ReplacePrefixMatch"};
constexpr Schema kPathModifierType = oneOf(kPathModifierTypes);
constexpr Field kPathModifierFields[] = {optional("replaceFullPath", &kReplacement),
                                         optional("replacePrefixMatch", &kReplacement),
                                         required("type", &kPathModifierType)};
constexpr Schema kPathModifier = object(kPathModifierFields, kPathModifierRules);

constexpr std::array<std::string_view, 2> kSchemes{"http", "https"};
constexpr Schema kScheme = oneOf(kSchemes);
constexpr std::array<std::string_view, 5> kRedirectCodes{"301", "302", "303", "307", "308"};
constexpr Schema kRedirectCode{.type = ValueType::Integer, .values = kRedirectCodes};
constexpr Field kRedirectFields[] = {optional("hostname", &kPreciseHostname),
                                     optional("path", &kPathModifier), optional("port", &kPort),
                                     optional("scheme", &kScheme),
                                     defaulted("statusCode", &kRedirectCode, "302")};
constexpr Schema kRedirect = object(kRedirectFields);
constexpr Field kRewriteFields[] = {optional("hostname", &kPreciseHostname),
                                    optional("path", &kPathModifier)};
constexpr Schema kRewrite = object(kRewriteFields);

// ---- RequestMirror ----

Verdict numeratorFits(const Value& self) {
    return self["numerator"].integer() <= self["denominator"].integer();
}
Verdict percentOrFraction(const Value& self) {
    return !self["percent"] || !self["fraction"];
}
constexpr SchemaRule kFractionRules[] = {
    {"api.default.fraction", numeratorFits, "numerator must be less than or equal to denominator"}};
constexpr Schema kDenominator = integer(1);
constexpr Schema kNumerator = integer(0);
constexpr Field kFractionFields[] = {defaulted("denominator", &kDenominator, "100"),
                                     required("numerator", &kNumerator)};
constexpr Schema kFraction = object(kFractionFields, kFractionRules);
constexpr SchemaRule kMirrorRules[] = {
    {"api.filter.union", percentOrFraction,
     "Only one of percent or fraction may be specified in HTTPRequestMirrorFilter"}};
constexpr Schema kPercent = integer(0, 100);
constexpr Field kMirrorFields[] = {required("backendRef", &kBackendReference),
                                   optional("fraction", &kFraction),
                                   optional("percent", &kPercent)};

// ---- CORS ----

Verdict starStandsAlone(const Value& self) {
    const std::vector<Value> items = self.items();
    return items.size() <= 1 ||
           std::ranges::none_of(items, [](const Value& each) { return each.text() == "*"; });
}
// The message about headers says "methods" in the CRD too.
constexpr SchemaRule kCorsHeadersRules[] = {
    {"filter.cors.wildcard-alone", starStandsAlone,
     "AllowHeaders cannot contain '*' alongside other methods"}};
constexpr SchemaRule kCorsMethodsRules[] = {
    {"filter.cors.wildcard-alone", starStandsAlone,
     "AllowMethods cannot contain '*' alongside other methods"}};
constexpr SchemaRule kCorsOriginsRules[] = {
    {"filter.cors.wildcard-alone", starStandsAlone,
     "AllowOrigins cannot contain '*' alongside other origins"}};
constexpr std::array<std::string_view, 10> kCorsMethods{
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "*"};
constexpr Schema kCorsMethod = oneOf(kCorsMethods);
constexpr Schema kCorsOrigin = text(1, 253, Pattern::CorsOrigin);
constexpr Schema kCorsAllowHeaders = setOf(&kHeaderName, 64, kCorsHeadersRules);
constexpr Schema kCorsAllowMethods = setOf(&kCorsMethod, 9, kCorsMethodsRules);
constexpr Schema kCorsAllowOrigins = setOf(&kCorsOrigin, 64, kCorsOriginsRules);
constexpr Schema kCorsExposeHeaders = setOf(&kHeaderName, 64);
constexpr Schema kMaxAge = integer(1);
constexpr Field kCorsFields[] = {
    optional("allowCredentials", &kBoolean),        optional("allowHeaders", &kCorsAllowHeaders),
    optional("allowMethods", &kCorsAllowMethods),   optional("allowOrigins", &kCorsAllowOrigins),
    optional("exposeHeaders", &kCorsExposeHeaders), defaulted("maxAge", &kMaxAge, "5")};
constexpr Schema kCors = object(kCorsFields);

// ---- ExternalAuth ----

Verdict grpcForProtocol(const Value& self) {
    return self["protocol"].text() != "GRPC" || self["grpc"].valid();
}
Verdict protocolForGrpc(const Value& self) {
    return !self["grpc"] || self["protocol"].text() == "GRPC";
}
Verdict httpForProtocol(const Value& self) {
    return self["protocol"].text() != "HTTP" || self["http"].valid();
}
Verdict protocolForHttp(const Value& self) {
    return !self["http"] || self["protocol"].text() == "HTTP";
}
constexpr SchemaRule kExternalAuthRules[] = {
    {"api.filter.union", grpcForProtocol, "grpc must be specified when protocol is set to 'GRPC'"},
    {"api.filter.union", protocolForGrpc, "protocol must be 'GRPC' when grpc is set"},
    {"api.filter.union", httpForProtocol, "http must be specified when protocol is set to 'HTTP'"},
    {"api.filter.union", protocolForHttp, "protocol must be 'HTTP' when http is set"}};
constexpr Schema kAuthHeaders = setOf(&kText, 64);
constexpr Field kAuthGrpcFields[] = {optional("allowedHeaders", &kAuthHeaders)};
constexpr Schema kAuthGrpc = object(kAuthGrpcFields);
constexpr Schema kAuthPath = text(0, 1024, Pattern::Path);
constexpr Field kAuthHttpFields[] = {optional("allowedHeaders", &kAuthHeaders),
                                     optional("allowedResponseHeaders", &kAuthHeaders),
                                     optional("path", &kAuthPath)};
constexpr Schema kAuthHttp = object(kAuthHttpFields);
constexpr Schema kBodySize = integer(0);
constexpr Field kForwardBodyFields[] = {optional("maxSize", &kBodySize)};
constexpr Schema kForwardBody = object(kForwardBodyFields);
constexpr std::array<std::string_view, 2> kAuthProtocols{"HTTP", "GRPC"};
constexpr Schema kAuthProtocol = oneOf(kAuthProtocols);
constexpr Field kExternalAuthFields[] = {required("backendRef", &kBackendReference),
                                         optional("forwardBody", &kForwardBody),
                                         optional("grpc", &kAuthGrpc), optional("http", &kAuthHttp),
                                         required("protocol", &kAuthProtocol)};
constexpr Schema kExternalAuth = object(kExternalAuthFields, kExternalAuthRules);

// ---- the union: the member named by `type`, and no other (api.filter.union) ----

constexpr SchemaRule kFilterRules[] = {
    {"api.filter.union", onlyForItsType<"cors", "CORS">,
     "filter.cors must be nil if the filter.type is not CORS"},
    {"api.filter.union", thereForItsType<"cors", "CORS">,
     "filter.cors must be specified for CORS filter.type"},
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
    {"api.filter.union", onlyForItsType<"requestRedirect", "RequestRedirect">,
     "filter.requestRedirect must be nil if the filter.type is not RequestRedirect"},
    {"api.filter.union", thereForItsType<"requestRedirect", "RequestRedirect">,
     "filter.requestRedirect must be specified for RequestRedirect filter.type"},
    {"api.filter.union", onlyForItsType<"urlRewrite", "URLRewrite">,
     "filter.urlRewrite must be nil if the filter.type is not URLRewrite"},
    {"api.filter.union", thereForItsType<"urlRewrite", "URLRewrite">,
     "filter.urlRewrite must be specified for URLRewrite filter.type"},
    {"api.filter.union", onlyForItsType<"extensionRef", "ExtensionRef">,
     "filter.extensionRef must be nil if the filter.type is not ExtensionRef"},
    {"api.filter.union", thereForItsType<"extensionRef", "ExtensionRef">,
     "filter.extensionRef must be specified for ExtensionRef filter.type"},
    {"api.filter.union", onlyForItsType<"externalAuth", "ExternalAuth">,
     "filter.externalAuth must be nil if the filter.type is not ExternalAuth",
     SchemaRule::When::Experimental},
    {"api.filter.union", thereForItsType<"externalAuth", "ExternalAuth">,
     "filter.externalAuth must be specified for ExternalAuth filter.type",
     SchemaRule::When::Experimental}};
constexpr std::array<std::string_view, 8> kFilterTypes{"RequestHeaderModifier",
                                                       "ResponseHeaderModifier",
                                                       "RequestMirror",
                                                       "RequestRedirect",
                                                       "URLRewrite",
                                                       "ExtensionRef",
                                                       "CORS",
                                                       "ExternalAuth"};
constexpr Schema kFilterType = oneOf(kFilterTypes, 1);
constexpr Field kFilterFields[] = {optional("cors", &kCors),
                                   optional("extensionRef", &kLocalReference),
                                   experimental(optional("externalAuth", &kExternalAuth)),
                                   optional("requestHeaderModifier", &kHeaderModifier),
                                   optional("requestMirror", &kRequestMirror),
                                   optional("requestRedirect", &kRedirect),
                                   optional("responseHeaderModifier", &kHeaderModifier),
                                   required("type", &kFilterType),
                                   optional("urlRewrite", &kRewrite)};
constexpr Schema kFilter = object(kFilterFields, kFilterRules);

// ---- the list ----

bool holdsType(const Value& filters, std::string_view type) {
    const std::vector<Value> items = filters.items();
    return std::ranges::any_of(items,
                               [&](const Value& each) { return each["type"].text() == type; });
}
Verdict redirectOrRewrite(const Value& self) {
    return !holdsType(self, "RequestRedirect") || !holdsType(self, "URLRewrite");
}
constexpr SchemaRule kFiltersRules[] = {
    {"api.filter.redirect-xor-rewrite", redirectOrRewrite,
     "May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not "
     "both"},
    {"api.filter.repeat", onlyOnce<"CORS">, "CORS filter cannot be repeated"},
    {"api.filter.repeat", onlyOnce<"RequestHeaderModifier">,
     "RequestHeaderModifier filter cannot be repeated"},
    {"api.filter.repeat", onlyOnce<"ResponseHeaderModifier">,
     "ResponseHeaderModifier filter cannot be repeated"},
    {"api.filter.repeat", onlyOnce<"RequestRedirect">, "RequestRedirect filter cannot be repeated"},
    {"api.filter.repeat", onlyOnce<"URLRewrite">, "URLRewrite filter cannot be repeated"}};

}  // namespace

constexpr Schema kHeaderModifier = object(kHeaderModifierFields);
constexpr Schema kRequestMirror = object(kMirrorFields, kMirrorRules);
constexpr Schema kHTTPFilters = list(&kFilter, 0, 16, kFiltersRules);

}  // namespace gatesight::model
