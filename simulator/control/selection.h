// Whether a namespace may do something with an object of another: allowedRoutes and
// allowedListeners.
#pragma once

#include "model/kinds/gateway.h"
#include "model/world/world.h"

#include <string>
#include <string_view>

namespace gatesight::simulator {

/// Whether `who` admits objects of `namespace_`, seen from an object in `home`
/// (route.allowed.namespaces). Selectors are judged by the labels of the Namespace object
/// (route.allowed.selector).
[[nodiscard]] bool admitsNamespace(const model::NamespacesFrom& who, std::string_view home,
                                   std::string_view namespace_, const model::World& world);

/// Why `namespace_` is not admitted, with the values that were compared; without a full stop.
[[nodiscard]] std::string whyNamespaceRefused(const model::NamespacesFrom& who,
                                              std::string_view home, std::string_view namespace_,
                                              const model::World& world);

/// As kubectl writes label selectors: "a=b,c in (d, e)"; long ones are cut with "…".
[[nodiscard]] std::string describe(const model::LabelSelector& selector);

}  // namespace gatesight::simulator
