// Gateway: addresses and listeners where traffic enters.
#pragma once

#include "model/kinds/metadata.h"
#include "model/kinds/references.h"

namespace gatesight::model {

/// Which namespaces may do something: Same (of the owner), All, Selector, None.
struct NamespacesFrom {
    enum class From { Same, All, Selector, None };
    From from = From::Same;
    std::optional<LabelSelector> selector;  ///< absent with From::Selector admits nothing (listenerset.selector.nil)
    NodeId node = kNoNode;
};

struct RouteGroupKind {
    std::string group{kGatewayGroup};
    std::string kind;
    auto operator<=>(const RouteGroupKind&) const = default;
};

struct AllowedRoutes {
    NamespacesFrom namespaces;
    std::vector<RouteGroupKind> kinds;  ///< empty: by protocol (listener.protocol.kinds)
    NodeId node = kNoNode;
};

struct ListenerTLSConfig {
    enum class Mode { Terminate, Passthrough };
    Mode mode = Mode::Terminate;
    std::vector<ObjectRef> certificateRefs;
    Labels options;
    NodeId node = kNoNode;
};

/// One listener of a Gateway or ListenerSet. `protocol` is kept as written: unknown ones pass the API server.
struct Listener {
    std::string name;
    std::string hostname;  ///< empty: any host
    std::uint16_t port = 0;
    std::string protocol;
    std::optional<ListenerTLSConfig> tls;
    AllowedRoutes allowedRoutes;
    NodeId node = kNoNode;
};

struct GatewayAddress {
    std::string type = "IPAddress";
    std::optional<std::string> value;  ///< absent: any address of that type
    NodeId node = kNoNode;
};

/// How clients must show certificates (tls.frontend.*.validation).
struct FrontendTLSValidation {
    enum class Mode { AllowValidOnly, AllowInsecureFallback };
    Mode mode = Mode::AllowValidOnly;
    std::vector<ObjectRef> caCertificateRefs;
    NodeId node = kNoNode;
};

struct FrontendTLSConfig {
    struct PortConfig {
        std::uint16_t port = 0;
        std::optional<FrontendTLSValidation> validation;  ///< absent: this port asks for no certificate
    };
    std::optional<FrontendTLSValidation> default_;
    std::vector<PortConfig> perPort;
};

struct GatewayInfrastructure {
    Labels labels;
    Labels annotations;
    std::optional<ObjectRef> parametersRef;
};

struct Gateway {
    std::string gatewayClassName;
    std::vector<Listener> listeners;
    std::vector<GatewayAddress> addresses;
    std::optional<GatewayInfrastructure> infrastructure;
    NamespacesFrom allowedListeners{.from = NamespacesFrom::From::None, .selector = {}};
    std::optional<FrontendTLSConfig> frontendTLS;
    std::optional<ObjectRef> backendClientCertificateRef;  ///< tls.backend.clientCertificateRef
    bool defaultScopeAll = false;                          ///< defaultScope: All (experimental)
    NodeId gatewayClassNameNode = kNoNode;
};

}  // namespace gatesight::model
