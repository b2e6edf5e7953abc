// The kinds of Kubernetes itself: every field name at the levels that are modelled, so that a
// misspelt one is noticed and a real one never is. What lies deeper is known but not looked at. The
// API server has more to say about these kinds than is said here.
#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/schema/value.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace gatesight::model {

namespace {

constexpr Field any(std::string_view name) {
    return optional(name, &kAny);
}
constexpr Schema kAnyPort = integer(0, 65535);
constexpr std::array<std::string_view, 3> kProtocols{"TCP", "UDP", "SCTP"};
constexpr Schema kProtocol = oneOf(kProtocols);

// ---- Namespace, Secret, ConfigMap ----

constexpr Field kNamespaceFields[] = {any("apiVersion"), any("kind"),
                                      optional("metadata", &kMetadata), any("spec"), any("status")};
constexpr Field kSecretFields[] = {
    any("apiVersion"), any("data"), any("immutable"), any("kind"), optional("metadata", &kMetadata),
    any("stringData"), any("type")};
constexpr Field kConfigMapFields[] = {
    any("apiVersion"), any("binaryData"), optional("data", &kTextMap),
    any("immutable"),  any("kind"),       optional("metadata", &kMetadata)};

// ---- Service ----

constexpr Field kServicePortFields[] = {
    optional("appProtocol", &kText),          optional("name", &kText),
    optional("nodePort", &kAnyPort),          required("port", &kPort),
    defaulted("protocol", &kProtocol, "TCP"), optional("targetPort", &kIntOrString)};
constexpr Schema kServicePort = object(kServicePortFields);

/// svc.port.names
Verdict namedIfSeveral(const Value& self) {
    const std::vector<Value> ports = self.items();
    return ports.size() < 2 || std::ranges::all_of(ports, [](const Value& port) {
               return !port["name"].text().empty();
           });
}

/// svc.protocol
Verdict numberOncePerProtocol(const Value& self) {
    std::set<std::pair<std::string_view, std::string_view>> seen;
    const std::vector<Value> ports = self.items();
    return std::ranges::all_of(ports, [&](const Value& port) {
        return seen.emplace(port["protocol"].text(), port["port"].text()).second;
    });
}

constexpr SchemaRule kServicePortRules[] = {
    {"svc.port.names", namedIfSeveral, "every port needs a name when there are several"},
    {"svc.protocol", numberOncePerProtocol, "a port number may appear once per protocol"}};
constexpr Schema kServicePorts =
    list(&kServicePort, 0, std::numeric_limits<std::size_t>::max(), kServicePortRules);
constexpr std::array<std::string_view, 4> kServiceTypes{"ClusterIP", "ExternalName", "LoadBalancer",
                                                        "NodePort"};
constexpr Schema kServiceType = oneOf(kServiceTypes);
constexpr std::array<std::string_view, 2> kTrafficPolicies{"Cluster", "Local"};
constexpr Schema kTrafficPolicy = oneOf(kTrafficPolicies);
constexpr std::array<std::string_view, 2> kAffinities{"ClientIP", "None"};
constexpr Schema kAffinity = oneOf(kAffinities);
constexpr std::array<std::string_view, 3> kDistributions{"PreferClose", "PreferSameNode",
                                                         "PreferSameZone"};
constexpr Schema kDistribution = oneOf(kDistributions);
constexpr std::array<std::string_view, 2> kFamilies{"IPv4", "IPv6"};
constexpr Schema kFamily = oneOf(kFamilies);
constexpr Schema kFamilyList = list(&kFamily, 0, 2);
constexpr Field kServiceSpecFields[] = {
    any("allocateLoadBalancerNodePorts"),
    optional("clusterIP", &kText),
    optional("clusterIPs", &kTextList),
    optional("externalIPs", &kTextList),
    optional("externalName", &kText),
    optional("externalTrafficPolicy", &kTrafficPolicy),
    any("healthCheckNodePort"),
    defaulted("internalTrafficPolicy", &kTrafficPolicy, "Cluster"),
    optional("ipFamilies", &kFamilyList),
    any("ipFamilyPolicy"),
    any("loadBalancerClass"),
    any("loadBalancerIP"),
    optional("loadBalancerSourceRanges", &kTextList),
    optional("ports", &kServicePorts),
    optional("publishNotReadyAddresses", &kBoolean),
    optional("selector", &kTextMap),
    defaulted("sessionAffinity", &kAffinity, "None"),
    any("sessionAffinityConfig"),
    optional("trafficDistribution", &kDistribution),
    defaulted("type", &kServiceType, "ClusterIP")};
constexpr Schema kServiceSpec = object(kServiceSpecFields);
constexpr Field kServiceFields[] = {any("apiVersion"), any("kind"),
                                    optional("metadata", &kMetadata),
                                    required("spec", &kServiceSpec), any("status")};

// ---- EndpointSlice, Endpoints ----

constexpr Field kConditionsFields[] = {optional("ready", &kBoolean), optional("serving", &kBoolean),
                                       optional("terminating", &kBoolean)};
constexpr Schema kEndpointConditions = object(kConditionsFields);
constexpr Schema kAddresses = list(&kText, 1, 100);
constexpr Field kEndpointFields[] = {required("addresses", &kAddresses),
                                     optional("conditions", &kEndpointConditions),
                                     any("deprecatedTopology"),
                                     any("hints"),
                                     any("hostname"),
                                     any("nodeName"),
                                     any("targetRef"),
                                     any("zone")};
constexpr Schema kEndpoint = object(kEndpointFields);
constexpr Schema kEndpoints = list(&kEndpoint, 0, 1000);
constexpr Field kEndpointPortFields[] = {optional("appProtocol", &kText),
                                         defaulted("name", &kText, ""), optional("port", &kPort),
                                         defaulted("protocol", &kProtocol, "TCP")};
constexpr Schema kEndpointPort = object(kEndpointPortFields);
constexpr Schema kEndpointPorts = list(&kEndpointPort, 0, 20000);
constexpr std::array<std::string_view, 3> kAddressTypes{"IPv4", "IPv6", "FQDN"};
constexpr Schema kAddressType = oneOf(kAddressTypes);
constexpr Field kEndpointSliceFields[] = {
    required("addressType", &kAddressType), any("apiVersion"),
    optional("endpoints", &kEndpoints),     any("kind"),
    optional("metadata", &kMetadata),       optional("ports", &kEndpointPorts)};
constexpr Field kEndpointAddressFields[] = {any("hostname"), required("ip", &kText),
                                            any("nodeName"), any("targetRef")};
constexpr Schema kEndpointAddress = object(kEndpointAddressFields);
constexpr Schema kEndpointAddresses = list(&kEndpointAddress);
constexpr Field kSubsetFields[] = {optional("addresses", &kEndpointAddresses),
                                   optional("notReadyAddresses", &kEndpointAddresses),
                                   optional("ports", &kEndpointPorts)};
constexpr Schema kSubset = object(kSubsetFields);
constexpr Schema kSubsets = list(&kSubset);
constexpr Field kEndpointsFields[] = {any("apiVersion"), any("kind"),
                                      optional("metadata", &kMetadata),
                                      optional("subsets", &kSubsets)};

// ---- Pod ----

constexpr Field kContainerPortFields[] = {required("containerPort", &kPort), any("hostIP"),
                                          any("hostPort"), optional("name", &kText),
                                          defaulted("protocol", &kProtocol, "TCP")};
constexpr Schema kContainerPort = object(kContainerPortFields);
constexpr Schema kContainerPorts = list(&kContainerPort);
constexpr Field kContainerFields[] = {any("args"),
                                      any("command"),
                                      any("env"),
                                      any("envFrom"),
                                      optional("image", &kText),
                                      any("imagePullPolicy"),
                                      any("lifecycle"),
                                      any("livenessProbe"),
                                      required("name", &kText),
                                      optional("ports", &kContainerPorts),
                                      any("readinessProbe"),
                                      any("resizePolicy"),
                                      any("resources"),
                                      any("restartPolicy"),
                                      any("restartPolicyRules"),
                                      any("securityContext"),
                                      any("startupProbe"),
                                      any("stdin"),
                                      any("stdinOnce"),
                                      any("terminationMessagePath"),
                                      any("terminationMessagePolicy"),
                                      any("tty"),
                                      any("volumeDevices"),
                                      any("volumeMounts"),
                                      any("workingDir")};
constexpr Schema kContainer = object(kContainerFields);
constexpr Schema kContainers = list(&kContainer);
constexpr std::array<std::string_view, 4> kDnsPolicies{"ClusterFirst", "ClusterFirstWithHostNet",
                                                       "Default", "None"};
constexpr Schema kDnsPolicy = oneOf(kDnsPolicies);
constexpr Schema kNameservers = list(&kText, 0, 3);
constexpr Schema kSearches = list(&kText, 0, 32);
constexpr Field kDnsOptionFields[] = {required("name", &kText), optional("value", &kText)};
constexpr Schema kDnsOption = object(kDnsOptionFields);
constexpr Schema kDnsOptions = list(&kDnsOption);
constexpr Field kDnsConfigFields[] = {optional("nameservers", &kNameservers),
                                      optional("options", &kDnsOptions),
                                      optional("searches", &kSearches)};
constexpr Schema kDnsConfig = object(kDnsConfigFields);
constexpr Field kHostAliasFields[] = {optional("hostnames", &kTextList), required("ip", &kText)};
constexpr Schema kHostAlias = object(kHostAliasFields);
constexpr Schema kHostAliases = list(&kHostAlias);

/// svc.dns.policy
Verdict noneNeedsServers(const Value& self) {
    return self["dnsPolicy"].text() != "None" ||
           !self["dnsConfig"]["nameservers"].items().empty();
}

constexpr SchemaRule kPodSpecRules[] = {
    {"svc.dns.policy", noneNeedsServers,
     "must provide at least one DNS nameserver when `dnsPolicy` is None"}};
constexpr Field kPodSpecFields[] = {any("activeDeadlineSeconds"),
                                    any("affinity"),
                                    any("automountServiceAccountToken"),
                                    required("containers", &kContainers),
                                    optional("dnsConfig", &kDnsConfig),
                                    optional("dnsPolicy", &kDnsPolicy),
                                    any("enableServiceLinks"),
                                    any("ephemeralContainers"),
                                    optional("hostAliases", &kHostAliases),
                                    any("hostIPC"),
                                    optional("hostNetwork", &kBoolean),
                                    any("hostPID"),
                                    any("hostUsers"),
                                    any("hostname"),
                                    any("hostnameOverride"),
                                    any("imagePullSecrets"),
                                    optional("initContainers", &kContainers),
                                    optional("nodeName", &kText),
                                    optional("nodeSelector", &kTextMap),
                                    any("os"),
                                    any("overhead"),
                                    any("preemptionPolicy"),
                                    any("priority"),
                                    any("priorityClassName"),
                                    any("readinessGates"),
                                    any("resourceClaims"),
                                    any("resources"),
                                    any("restartPolicy"),
                                    any("runtimeClassName"),
                                    any("schedulerName"),
                                    any("schedulingGates"),
                                    any("securityContext"),
                                    any("serviceAccount"),
                                    optional("serviceAccountName", &kText),
                                    any("setHostnameAsFQDN"),
                                    any("shareProcessNamespace"),
                                    optional("subdomain", &kText),
                                    any("terminationGracePeriodSeconds"),
                                    any("tolerations"),
                                    any("topologySpreadConstraints"),
                                    any("volumes"),
                                    any("workloadRef")};
constexpr Schema kPodSpec = object(kPodSpecFields, kPodSpecRules);
constexpr Field kPodFields[] = {any("apiVersion"), any("kind"), optional("metadata", &kMetadata),
                                required("spec", &kPodSpec), any("status")};

// ---- workloads ----

constexpr Field kPodTemplateFields[] = {optional("metadata", &kMetadata),
                                        optional("spec", &kPodSpec)};
constexpr Schema kPodTemplate = object(kPodTemplateFields);
constexpr Schema kReplicas = integer(0);
constexpr Field kDeploymentSpecFields[] = {any("minReadySeconds"),
                                           any("paused"),
                                           any("progressDeadlineSeconds"),
                                           defaulted("replicas", &kReplicas, "1"),
                                           any("revisionHistoryLimit"),
                                           required("selector", &kLabelSelector),
                                           any("strategy"),
                                           required("template", &kPodTemplate)};
constexpr Schema kDeploymentSpec = object(kDeploymentSpecFields);
constexpr Field kReplicaSetSpecFields[] = {
    any("minReadySeconds"), defaulted("replicas", &kReplicas, "1"),
    required("selector", &kLabelSelector), optional("template", &kPodTemplate)};
constexpr Schema kReplicaSetSpec = object(kReplicaSetSpecFields);
constexpr Field kStatefulSetSpecFields[] = {any("minReadySeconds"),
                                            any("ordinals"),
                                            any("persistentVolumeClaimRetentionPolicy"),
                                            any("podManagementPolicy"),
                                            defaulted("replicas", &kReplicas, "1"),
                                            any("revisionHistoryLimit"),
                                            required("selector", &kLabelSelector),
                                            optional("serviceName", &kText),
                                            required("template", &kPodTemplate),
                                            any("updateStrategy"),
                                            any("volumeClaimTemplates")};
constexpr Schema kStatefulSetSpec = object(kStatefulSetSpecFields);
constexpr Field kDaemonSetSpecFields[] = {
    any("minReadySeconds"), any("revisionHistoryLimit"), required("selector", &kLabelSelector),
    required("template", &kPodTemplate), any("updateStrategy")};
constexpr Schema kDaemonSetSpec = object(kDaemonSetSpecFields);
constexpr Field kJobSpecFields[] = {any("activeDeadlineSeconds"),
                                    any("backoffLimit"),
                                    any("backoffLimitPerIndex"),
                                    any("completionMode"),
                                    any("completions"),
                                    any("managedBy"),
                                    any("manualSelector"),
                                    any("maxFailedIndexes"),
                                    any("parallelism"),
                                    any("podFailurePolicy"),
                                    any("podReplacementPolicy"),
                                    optional("selector", &kLabelSelector),
                                    any("successPolicy"),
                                    optional("suspend", &kBoolean),
                                    required("template", &kPodTemplate),
                                    any("ttlSecondsAfterFinished")};
constexpr Schema kJobSpec = object(kJobSpecFields);

template <const Schema& Spec>
constexpr Field kWorkloadFields[] = {any("apiVersion"), any("kind"),
                                     optional("metadata", &kMetadata), required("spec", &Spec),
                                     any("status")};

}  // namespace

constexpr Schema kNamespaceSchema = object(kNamespaceFields);
constexpr Schema kSecretSchema = object(kSecretFields);
constexpr Schema kConfigMapSchema = object(kConfigMapFields);
constexpr Schema kServiceSchema = object(kServiceFields);
constexpr Schema kEndpointSliceSchema = object(kEndpointSliceFields);
constexpr Schema kEndpointsSchema = object(kEndpointsFields);
constexpr Schema kPodSchema = object(kPodFields);
constexpr Schema kDeploymentSchema = object(kWorkloadFields<kDeploymentSpec>);
constexpr Schema kReplicaSetSchema = object(kWorkloadFields<kReplicaSetSpec>);
constexpr Schema kStatefulSetSchema = object(kWorkloadFields<kStatefulSetSpec>);
constexpr Schema kDaemonSetSchema = object(kWorkloadFields<kDaemonSetSpec>);
constexpr Schema kJobSchema = object(kWorkloadFields<kJobSpec>);

}  // namespace gatesight::model
