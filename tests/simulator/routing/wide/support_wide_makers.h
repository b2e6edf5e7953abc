// What random worlds are made of: the words that manifests and requests have in common, and the
// makers of each sort of object.
#pragma once

#include "support_wide_world.h"

#include <array>
#include <string_view>

namespace gatesight::test::wide {

inline constexpr std::array<std::string_view, 3> kNamespaces{"infra", "team-a", "team-b"};
inline constexpr std::array<std::string_view, 6> kHostnames{"a.example.com",   "b.example.com",
                                                            "*.example.com",   "*.a.example.com",
                                                            "x.a.example.com", "other.org"};
inline constexpr std::array<std::string_view, 3> kServices{"web", "api", "empty"};
inline constexpr std::array<std::string_view, 5> kPaths{"/", "/a", "/a/b", "/b", "/shop.Cart"};
inline constexpr std::array<std::string_view, 3> kMethods{"GET", "POST", "PUT"};
inline constexpr std::array<std::string_view, 3> kCallServices{"shop.Cart", "shop", "shop.Cart.v1"};
inline constexpr std::array<std::string_view, 3> kCallMethods{"Add", "Get", "AddAll"};
inline constexpr std::array<std::string_view, 2> kHeaders{"x-a", "x-b"};
inline constexpr std::array<std::string_view, 2> kParameters{"p", "q"};
inline constexpr std::array<std::string_view, 3> kValues{"1", "2", "12"};

/// An object of the Gateway API.
[[nodiscard]] Json object(Dice& dice, std::string_view kind, std::string_view namespace_,
                          std::string_view name, Json spec);

/// Namespaces, each with a Pod to ask from, certificates, and Services with their endpoints.
void addCluster(WideWorld& world);
void addGateways(WideWorld& world, Dice& dice);
/// For the first Gateway; they come and go with what it allows.
void addListenerSets(WideWorld& world, Dice& dice);
void addGrants(WideWorld& world, Dice& dice);
/// BackendTLSPolicies.
void addPolicies(WideWorld& world, Dice& dice);
/// Of all kinds, for what is in the world by then.
void addRoutes(WideWorld& world, Dice& dice);

}  // namespace gatesight::test::wide
