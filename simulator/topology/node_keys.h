// Keys of nodes: stable over worlds, so that what is selected, lit or laid out is found again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "simulator/routing/decision.h"

namespace gatesight::simulator::keys {

inline constexpr std::string_view kInternet = "Client/internet";
/// Whoever is in the private network of a cloud that its internal load balancers are for.
inline constexpr std::string_view kPrivateNetwork = "Client/private-network";
/// Pods of any namespace.
inline constexpr std::string_view kCluster = "Client/cluster";
/// How the keys of Services in front of mesh routes begin.
inline constexpr std::string_view kFrontend = "Frontend/";

/// Pods of one namespace.
[[nodiscard]] std::string client(std::string_view namespace_);
/// "Gateway/infra/public", "HTTPRoute/shop/cart", "Service/shop/cart", "Pod/shop/cart-1".
[[nodiscard]] std::string object(std::string_view kind, std::string_view namespace_,
                                 std::string_view name);
/// "Listener/infra/public/https"; of a ListenerSet "Listener/infra/public/https@shop/extra".
[[nodiscard]] std::string listener(std::string_view gateway, std::string_view name,
                                   std::string_view listenerSet = {});
/// A Service as what clients in the cluster call, when routes hang on it (mesh.parent.service).
[[nodiscard]] std::string frontend(std::string_view kind, std::string_view namespace_,
                                   std::string_view name);
/// "Rule/shop/cart/2"; of kinds other than HTTPRoute "Rule/GRPCRoute/shop/cart/2".
[[nodiscard]] std::string rule(std::string_view kind, std::string_view namespace_,
                               std::string_view name, std::size_t index);
/// What is referred to and not there (or not to be looked at): "Missing/Service/shop/crat".
[[nodiscard]] std::string missing(std::string_view kind, std::string_view namespace_,
                                  std::string_view name);
/// Out of the cluster: "Exit/api.bank.example", "Exit/10.9.0.1:3000".
[[nodiscard]] std::string exit(std::string_view place);
/// Where redirects send clients, unchanged parts left empty: "Exit/redirect/301/https//".
[[nodiscard]] std::string redirect(int status, std::string_view scheme, std::string_view host,
                                   std::string_view port);

}  // namespace gatesight::simulator::keys
