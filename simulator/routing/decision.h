// The answer to a Request (docs/interface: Decision). Absent means not known or not applicable.
#pragma once

#include "simulator/routing/request.h"
#include "simulator/routing/trace.h"

#include <nlohmann/json_fwd.hpp>

namespace gatesight::simulator {

enum class Outcome { Forwarded, Redirected, Responded, Refused, Exited, Unknown };
enum class Refusal { Refused, Alert, Reset, Dropped };

[[nodiscard]] std::string_view toString(Outcome outcome);
[[nodiscard]] std::string_view toString(Refusal refusal);

struct DecidedListener {
    std::string gateway;  ///< "ns/name"
    std::string name;
    std::uint16_t port = 0;
    std::string protocol, hostname;
    std::string listenerSet;  ///< "ns/name" when it comes from one
};

struct DecidedTls {
    std::string mode;         ///< Terminate or Passthrough
    std::string certificate;  ///< "ns/name"
    bool clientCertificateRequested = false;
    bool clientVerified = false;
    std::string alert;        ///< TLS alert that ended the handshake
};

struct DecidedRoute {
    std::string kind, namespace_, name;
    std::uint32_t rule = 0;
    std::string ruleName;
    std::uint32_t match = 0;
    std::uint32_t parentRef = 0;
};

struct DecidedBackend {
    std::string kind = "Service";
    std::string namespace_, name;
    std::optional<std::uint16_t> port;
    std::optional<std::int32_t> weight;
    auto operator<=>(const DecidedBackend&) const = default;
};

struct Share {
    DecidedBackend backend;
    std::int64_t numerator = 0, denominator = 1;  ///< in lowest terms
    Outcome outcome = Outcome::Forwarded;
    std::string reason;
    int status = 0;  ///< what its part of the clients sees when the gateway answers itself; 0: the backend's answer
};

struct DecidedEndpoint {
    std::string pod;  ///< "ns/name"; empty for endpoints without a Pod
    std::string ip;
    std::string host;  ///< a name outside the cluster, which the Gateway looks up; instead of an address
    std::uint16_t port = 0;
    std::string node, zone;
    std::string service;  ///< "ns/name"
    auto operator<=>(const DecidedEndpoint&) const = default;
    /// "10.244.0.7:8080", "api.example.com:443"
    [[nodiscard]] std::string place() const { return (host.empty() ? ip : host) + ":" + std::to_string(port); }
};

struct BackendTlsView {
    std::string sni, verifiedHostname, clientCertificate;
};

struct ForwardedRequest {
    std::string method;
    std::string path;  ///< with query
    std::string host;
    HeaderList headers;
    std::string protocol;
    std::optional<BackendTlsView> tls;
};

struct Redirect {
    int status = 302;
    std::string scheme, host;
    std::uint16_t port = 0;
    std::string path, location;
};

struct Mirror {
    DecidedBackend backend;
    std::int64_t numerator = 1, denominator = 1;
    bool taken = false;
    ForwardedRequest forwarded;
};

struct Attempt {
    DecidedEndpoint endpoint;
    std::optional<int> status;
    std::string failure;
    std::int64_t startMs = 0, endMs = 0;
};

/// Outcomes of a repeated request, equal ones counted together; sorted by backend, pod, status.
struct RepeatCount {
    DecidedBackend backend;
    std::string pod;
    std::optional<int> status;
    std::string grpcStatus;
    std::optional<ForwardedRequest> forwarded;
    std::uint32_t count = 0;
};
struct RepeatSummary {
    std::vector<RepeatCount> counts;
    std::vector<std::pair<DecidedBackend, std::uint32_t>> mirrors;
};

struct Decision {
    std::string id;
    std::uint64_t seed = 0;
    Outcome outcome = Outcome::Unknown;
    std::string reason;  ///< stable code, such as NoRouteMatched
    std::string unknown; ///< for Outcome::Unknown: what is not modelled
    std::optional<Refusal> refusal;
    std::optional<int> status;
    std::string grpcStatus;
    std::vector<std::string> ambiguous;  ///< Gateways that DNS could have meant, "ns/name"
    std::optional<DecidedListener> listener;
    std::optional<DecidedTls> tls;
    std::optional<DecidedRoute> route;
    std::optional<DecidedBackend> backend;
    std::vector<Share> shares;
    std::optional<DecidedEndpoint> endpoint;
    std::vector<DecidedEndpoint> endpoints;
    std::optional<ForwardedRequest> forwarded;
    HeaderList responseHeaders;
    std::optional<Redirect> redirect;
    std::vector<Mirror> mirrors;
    std::vector<Attempt> attempts;
    std::vector<Decision> hops;
    std::optional<RepeatSummary> repeat;
    Trace trace;  ///< empty unless explained
};

/// As INTERFACE's Decision; the trace is written when there is one.
[[nodiscard]] nlohmann::ordered_json toJson(const Decision& decision);

}  // namespace gatesight::simulator
