// Pod, and the workloads that make Pods.
#pragma once

#include "model/kinds/metadata.h"

namespace gatesight::model {

struct ContainerPort {
    std::string name;
    std::uint16_t containerPort = 0;
    std::string protocol = "TCP";
};

struct Container {
    std::string name;
    std::string image;
    std::vector<ContainerPort> ports;
    bool restartableInit = false;  ///< a sidecar: init container with restartPolicy Always
};

/// What a Pod adds to its resolv.conf, or has in place of one (dnsPolicy None).
struct PodDnsConfig {
    std::vector<std::string> nameservers, searches;
    std::optional<std::int32_t> ndots;  ///< of options; others do not change what a name means
};

/// Lines of a Pod's /etc/hosts.
struct HostAlias {
    std::string ip;
    std::vector<std::string> hostnames;
};

struct PodSpec {
    std::vector<Container> containers;  ///< sidecars follow the others, marked; init containers that end are left out
    std::string nodeName;
    std::string serviceAccountName = "default";
    bool hostNetwork = false;
    std::string hostname, subdomain;
    Labels nodeSelector;
    std::string dnsPolicy = "ClusterFirst";
    PodDnsConfig dnsConfig;
    std::vector<HostAlias> hostAliases;
};

struct Pod {
    PodSpec spec;
    std::string phase = "Running";  ///< of status; a manifest without status is taken as running
    std::string podIP;              ///< of status; derived when absent
    std::vector<std::string> podIPs;
    std::string hostIP;
    bool ready = true;  ///< status condition Ready; a manifest without status is taken as ready
};

struct PodTemplate {
    ObjectMeta metadata;
    PodSpec spec;
};

/// Deployment, ReplicaSet, StatefulSet, DaemonSet and Job differ only in how many Pods they make and how these are named.
struct Workload {
    std::optional<std::int32_t> replicas;  ///< absent: 1 (one per node for a DaemonSet)
    LabelSelector selector;
    PodTemplate template_;
    std::string serviceName;  ///< StatefulSet only
    bool completed = false;   ///< Job only
};
struct Deployment : Workload {};
struct ReplicaSet : Workload {};
struct StatefulSet : Workload {};
struct DaemonSet : Workload {};
struct Job : Workload {};

}  // namespace gatesight::model
