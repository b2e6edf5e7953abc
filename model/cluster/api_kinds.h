// Which kinds are read from a cluster: those that the simulator knows, and what it looks at beside
// them.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gatesight::model {

struct GroupKind {
    std::string group, kind;
    auto operator<=>(const GroupKind&) const = default;
};

/// Sorted. Secrets and ConfigMaps are not among them: single ones are read where something refers
/// to them.
[[nodiscard]] std::span<const GroupKind> importedKinds();

/// One kind as an API server offers it.
struct ApiResource {
    std::string group, version, kind;
    std::string plural;  ///< as in paths: "httproutes"
    bool namespaced = true;

    [[nodiscard]] std::string apiVersion() const {
        return group.empty() ? version : group + "/" + version;
    }
    /// "/apis/apps/v1/namespaces/shop/deployments"; of all namespaces when `namespace_` is empty.
    [[nodiscard]] std::string listPath(std::string_view namespace_ = {}) const;
    [[nodiscard]] std::string objectPath(std::string_view namespace_, std::string_view name) const;
};

}  // namespace gatesight::model
