// The list of kinds. A new kind is one header beside this one, one line here, one decoder and one schema table.
#pragma once

#include "model/kinds/backend_tls_policy.h"
#include "model/kinds/config.h"
#include "model/kinds/connection_routes.h"
#include "model/kinds/gateway.h"
#include "model/kinds/gateway_class.h"
#include "model/kinds/http_route.h"
#include "model/kinds/listener_set.h"
#include "model/kinds/metadata.h"
#include "model/kinds/network_policy.h"
#include "model/kinds/pod.h"
#include "model/kinds/reference_grant.h"
#include "model/kinds/service.h"
#include "model/kinds/service_import.h"
#include "model/kinds/x_backend.h"
#include "model/kinds/x_backend_traffic_policy.h"
#include "model/kinds/x_mesh.h"

#include <variant>

namespace gatesight::model {

/// A kind that Gatesight does not model: shown and referred to, never decided upon.
struct Opaque {};

using Resource = std::variant<Opaque, Namespace, GatewayClass, Gateway, ListenerSet, HTTPRoute, GRPCRoute, TLSRoute, TCPRoute,
                              UDPRoute, BackendTLSPolicy, ReferenceGrant, XBackend, XBackendTrafficPolicy, XMesh, Service,
                              ServiceImport, EndpointSlice, Endpoints, Pod, Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, Secret, ConfigMap,
                              NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy>;

/// Group, name and scope of each alternative of Resource.
struct KindInfo {
    std::string_view group;
    std::string_view kind;
    bool namespaced = true;
};

template <class K>
inline constexpr KindInfo kKind{};
template <> inline constexpr KindInfo kKind<Namespace>{"", "Namespace", false};
template <> inline constexpr KindInfo kKind<GatewayClass>{kGatewayGroup, "GatewayClass", false};
template <> inline constexpr KindInfo kKind<Gateway>{kGatewayGroup, "Gateway"};
template <> inline constexpr KindInfo kKind<HTTPRoute>{kGatewayGroup, "HTTPRoute"};
template <> inline constexpr KindInfo kKind<ListenerSet>{kGatewayGroup, "ListenerSet"};
template <> inline constexpr KindInfo kKind<GRPCRoute>{kGatewayGroup, "GRPCRoute"};
template <> inline constexpr KindInfo kKind<TLSRoute>{kGatewayGroup, "TLSRoute"};
template <> inline constexpr KindInfo kKind<TCPRoute>{kGatewayGroup, "TCPRoute"};
template <> inline constexpr KindInfo kKind<UDPRoute>{kGatewayGroup, "UDPRoute"};
template <> inline constexpr KindInfo kKind<BackendTLSPolicy>{kGatewayGroup, "BackendTLSPolicy"};
template <> inline constexpr KindInfo kKind<XBackend>{kGatewayExperimentalGroup, "XBackend"};
template <> inline constexpr KindInfo kKind<XBackendTrafficPolicy>{kGatewayExperimentalGroup, "XBackendTrafficPolicy"};
template <> inline constexpr KindInfo kKind<XMesh>{kGatewayExperimentalGroup, "XMesh", false};
template <> inline constexpr KindInfo kKind<ServiceImport>{kMulticlusterGroup, "ServiceImport"};
template <> inline constexpr KindInfo kKind<ReferenceGrant>{kGatewayGroup, "ReferenceGrant"};
template <> inline constexpr KindInfo kKind<Service>{"", "Service"};
template <> inline constexpr KindInfo kKind<EndpointSlice>{"discovery.k8s.io", "EndpointSlice"};
template <> inline constexpr KindInfo kKind<Endpoints>{"", "Endpoints"};
template <> inline constexpr KindInfo kKind<Pod>{"", "Pod"};
template <> inline constexpr KindInfo kKind<Deployment>{"apps", "Deployment"};
template <> inline constexpr KindInfo kKind<ReplicaSet>{"apps", "ReplicaSet"};
template <> inline constexpr KindInfo kKind<StatefulSet>{"apps", "StatefulSet"};
template <> inline constexpr KindInfo kKind<DaemonSet>{"apps", "DaemonSet"};
template <> inline constexpr KindInfo kKind<Job>{"batch", "Job"};
template <> inline constexpr KindInfo kKind<Secret>{"", "Secret"};
template <> inline constexpr KindInfo kKind<ConfigMap>{"", "ConfigMap"};
template <> inline constexpr KindInfo kKind<NetworkPolicy>{"networking.k8s.io", "NetworkPolicy"};
template <> inline constexpr KindInfo kKind<AdminNetworkPolicy>{kNetworkPolicyGroup, "AdminNetworkPolicy", false};
template <> inline constexpr KindInfo kKind<BaselineAdminNetworkPolicy>{kNetworkPolicyGroup, "BaselineAdminNetworkPolicy", false};
template <> inline constexpr KindInfo kKind<ClusterNetworkPolicy>{kNetworkPolicyGroup, "ClusterNetworkPolicy", false};

/// One object as the API server would store it: defaults filled, unknown fields dropped.
struct Object {
    std::string group, version, kind;
    ObjectMeta metadata;
    Resource resource;
    Origin origin;

    [[nodiscard]] std::string apiVersion() const { return group.empty() ? version : group + "/" + version; }
    [[nodiscard]] ObjectReference reference() const;
    /// "namespace/name", or the name alone for cluster-scoped kinds.
    [[nodiscard]] std::string fullName() const;
};

/// The route when it looks at requests (HTTPRoute, GRPCRoute); else null.
[[nodiscard]] const RequestRoute* requestRoute(const Object& object);
/// The route when it takes whole connections (TLSRoute, TCPRoute, UDPRoute); else null.
[[nodiscard]] const ConnectionRoute* connectionRoute(const Object& object);
/// The ports of a Service or a ServiceImport; null for other kinds.
[[nodiscard]] const std::vector<ServicePort>* servicePorts(const Object& object);
/// Whether a reference names something that clients in the cluster call: a Service or a ServiceImport.
[[nodiscard]] bool namesService(std::string_view group, std::string_view kind);
/// The policy when it is one for the whole cluster (AdminNetworkPolicy and its like); else null.
[[nodiscard]] const TieredNetworkPolicy* tieredNetworkPolicy(const Object& object);

}  // namespace gatesight::model
