// Service, EndpointSlice and Endpoints: names and addresses in front of Pods.
#pragma once

#include "model/kinds/metadata.h"
#include "model/kinds/references.h"

#include <variant>

namespace gatesight::model {

/// A port by number, or by the name of a container port.
using IntOrString = std::variant<std::uint16_t, std::string>;

struct ServicePort {
    std::string name;
    std::string protocol = "TCP";
    std::string appProtocol;
    std::uint16_t port = 0;
    std::optional<IntOrString> targetPort;  ///< absent: equal to port
    std::uint16_t nodePort = 0;             ///< 0: none
    NodeId node = kNoNode;
};

struct Service {
    std::string type = "ClusterIP";
    Labels selector;
    std::vector<ServicePort> ports;
    std::string clusterIP;  ///< "None" for headless; empty when the cluster has not assigned one
    std::vector<std::string> clusterIPs;
    std::vector<std::string> externalIPs;
    std::string externalName;
    bool sessionAffinityClientIP = false;
    std::int32_t sessionAffinityTimeoutSeconds = 10800;
    bool externalTrafficPolicyLocal = false;
    bool internalTrafficPolicyLocal = false;
    std::string trafficDistribution;
    bool publishNotReadyAddresses = false;
    bool allocateLoadBalancerNodePorts = true;
    std::uint16_t healthCheckNodePort = 0;           ///< 0: none
    std::vector<std::string> loadBalancerAddresses;  ///< status.loadBalancer.ingress
    /// Those of them that kube-proxy leaves to the load balancer: host names, and with ipMode Proxy
    /// (svc.load-balancer.ip-mode).
    std::vector<std::string> proxiedAddresses;
    std::vector<std::string> loadBalancerSourceRanges;
    /// The annotation by which a cloud keeps its load balancer internal; empty: there is none.
    std::string_view internalBalancer;
    std::vector<std::string> ipFamilies;

    [[nodiscard]] bool headless() const { return clusterIP == "None"; }
    [[nodiscard]] bool isExternalName() const { return type == "ExternalName"; }
    /// The cluster gives it node ports, also where the manifest names none.
    [[nodiscard]] bool hasNodePorts() const {
        return type == "NodePort" || (type == "LoadBalancer" && allocateLoadBalancerNodePorts);
    }
};

struct EndpointPort {
    std::string name;
    std::string protocol = "TCP";
    std::uint16_t port = 0;
    std::string appProtocol;
};

struct Endpoint {
    std::vector<std::string> addresses;  ///< they mean the same; the first is used (eps.first-address)
    bool ready = true;
    bool serving = true;
    bool terminating = false;
    std::string hostname, nodeName, zone;
    std::vector<std::string> hintZones, hintNodes;
    std::string targetKind, targetName;  ///< of targetRef; empty for endpoints outside the cluster
    NodeId node = kNoNode;
};

struct EndpointSlice {
    std::string serviceName;  ///< label kubernetes.io/service-name (eps.link-by-label)
    std::string importName;   ///< label multicluster.kubernetes.io/service-name: of a ServiceImport
    std::string cluster;      ///< label multicluster.kubernetes.io/source-cluster: where the endpoints live
    std::string addressType = "IPv4";
    std::vector<Endpoint> endpoints;
    std::vector<EndpointPort> ports;
};

/// The deprecated v1 Endpoints; mirrored to slices for Services without selector (eps.legacy-endpoints).
struct Endpoints {
    struct Subset {
        std::vector<Endpoint> endpoints;  ///< ready and, with ready=false, not ready addresses
        std::vector<EndpointPort> ports;
    };
    std::vector<Subset> subsets;
};

}  // namespace gatesight::model
