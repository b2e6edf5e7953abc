// HTTPRoute and GRPCRoute: hosts, matches, filters and backends for single requests.
//
// A gRPC call is an HTTP/2 POST to /service/method. A GRPCRoute is kept in the form of HTTP rules, so that whatever
// works on requests works on calls as well; what it says of service and method is kept beside the path made of it.
#pragma once

#include "model/kinds/http_filters.h"
#include "model/kinds/references.h"

#include <memory>

namespace gatesight::model {

struct HTTPPathMatch {
    enum class Type { Exact, PathPrefix, RegularExpression };
    Type type = Type::PathPrefix;
    std::string value = "/";
    NodeId node = kNoNode;
};

/// A header or query parameter that must be there with a value.
struct HTTPValueMatch {
    enum class Type { Exact, RegularExpression };
    Type type = Type::Exact;
    std::string name;
    std::string value;
    NodeId node = kNoNode;
};

/// Service and method that a GRPCRoute asks for; one of them may be empty: any.
struct GRPCMethodMatch {
    bool regex = false;
    std::string service;
    std::string method;
};

struct HTTPRouteMatch {
    HTTPPathMatch path;
    std::vector<HTTPValueMatch> headers;      ///< as written; equal names up to case: only the first counts
    std::vector<HTTPValueMatch> queryParams;  ///< as written; equal names: only the first counts
    std::string method;                       ///< empty: any
    NodeId node = kNoNode;
    NodeId methodNode = kNoNode;
    std::shared_ptr<const GRPCMethodMatch> call = {};  ///< what the path was made of; null for HTTPRoute, and for any call
};

struct HTTPBackendRef : BackendRef {
    std::vector<HTTPRouteFilter> filters;
};

struct HTTPRouteTimeouts {
    std::optional<Milliseconds> request;
    std::optional<Milliseconds> backendRequest;
    NodeId node = kNoNode;
};

struct HTTPRouteRetry {
    std::vector<int> codes;
    std::optional<int> attempts;  ///< retries after the first try (retry.attempts)
    std::optional<Milliseconds> backoff;
    NodeId node = kNoNode;
};

struct HTTPRouteRule {
    std::string name;
    std::vector<HTTPRouteMatch> matches;  ///< never empty: the default match is filled in (api.default.httproute.rules)
    std::vector<HTTPRouteFilter> filters;
    std::vector<HTTPBackendRef> backendRefs;
    std::optional<HTTPRouteTimeouts> timeouts;
    std::optional<HTTPRouteRetry> retry;
    std::optional<SessionPersistence> sessionPersistence;
    NodeId node = kNoNode;
};

/// What both kinds of routes that look at requests have.
struct RequestRoute {
    CommonRouteSpec common;
    std::vector<std::string> hostnames;
    std::vector<NodeId> hostnameNodes;  ///< beside hostnames
    std::vector<HTTPRouteRule> rules;
};

struct HTTPRoute : RequestRoute {};
/// Rules may be absent: no default is filled in (grpcroute.no-rules).
struct GRPCRoute : RequestRoute {};

}  // namespace gatesight::model
