#include "model/schema/tables.h"

#include "model/kinds/references.h"

#include <algorithm>
#include <array>

namespace gatesight::model {

namespace {

// api.versions.served
constexpr std::array<ServedVersion, 1> kOnlyV1{{{"v1"}}};
constexpr std::array<ServedVersion, 2> kV1AndBeta{{{"v1"}, {"v1beta1"}}};
constexpr std::array<ServedVersion, 2> kV1AndAlpha2{
    {{"v1"}, {"v1alpha2", Availability::ExperimentalOnly}}};
constexpr std::array<ServedVersion, 3> kV1AndAlphas{{{"v1"},
                                                     {"v1alpha2", Availability::ExperimentalOnly},
                                                     {"v1alpha3", Availability::ExperimentalOnly}}};
constexpr std::array<ServedVersion, 2> kV1AndAlpha3{
    {{"v1"}, {"v1alpha3", Availability::ExperimentalOnly}}};
constexpr std::array<ServedVersion, 1> kOnlyAlpha1{{{"v1alpha1", Availability::ExperimentalOnly}}};
constexpr std::span<const ServedVersion> kEveryVersion;

constexpr std::array kKindSchemas = std::to_array<KindSchema>({
    {kGatewayGroup, "BackendTLSPolicy", nullptr, kV1AndAlpha3},
    {kGatewayGroup, "GRPCRoute", nullptr, kOnlyV1},
    {kGatewayGroup, "Gateway", &kGatewaySchema, kV1AndBeta},
    {kGatewayGroup, "GatewayClass", &kGatewayClassSchema, kV1AndBeta},
    {kGatewayGroup, "HTTPRoute", &kHTTPRouteSchema, kV1AndBeta},
    {kGatewayGroup, "ListenerSet", nullptr, kOnlyV1},
    {kGatewayGroup, "ReferenceGrant", &kReferenceGrantSchema, kV1AndBeta, false},
    {kGatewayGroup, "TCPRoute", nullptr, kV1AndAlpha2},
    {kGatewayGroup, "TLSRoute", nullptr, kV1AndAlphas},
    {kGatewayGroup, "UDPRoute", nullptr, kV1AndAlpha2},
    {kGatewayExperimentalGroup, "XBackend", nullptr, kOnlyAlpha1},
    {kGatewayExperimentalGroup, "XBackendTrafficPolicy", nullptr, kOnlyAlpha1},
    {kGatewayExperimentalGroup, "XMesh", nullptr, kOnlyAlpha1},
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
});

}  // namespace

const KindSchema* kindSchemaOf(std::string_view group, std::string_view kind) {
    const auto found = std::ranges::find_if(kKindSchemas, [&](const KindSchema& each) {
        return each.kind == kind && each.group == group;
    });
    return found == kKindSchemas.end() ? nullptr : &*found;
}

std::span<const KindSchema> kindSchemas() {
    return kKindSchemas;
}

}  // namespace gatesight::model
