// XBackend: a place outside the cluster that routes can lead to (experimental).
#pragma once

#include "model/kinds/backend_tls_policy.h"
#include "model/kinds/references.h"

namespace gatesight::model {

struct XBackend {
    struct TLS {
        enum class Mode { None, ServerOnly, ClientAndServer };
        Mode mode = Mode::None;
        std::optional<ObjectRef> clientCertificateRef;    ///< for ClientAndServer alone (xbackend.tls)
        std::optional<BackendTLSValidation> validation;
        NodeId node = kNoNode;
    };
    std::string type = "ExternalHostname";
    std::string hostname;    ///< of externalHostname; the Gateway looks it up (xbackend.dns)
    std::uint16_t port = 0;  ///< 0: not written
    std::string protocol;    ///< HTTP, HTTP2, HTTP11, H2C, TCP or MCP; empty: what the route implies
    std::optional<TLS> tls;
    NodeId specNode = kNoNode;

    /// Nothing asks for TLS: what is sent can be read on the way (xbackend.insecure).
    [[nodiscard]] bool insecure() const { return !tls || tls->mode == TLS::Mode::None; }
    /// "api.example.com:443"
    [[nodiscard]] std::string place() const { return hostname + ":" + std::to_string(port); }
};

}  // namespace gatesight::model
