// HTTPRoute: hosts, matches, filters and backends for HTTP requests.
#pragma once

#include "model/kinds/http_filters.h"
#include "model/kinds/references.h"

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

struct HTTPRouteMatch {
    HTTPPathMatch path;
    std::vector<HTTPValueMatch> headers;      ///< as written; equal names up to case: only the first counts
    std::vector<HTTPValueMatch> queryParams;  ///< as written; equal names: only the first counts
    std::string method;                       ///< empty: any
    NodeId node = kNoNode;
    NodeId methodNode = kNoNode;
};

struct HTTPBackendRef {
    BackendObjectReference ref;
    std::int32_t weight = 1;
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

struct HTTPRoute {
    CommonRouteSpec common;
    std::vector<std::string> hostnames;
    std::vector<NodeId> hostnameNodes;  ///< beside hostnames
    std::vector<HTTPRouteRule> rules;
};

}  // namespace gatesight::model
