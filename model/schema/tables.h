// The tables of all kinds.
#pragma once

#include "model/schema/schema.h"

#include <span>
#include <string_view>

namespace gatesight::model {

/// A version of the API and the channel that serves it.
struct ServedVersion {
    std::string_view version;
    Availability availability = Availability::Always;
    const Schema* root =
        nullptr;  ///< where this version has other fields than the kind's table says
};

struct KindSchema {
    std::string_view group;
    std::string_view kind;
    const Schema* root;                       ///< null: its fields are not looked at
    std::span<const ServedVersion> versions;  ///< empty: all
    bool hasRules = true;  ///< rules over several fields, which errors may keep from running
    /// Conditions that stand in the status until a controller writes one
    /// (api.default.status.pending); none: there is no status until then.
    std::span<const std::string_view> pendingConditions = {};
};

/// The table of a kind, or null when there is none.
[[nodiscard]] const KindSchema* kindSchemaOf(std::string_view group, std::string_view kind);
/// The table of one version of a kind; null when its fields are not looked at.
[[nodiscard]] const Schema* rootSchemaOf(const KindSchema& kind, std::string_view version);
[[nodiscard]] std::span<const KindSchema> kindSchemas();

// Gateway API, each in a file of its own.
extern const Schema kGatewayClassSchema;
extern const Schema kGatewaySchema;
extern const Schema kHTTPRouteSchema;
extern const Schema kGRPCRouteSchema;
extern const Schema kTLSRouteSchema, kTLSRouteAlpha2Schema;
extern const Schema kTCPRouteSchema, kTCPRouteAlpha2Schema;  // TCPRoute and UDPRoute
extern const Schema kListenerSetSchema;
extern const Schema kBackendTLSPolicySchema;
extern const Schema kXBackendSchema;
extern const Schema kXBackendTrafficPolicySchema;
extern const Schema kXMeshSchema;
extern const Schema kReferenceGrantSchema;

// Kubernetes.
extern const Schema kNamespaceSchema;
extern const Schema kServiceSchema;
extern const Schema kEndpointSliceSchema;
extern const Schema kEndpointsSchema;
extern const Schema kPodSchema;
extern const Schema kDeploymentSchema;
extern const Schema kReplicaSetSchema;
extern const Schema kStatefulSetSchema;
extern const Schema kDaemonSetSchema;
extern const Schema kJobSchema;
extern const Schema kSecretSchema;
extern const Schema kConfigMapSchema;
extern const Schema kNetworkPolicySchema;
extern const Schema kAdminNetworkPolicySchema;
extern const Schema kBaselineAdminNetworkPolicySchema;
extern const Schema kClusterNetworkPolicySchema;

}  // namespace gatesight::model
