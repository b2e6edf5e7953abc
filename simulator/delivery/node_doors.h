// What a Service says of the doors that kube-proxy opens for it on every Node.
#pragma once

#include "model/world/world.h"

#include <set>

namespace gatesight::simulator {

/// Whether the cluster gives it node ports, also where the manifest names none.
[[nodiscard]] bool hasNodePorts(const model::Ref<model::Service>& service);

/// The port by which its load balancer finds Nodes with ready endpoints; 0: none.
[[nodiscard]] std::uint16_t healthCheckNodePort(const model::Ref<model::Service>& service);

/// Addresses of its load balancer that kube-proxy does not stand in for: host names, and those with
/// ipMode Proxy (svc.load-balancer.ip-mode).
[[nodiscard]] std::set<std::string> leftToLoadBalancer(const model::Ref<model::Service>& service);

}  // namespace gatesight::simulator
