#include "model/schema/tables.h"

#include "model/kinds/network_policy.h"
#include "model/kinds/references.h"

#include <algorithm>
#include <array>

namespace gatesight::model {

namespace {

// api.versions.served
constexpr std::array<ServedVersion, 1> kOnlyV1{{{"v1"}}};
constexpr std::array<ServedVersion, 2> kV1AndBeta{{{"v1"}, {"v1beta1"}}};
constexpr std::array<ServedVersion, 2> kTCPRouteVersions{
    {{"v1"}, {"v1alpha2", Availability::ExperimentalOnly, &kTCPRouteAlpha2Schema}}};
constexpr std::array<ServedVersion, 3> kTLSRouteVersions{
    {{"v1"},
     {"v1alpha2", Availability::ExperimentalOnly, &kTLSRouteAlpha2Schema},
     {"v1alpha3", Availability::ExperimentalOnly}}};
constexpr std::array<ServedVersion, 2> kV1AndAlpha3{
    {{"v1"}, {"v1alpha3", Availability::ExperimentalOnly}}};
constexpr std::array<ServedVersion, 1> kOnlyAlpha1{{{"v1alpha1", Availability::ExperimentalOnly}}};
constexpr std::array<ServedVersion, 1> kAlpha1{{{"v1alpha1"}}};
constexpr std::array<ServedVersion, 1> kAlpha2{{{"v1alpha2"}}};
constexpr std::span<const ServedVersion> kEveryVersion;

// api.default.status.pending
constexpr std::array<std::string_view, 1> kAccepted{"Accepted"};
constexpr std::array<std::string_view, 2> kAcceptedAndProgrammed{"Accepted", "Programmed"};

constexpr std::array kKindSchemas = std::to_array<KindSchema>({
    {kGatewayGroup, "BackendTLSPolicy", &kBackendTLSPolicySchema, kV1AndAlpha3},
    {kGatewayGroup, "GRPCRoute", &kGRPCRouteSchema, kOnlyV1},
    {kGatewayGroup, "Gateway", &kGatewaySchema, kV1AndBeta, true, kAcceptedAndProgrammed},
    {kGatewayGroup, "GatewayClass", &kGatewayClassSchema, kV1AndBeta, true, kAccepted},
    {kGatewayGroup, "HTTPRoute", &kHTTPRouteSchema, kV1AndBeta},
    {kGatewayGroup, "ListenerSet", &kListenerSetSchema, kOnlyV1, true, kAcceptedAndProgrammed},
    {kGatewayGroup, "ReferenceGrant", &kReferenceGrantSchema, kV1AndBeta, false},
    {kGatewayGroup, "TCPRoute", &kTCPRouteSchema, kTCPRouteVersions},
    {kGatewayGroup, "TLSRoute", &kTLSRouteSchema, kTLSRouteVersions},
    {kGatewayGroup, "UDPRoute", &kTCPRouteSchema, kTCPRouteVersions},
    {kGatewayExperimentalGroup, "XBackend", &kXBackendSchema, kOnlyAlpha1},
    {kGatewayExperimentalGroup, "XBackendTrafficPolicy", &kXBackendTrafficPolicySchema,
     kOnlyAlpha1},
    {kGatewayExperimentalGroup, "XMesh", &kXMeshSchema, kOnlyAlpha1, true, kAccepted},
    {"", "ConfigMap", &kConfigMapSchema, kEveryVersion, false},
    {"", "Endpoints", &kEndpointsSchema, kEveryVersion, false},
    {"", "Namespace", &kNamespaceSchema, kEveryVersion, false},
    {"", "Pod", &kPodSchema, kEveryVersion, false},
    {"", "Secret", &kSecretSchema, kEveryVersion, false},
    {"", "Service", &kServiceSchema, kEveryVersion, false},
    {"apps", "DaemonSet", &kDaemonSetSchema, kEveryVersion, false},
    {"apps", "Deployment", &kDeploymentSchema, kEveryVersion, false},
    {"apps", "ReplicaSet", &kReplicaSetSchema, kEveryVersion, false},
    {"apps", "StatefulSet", &kStatefulSetSchema, kEveryVersion, false},
    {"batch", "Job", &kJobSchema, kEveryVersion, false},
    {"discovery.k8s.io", "EndpointSlice", &kEndpointSliceSchema, kEveryVersion, false},
    {"networking.k8s.io", "NetworkPolicy", &kNetworkPolicySchema, kOnlyV1, false},
    {kNetworkPolicyGroup, "AdminNetworkPolicy", &kAdminNetworkPolicySchema, kAlpha1},
    {kNetworkPolicyGroup, "BaselineAdminNetworkPolicy", &kBaselineAdminNetworkPolicySchema,
     kAlpha1},
    {kNetworkPolicyGroup, "ClusterNetworkPolicy", &kClusterNetworkPolicySchema, kAlpha2},
});

}  // namespace

const KindSchema* kindSchemaOf(std::string_view group, std::string_view kind) {
    const auto found = std::ranges::find_if(kKindSchemas, [&](const KindSchema& each) {
        return each.kind == kind && each.group == group;
    });
    return found == kKindSchemas.end() ? nullptr : &*found;
}

const Schema* rootSchemaOf(const KindSchema& kind, std::string_view version) {
    const auto found = std::ranges::find(kind.versions, version, &ServedVersion::version);
    return found == kind.versions.end() || found->root == nullptr ? kind.root : found->root;
}

std::span<const KindSchema> kindSchemas() {
    return kKindSchemas;
}

}  // namespace gatesight::model
