#include "model/kinds/scope.h"

#include "model/kinds/resource.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace gatesight::model {

namespace {

using GroupKind = std::pair<std::string_view, std::string_view>;

// Cluster-scoped kinds that turn up beside Gateways. Sorted.
constexpr std::array kClusterScoped = std::to_array<GroupKind>({
    {"", "Node"},
    {"", "PersistentVolume"},
    {"admissionregistration.k8s.io", "MutatingWebhookConfiguration"},
    {"admissionregistration.k8s.io", "ValidatingAdmissionPolicy"},
    {"admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"},
    {"admissionregistration.k8s.io", "ValidatingWebhookConfiguration"},
    {"apiextensions.k8s.io", "CustomResourceDefinition"},
    {"apiregistration.k8s.io", "APIService"},
    {"cert-manager.io", "ClusterIssuer"},
    {"certificates.k8s.io", "CertificateSigningRequest"},
    {"certificates.k8s.io", "ClusterTrustBundle"},
    {"gateway.networking.x-k8s.io", "XMesh"},
    {"networking.k8s.io", "IPAddress"},
    {"networking.k8s.io", "IngressClass"},
    {"networking.k8s.io", "ServiceCIDR"},
    {"node.k8s.io", "RuntimeClass"},
    {"rbac.authorization.k8s.io", "ClusterRole"},
    {"rbac.authorization.k8s.io", "ClusterRoleBinding"},
    {"scheduling.k8s.io", "PriorityClass"},
    {"storage.k8s.io", "CSIDriver"},
    {"storage.k8s.io", "CSINode"},
    {"storage.k8s.io", "StorageClass"},
});
static_assert(std::ranges::is_sorted(kClusterScoped));

// Groups whose other kinds are all namespaced, as far as anybody keeps them in files. Sorted.
constexpr std::array kKnownGroups = std::to_array<std::string_view>({
    "",
    "apps",
    "autoscaling",
    "batch",
    "coordination.k8s.io",
    "discovery.k8s.io",
    "events.k8s.io",
    "gateway.networking.k8s.io",
    "gateway.networking.x-k8s.io",
    "inference.networking.k8s.io",
    "inference.networking.x-k8s.io",
    "networking.k8s.io",
    "policy",
    "rbac.authorization.k8s.io",
});
static_assert(std::ranges::is_sorted(kKnownGroups));

template <class... Kinds>
const KindInfo* modelled(std::string_view group, std::string_view kind,
                         const std::variant<Opaque, Kinds...>* /*of*/) {
    const KindInfo* result = nullptr;
    ((kKind<Kinds>.kind == kind && kKind<Kinds>.group == group ? result = &kKind<Kinds> : nullptr),
     ...);
    return result;
}

}  // namespace

Scope scopeOf(std::string_view group, std::string_view kind) {
    if (const KindInfo* known = modelled(group, kind, static_cast<const Resource*>(nullptr)))
        return known->namespaced ? Scope::Namespaced : Scope::Cluster;
    if (std::ranges::binary_search(kClusterScoped, GroupKind{group, kind}))
        return Scope::Cluster;
    return std::ranges::binary_search(kKnownGroups, group) ? Scope::Namespaced : Scope::Unknown;
}

}  // namespace gatesight::model
