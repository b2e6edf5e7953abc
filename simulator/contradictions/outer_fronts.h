// Ways from outside of the cluster to a port of a Service, without any Gateway.
#pragma once

#include "simulator/simulation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct OuterFront {
    model::ObjectId service;
    std::uint32_t port = 0;  ///< index in its ports
    bool internal = false;   ///< for the private network of a cloud alone
    std::string text;        ///< "node port 30080 of Service shop/cart"
};

/// Of Services of type NodePort or LoadBalancer, and of those with external IPs, in the World's
/// order. What leads to the proxies of a Gateway is left out: Services whose selector or label
/// names one (gateway.infrastructure.well-known-labels), and those that share an address with one,
/// or whose name of the cluster it has for an address. A load balancer has the node port that its
/// Service names beside it.
[[nodiscard]] std::vector<OuterFront> outerFronts(const Simulation& simulation);

/// "node port 30080 of Service shop/cart leads there from outside of the cluster"; of many the
/// first and how many more. `surely`: else some addresses only, or nobody knows which.
[[nodiscard]] std::string leadsThere(const std::vector<std::string>& fronts, bool surely);

}  // namespace gatesight::simulator
