// The filters of HTTPRoute (and, in part, GRPCRoute).
#pragma once

#include "model/kinds/references.h"

#include <variant>

namespace gatesight::model {

struct HTTPHeader {
    std::string name;
    std::string value;
};

struct HTTPHeaderFilter {
    std::vector<HTTPHeader> set;
    std::vector<HTTPHeader> add;
    std::vector<std::string> remove;
};

struct RequestHeaderModifier : HTTPHeaderFilter {};
struct ResponseHeaderModifier : HTTPHeaderFilter {};

struct HTTPPathModifier {
    enum class Type { ReplaceFullPath, ReplacePrefixMatch };
    Type type = Type::ReplaceFullPath;
    std::string value;
};

struct RequestRedirect {
    std::optional<std::string> scheme;
    std::optional<std::string> hostname;
    std::optional<HTTPPathModifier> path;
    std::optional<std::uint16_t> port;
    int statusCode = 302;
};

struct URLRewrite {
    std::optional<std::string> hostname;
    std::optional<HTTPPathModifier> path;
};

struct RequestMirror {
    BackendObjectReference backendRef;
    std::optional<Fraction> fraction;  ///< percent is stored as percent/100; absent: every request
};

struct CORS {
    std::vector<std::string> allowOrigins;
    bool allowCredentials = false;
    std::vector<std::string> allowMethods;
    std::vector<std::string> allowHeaders;
    std::vector<std::string> exposeHeaders;
    std::int32_t maxAge = 5;  ///< seconds
};

struct ExternalAuth {
    enum class Protocol { HTTP, GRPC };
    Protocol protocol = Protocol::HTTP;
    BackendObjectReference backendRef;
    std::string path;
    std::vector<std::string> allowedHeaders;
    std::vector<std::string> allowedResponseHeaders;
    std::int64_t forwardBodyMaxSize = 0;  ///< bytes; 0: the body is not forwarded
};

/// A filter named by an object in the route's namespace; what it does is the controller's own (filter.extension-ref).
struct ExtensionRef {
    std::string group, kind, name;
};

/// A filter type that this version of the API does not know; never skipped (filter.unknown-not-skipped).
struct UnknownFilter {
    std::string type;
};

struct HTTPRouteFilter {
    std::variant<UnknownFilter, RequestHeaderModifier, ResponseHeaderModifier, RequestRedirect, URLRewrite, RequestMirror,
                 CORS, ExternalAuth, ExtensionRef>
        config;
    NodeId node = kNoNode;
};

/// "RequestRedirect", as in the filter's `type`.
[[nodiscard]] std::string_view typeName(const HTTPRouteFilter& filter);

}  // namespace gatesight::model
