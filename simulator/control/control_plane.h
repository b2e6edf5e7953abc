// What a conformant control plane decides about a World: the conditions of every object, and what attached to which listener.
#pragma once

#include "model/world/world.h"
#include "simulator/control/condition.h"
#include "simulator/options.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace gatesight::simulator {

/// Index into ControlPlane::listeners.
struct ListenerId {
    std::uint32_t value = UINT32_MAX;
    [[nodiscard]] bool valid() const { return value != UINT32_MAX; }
    auto operator<=>(const ListenerId&) const = default;
};

/// One hostname under which a route is served on a listener (route.hostname.intersection).
struct AttachedHostname {
    std::string hostname;         ///< intersected name; empty: any host
    std::string routeHostname;    ///< as the route has it; empty when the route has none
    model::NodeId node = model::kNoNode;  ///< of the route's hostname
};

/// A route on a listener.
struct Attachment {
    model::ObjectId route;
    std::uint32_t parentRef = 0;  ///< index in the route's parentRefs; kDefaultGateway for a default Gateway
    std::vector<AttachedHostname> hostnames;  ///< never empty
};
inline constexpr std::uint32_t kDefaultGateway = UINT32_MAX;

/// How a listener checks the certificates of its clients (RULES 3.6).
struct ClientValidation {
    bool insecureFallback = false;
    std::vector<model::ObjectId> authorities;  ///< ConfigMaps (or Secrets) whose ca.crt is usable
    model::NodeId node = model::kNoNode;
};

struct ListenerState {
    model::ObjectId gateway;  ///< the Gateway it serves for
    model::ObjectId owner;    ///< where it is written: that Gateway, or a ListenerSet
    std::uint32_t index = 0;  ///< in the owner's list
    const model::Listener* spec = nullptr;  ///< lives as long as the World
    Conditions conditions;
    std::vector<model::RouteGroupKind> supportedKinds;
    std::uint32_t attachedRoutes = 0;
    bool serves = false;                        ///< configured in the data plane: accepted, programmed, no conflict lost
    std::vector<model::ObjectId> certificates;  ///< usable Secrets, in order of certificateRefs
    std::optional<ClientValidation> clientValidation;
    std::vector<Attachment> attachments;        ///< accepted routes, oldest first (route.precedence.age)
};

/// Why a listener that a parentRef looked at takes the route or does not, in the order of route.reason.order.
enum class AttachVerdict {
    Attached,
    OtherSection,         ///< not the listener that sectionName names
    OtherPort,            ///< not on the port that parentRef.port names
    KindNotAllowed,       ///< allowedRoutes.kinds or the protocol
    NamespaceNotAllowed,  ///< allowedRoutes.namespaces
    NoHostnameInCommon,
    OtherKindHoldsHostname  ///< an older HTTPRoute or GRPCRoute does, and the two kinds do not mix (route.conflict.http-grpc)
};

struct ListenerVerdict {
    ListenerId listener;
    AttachVerdict verdict = AttachVerdict::Attached;
    std::string_view rule;
    std::string message;  ///< one sentence with the compared values
};

/// One entry of status.parents, or the reason why there is none.
struct RouteParentState {
    std::uint32_t parentRef = 0;  ///< as in Attachment
    model::ObjectId parent;       ///< invalid: no such object
    std::string controllerName;   ///< empty: nobody writes an entry, see `unwritten`
    std::string unwritten;        ///< one sentence: why no controller will write this
    std::string_view unwrittenRule;
    Conditions conditions;
    std::vector<ListenerVerdict> verdicts;  ///< every listener of the parent
    std::vector<std::uint32_t> servicePorts;  ///< of a Service or ServiceImport as parent: indexes of the ports whose clients get the route
    [[nodiscard]] bool accepted() const { return isTrue(conditions, "Accepted"); }
};

enum class BackendStatus { Ok, InvalidKind, RefNotPermitted, NotFound, PortNotFound, UnsupportedProtocol };

/// A reference from a route to where traffic goes, resolved. Permission is decided before existence (backendref.not-permitted-500).
struct BackendState {
    BackendStatus status = BackendStatus::Ok;
    model::ObjectId target;          ///< Service, ServiceImport or XBackend; invalid when it is not to be looked at or not there
    std::uint32_t port = UINT32_MAX; ///< index in the ports of a Service or ServiceImport
    model::ObjectId grant;           ///< the ReferenceGrant that permits it, for references across namespaces
    std::string_view rule;
    std::string message;             ///< for people; reveals nothing about unpermitted objects (backendref.no-leak)
    [[nodiscard]] bool ok() const { return status == BackendStatus::Ok; }
};

/// References of the filters of a rule or of one of its backendRefs.
struct FilterBackendState {
    std::uint32_t filter = 0;  ///< index in its filter list
    BackendState backend;
};

struct RuleState {
    std::vector<BackendState> backends;                       ///< beside backendRefs
    std::vector<FilterBackendState> filters;                  ///< mirrors and external auth of the rule
    std::vector<std::vector<FilterBackendState>> backendFilters;  ///< the same of each backendRef
    bool dropped = false;  ///< invalid: not served (route.rule.invalid-dropped)
    std::string droppedBecause;
};

struct RouteState {
    model::ObjectId route;
    std::vector<RouteParentState> parents;
    std::vector<RuleState> rules;
    std::vector<RuleState> rulesInMesh;  ///< the same for clients of a mesh, where that differs (mesh.no-grant); else empty
    [[nodiscard]] const std::vector<RuleState>& rulesFor(bool mesh) const {
        return mesh && !rulesInMesh.empty() ? rulesInMesh : rules;
    }
    [[nodiscard]] bool acceptedAnywhere() const;
};

struct GatewayStatusAddress {
    std::string type, value;
    bool assigned = true;  ///< chosen by Gatesight from the documentation ranges (nothing was requested)
};

struct GatewayState {
    model::ObjectId gateway;
    std::string controllerName;  ///< empty: no controller acts on it, see `unmanaged`
    std::string unmanaged;       ///< one sentence
    std::string_view unmanagedRule;
    bool classAssumed = false;   ///< its GatewayClass is not loaded and was assumed
    Conditions conditions;
    std::vector<GatewayStatusAddress> addresses;
    std::vector<ListenerId> listeners;  ///< its own, then those of its ListenerSets in order of precedence
    std::size_t ownListeners = 0;
    std::uint32_t attachedListenerSets = 0;
    model::ObjectId backendClientCertificate;  ///< Secret presented to backends
    model::Labels generatedLabels;             ///< of the objects made for it (gateway.infrastructure.propagate)
    model::Labels generatedAnnotations;
};

struct ListenerSetState {
    model::ObjectId listenerSet;
    model::ObjectId gateway;      ///< invalid: no such Gateway
    std::string controllerName;   ///< empty: nobody writes its status, see `unwritten`
    std::string unwritten;        ///< one sentence
    std::string_view unwrittenRule;
    Conditions conditions;
    std::vector<ListenerId> listeners;  ///< empty when the Gateway does not let it in
};

/// A policy under one of the Gateways that it matters to (btp.status.ancestor).
struct PolicyAncestor {
    model::ObjectId gateway;  ///< for an XBackend also a Service, before which a mesh has a route
    std::string controllerName;
    Conditions conditions;
};

/// A BackendTLSPolicy, resolved.
struct BackendTlsState {
    model::ObjectId policy;
    const model::BackendTLSPolicy* spec = nullptr;  ///< lives as long as the World
    std::vector<model::ObjectId> authorities;       ///< objects whose ca.crt is usable
    std::string unusable;  ///< why backends cannot be spoken to: never plaintext instead (btp.no-plaintext-fallback); else empty
    std::string_view unusableRule;
    std::vector<PolicyAncestor> ancestors;  ///< Gateways with a route to a target, in the World's order
};

/// An XBackend, resolved.
struct XBackendState {
    model::ObjectId backend;
    const model::XBackend* spec = nullptr;     ///< lives as long as the World
    std::vector<model::ObjectId> authorities;  ///< objects whose ca.crt is usable
    model::ObjectId clientCertificate;         ///< Secret that is shown to it (xbackend.tls)
    std::string unusable;  ///< why nothing can be sent to it, never plaintext instead; else empty
    std::string_view unusableRule;
    std::vector<PolicyAncestor> parents;  ///< of status.parents: what leads to it, in the World's order (xbackend.status)
};

/// An XBackendTrafficPolicy. What it holds for is found by target: ControlPlane::backendTraffic.
struct BackendTrafficState {
    model::ObjectId policy;
    const model::XBackendTrafficPolicy* spec = nullptr;  ///< lives as long as the World
    std::vector<PolicyAncestor> ancestors;
};

/// An XMesh.
struct MeshState {
    model::ObjectId mesh;
    std::string unwritten;  ///< one sentence: why the mesh does not write its status; else empty
    std::string_view unwrittenRule;
    Conditions conditions;
    std::vector<std::string> supportedFeatures;
};

struct GatewayClassState {
    model::ObjectId gatewayClass;
    Conditions conditions;
    std::vector<std::string> supportedFeatures;
};

/// Immutable. Everything is found by ObjectId of the World it was computed from.
class ControlPlane {
public:
    std::vector<GatewayClassState> gatewayClasses;
    std::vector<GatewayState> gateways;
    std::vector<ListenerState> listeners;
    std::vector<ListenerSetState> listenerSets;      ///< in the World's order
    std::vector<BackendTlsState> backendTlsPolicies;  ///< in the World's order
    std::vector<XBackendState> xBackends;             ///< in the World's order
    std::vector<BackendTrafficState> backendTrafficPolicies;  ///< in the World's order
    std::vector<MeshState> meshes;                    ///< every XMesh, in the World's order
    std::string meshController;      ///< who acts on routes whose parent is a Service
    std::string ownMesh;             ///< name of the XMesh that the mesh makes for itself (xmesh.autocreate); empty: it makes none
    std::vector<RouteState> routes;  ///< every object of a route kind, in the World's order
    model::Findings findings;        ///< what lint says about references, attachment, conflicts

    [[nodiscard]] const ListenerState& listener(ListenerId id) const { return listeners[id.value]; }
    /// Null when the object is not of that kind.
    [[nodiscard]] const GatewayState* gateway(model::ObjectId id) const;
    [[nodiscard]] const RouteState* route(model::ObjectId id) const;
    [[nodiscard]] const GatewayClassState* gatewayClass(model::ObjectId id) const;
    [[nodiscard]] const ListenerSetState* listenerSet(model::ObjectId id) const;
    [[nodiscard]] const BackendTlsState* backendTlsPolicy(model::ObjectId id) const;
    /// The policy that holds for connections to a port of a Service: one for the port before one for all
    /// (btp.section-name.specific-wins); null when there is none.
    [[nodiscard]] const BackendTlsState* backendTls(model::ObjectId service, std::string_view portName) const;
    /// Notes that a policy holds for a port, or with an empty name for all of them. The first one stays.
    void holdBackendTls(model::ObjectId service, std::string_view portName, std::uint32_t policy);

    [[nodiscard]] const XBackendState* xBackend(model::ObjectId id) const;
    [[nodiscard]] const BackendTrafficState* backendTrafficPolicy(model::ObjectId id) const;
    [[nodiscard]] const MeshState* mesh(model::ObjectId id) const;
    /// The policy that holds for traffic to a Service or ServiceImport (xbtp.direct); null when there is none.
    [[nodiscard]] const BackendTrafficState* backendTraffic(model::ObjectId target) const;
    /// Notes that a policy holds for a target. Returns false when another one does already, which stays.
    bool holdBackendTraffic(model::ObjectId target, std::uint32_t policy);

    /// Fills the look-ups by object; the last step of computing a ControlPlane.
    void index();

private:
    std::unordered_map<std::uint32_t, std::uint32_t> m_gateways, m_routes, m_classes, m_listenerSets, m_policies, m_xBackends,
        m_trafficPolicies, m_meshes;
    std::map<model::ObjectId, std::uint32_t> m_backendTraffic;
    std::map<std::pair<model::ObjectId, std::string>, std::uint32_t> m_backendTls;
};

using ControlPlanePtr = std::shared_ptr<const ControlPlane>;

/// A pure function of its arguments. `stop` is checked per object; null when stopped.
[[nodiscard]] ControlPlanePtr computeControlPlane(const model::World& world, const Options& options,
                                                  std::stop_token stop = {});

}  // namespace gatesight::simulator
