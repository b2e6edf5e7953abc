// Service -> EndpointSlice -> Pod: which endpoints a Service port leads to, and which of them one connection takes.
#pragma once

#include "model/world/world.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// One endpoint of one port of a Service, or of a ServiceImport, which is meant as well wherever a Service is spoken of.
struct EndpointTarget {
    model::ObjectId pod;   ///< invalid for endpoints outside the cluster
    model::ObjectId slice;
    std::string ip;
    std::uint16_t port = 0;  ///< of the Pod, after targetPort
    std::string node, zone;
    bool ready = true, serving = true, terminating = false;
    std::vector<std::string> hintZones, hintNodes;
    model::NodeId sliceNode = model::kNoNode;
};

/// Who dials: decides which kube-proxy rules hold (RULES 21.4).
struct Dialer {
    enum class Path { GatewayToEndpoints, ClusterIP, NodePort, ExternalIP, LoadBalancer };
    Path path = Path::GatewayToEndpoints;
    std::string node, zone;   ///< where kube-proxy meets the connection: the client's, or that of a node port; empty when unknown
    std::string sourceIp;     ///< for session affinity
    bool insideCluster = false;  ///< the client is a Pod, and its connection never leaves the cluster
    bool onNode = false;         ///< and runs on the Node whose port it calls
};

/// The endpoints that may be taken, and why the others may not.
struct EndpointChoice {
    std::vector<std::uint32_t> eligible;  ///< indexes into endpoints(), in order
    struct Excluded {
        std::uint32_t endpoint;
        std::string_view rule;
        std::string reason;
    };
    std::vector<Excluded> excluded;
    bool byAffinity = false;      ///< session affinity leaves one
    std::string_view rule;        ///< rule that shaped the choice, or why nothing is eligible; else empty
    std::string note;             ///< one sentence on how `rule` was applied, where it needs one
};

class Clients;        // simulator/delivery/clients.h
class ServiceFronts;  // simulator/delivery/service_fronts.h

/// Immutable; computed once per World.
class Delivery {
public:
    /// All endpoints of a Service port (by index in Service.ports), ready or not, sorted by Pod name then address; doubles removed.
    [[nodiscard]] std::span<const EndpointTarget> endpoints(model::ObjectId service, std::uint32_t port) const;
    /// Which of them `dialer` may take. Empty `eligible`: the connection is refused or dropped (see `rule`).
    [[nodiscard]] EndpointChoice choose(model::ObjectId service, std::uint32_t port, const Dialer& dialer) const;
    /// The number of endpoints a Gateway may take (ready ones); fast.
    [[nodiscard]] std::span<const std::uint32_t> readyEndpoints(model::ObjectId service, std::uint32_t port) const;
    /// The same port by addresses of one family, as an index for the three above (eps.dual-stack); nothing: the Service has none of that family.
    [[nodiscard]] std::optional<std::uint32_t> portInFamily(model::ObjectId service, std::uint32_t port, bool v6) const;
    /// Addresses of Services that are reached from outside as well.
    [[nodiscard]] const ServiceFronts& fronts() const;
    [[nodiscard]] const Clients& clients() const;

private:
    friend std::shared_ptr<const Delivery> computeDelivery(const model::World& world);
    struct Data;
    std::shared_ptr<const Data> m_data;
};

[[nodiscard]] std::shared_ptr<const Delivery> computeDelivery(const model::World& world);

/// What a name or address means from inside the cluster or outside (docs/interface: resolution without `gateway`).
struct Destination {
    enum class Kind { Service, Pod, External, Nothing, Unknown };
    Kind kind = Kind::Nothing;
    model::ObjectId object;  ///< the Service, ServiceImport or Pod
    bool byName = false;     ///< through cluster DNS
    bool headless = false;   ///< DNS gave Pod addresses
    Dialer::Path path = Dialer::Path::ClusterIP;  ///< by which address of a Service
    std::optional<std::uint32_t> port;  ///< index in Service.ports that a node port stands for; else the request's own port says it
    std::string node;                   ///< Node whose port it is
    std::optional<bool> v6;             ///< family of the address that was called; nothing: it was a name
    bool leftToLoadBalancer = false;    ///< kube-proxy does not stand in for the address (svc.load-balancer.ip-mode)
    std::string externalName;
    std::string_view rule;
    std::string message;
};

struct ResolvConf;  // simulator/delivery/resolv_conf.h

/// Resolves `host` as a Pod in `fromNamespace` with this resolv.conf would: Service names (svc, svc.ns, svc.ns.svc, with
/// cluster.local), cluster IPs, Pod IPs. Of Unknown, `message` says what is not known.
[[nodiscard]] Destination resolveInside(const model::World& world, std::string_view host, std::string_view fromNamespace,
                                        const ResolvConf& conf);

}  // namespace gatesight::simulator
