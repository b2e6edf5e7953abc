// References from one object to another, and the parts that all route kinds share.
#pragma once

#include "model/manifest/tree.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

inline constexpr std::string_view kGatewayGroup = "gateway.networking.k8s.io";
inline constexpr std::string_view kGatewayExperimentalGroup = "gateway.networking.x-k8s.io";
inline constexpr std::string_view kMulticlusterGroup = "multicluster.x-k8s.io";

/// A whole amount of time as the API writes it ("1m30s"); milliseconds (api.duration.syntax).
using Milliseconds = std::int64_t;

/// Route → parent. Defaults are filled in: Gateway of the Gateway API group.
struct ParentReference {
    std::string group{kGatewayGroup};
    std::string kind = "Gateway";
    std::optional<std::string> namespace_;  ///< absent: the route's own
    std::string name;
    std::optional<std::string> sectionName;
    std::optional<std::uint16_t> port;
    NodeId node = kNoNode;
};

/// A reference to an object that may live in another namespace.
struct ObjectRef {
    std::string group;
    std::string kind;
    std::optional<std::string> namespace_;  ///< absent: the referrer's own
    std::string name;
    NodeId node = kNoNode;
};

/// Where traffic goes. `group` "" and `kind` Service by default; port is a Service port (backendref.service-port).
struct BackendObjectReference {
    std::string group;
    std::string kind = "Service";
    std::optional<std::string> namespace_;
    std::string name;
    std::optional<std::uint16_t> port;
    NodeId node = kNoNode;
};

/// One of the places among which a rule splits its traffic.
struct BackendRef {
    BackendObjectReference ref;
    std::int32_t weight = 1;
};

struct Fraction {
    std::int64_t numerator = 0;
    std::int64_t denominator = 100;
};

/// What every route kind has besides its rules.
struct CommonRouteSpec {
    std::vector<ParentReference> parentRefs;
    bool useDefaultGateways = false;  ///< useDefaultGateways: All (experimental)
};

struct SessionPersistence {
    enum class Type { Cookie, Header };
    Type type = Type::Cookie;
    std::optional<std::string> sessionName;
    std::optional<Milliseconds> absoluteTimeout, idleTimeout;
    bool permanentCookie = false;
    std::string cookiePath = "/";
    NodeId node = kNoNode;
};

}  // namespace gatesight::model
