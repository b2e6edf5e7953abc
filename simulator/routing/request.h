// A synthetic request: what a client would send, and how the workload behind would act (docs/interface: Request).
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace gatesight::simulator {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

enum class Scheme { Http, Https, Ws, Wss, Grpc, Grpcs, Tcp, Udp, Tls };
enum class Protocol { Http1, H2, H2c, WebSocket, Grpc, Tls, Tcp, Udp };

[[nodiscard]] std::string_view toString(Scheme scheme);
[[nodiscard]] std::string_view toString(Protocol protocol);

/// Where a request starts. Without a namespace: the internet.
struct RequestSource {
    std::string namespace_, pod, workload, serviceAccount;
    [[nodiscard]] bool internet() const { return namespace_.empty(); }
};

struct ClientTls {
    std::optional<std::string> sni;  ///< absent: the URL's host; empty: none is sent
    std::vector<std::string> alpn;
    std::string clientCertificateSecret;  ///< "ns/name"
    std::string clientCertificatePem;
    std::string trustConfigMap, trustSecret, trustKey;  ///< roots of the client; all empty: any server will do
};

/// Lists go by attempt; the last entry repeats. Empty: answers 200 at once.
struct BackendBehavior {
    std::vector<std::int64_t> delayMs;
    std::vector<int> statuses;
    int connectFailures = 0;
    HeaderList responseHeaders;
    std::string tlsSecret, tlsClientCA;  ///< "ns/name"; how the workload serves TLS
};

/// How the service answers that an ExternalAuth filter asks. Without a status that is not known.
struct AuthBehavior {
    std::optional<std::uint16_t> status;
    HeaderList responseHeaders;
};

struct Request {
    std::string id;
    Scheme scheme = Scheme::Http;
    std::string urlHost;            ///< as typed; IPv6 without brackets
    std::uint16_t urlPort = 80;     ///< the scheme's own when the URL has none
    bool portGiven = false;
    std::string path = "/";         ///< as typed, without query
    std::optional<std::string> query;  ///< without "?"
    std::string gateway;            ///< "ns/name"; empty: resolved
    std::optional<std::uint16_t> port;  ///< listener port when it differs from the URL's
    RequestSource from;
    std::string method = "GET";
    std::optional<std::string> host;  ///< Host / :authority; absent: the URL's host (and port, when given); empty: none is sent
    HeaderList headers;
    std::uint64_t bodyBytes = 0;
    Protocol protocol = Protocol::Http1;
    ClientTls tls;
    std::string sourceIp;
    BackendBehavior backend;
    AuthBehavior auth;
    std::uint64_t sessionAgeMs = 0;  ///< how long ago the session began whose token the request carries
    std::uint32_t repeat = 1;

    [[nodiscard]] std::uint16_t listenerPort() const { return port.value_or(urlPort); }
    /// Value of the Host header or :authority as sent; empty when none is sent.
    [[nodiscard]] std::string authority() const;
    [[nodiscard]] std::string url() const;
};

/// One Request object of JSON. The error names the field and what it should be; unknown fields are errors with the nearest name.
[[nodiscard]] std::expected<Request, std::string> requestFromJson(const nlohmann::ordered_json& json);

/// Fills scheme, host, port, path, query (and protocol and method by scheme) from a URL; the error says what is wrong with it.
[[nodiscard]] std::expected<void, std::string> setUrl(Request& request, std::string_view url);

/// The request as JSON, only with what differs from the defaults.
[[nodiscard]] nlohmann::ordered_json toJson(const Request& request);

}  // namespace gatesight::simulator
