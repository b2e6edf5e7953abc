// The graph while it is made: what it is made from, what is there already, and how nodes and edges
// begin.
#pragma once

#include "simulator/simulation.h"
#include "simulator/topology/node_keys.h"
#include "simulator/topology/reachability.h"
#include "simulator/topology/route_shape.h"
#include "simulator/topology/topology_builder.h"

namespace gatesight::simulator {

struct GraphDraft {
    const Simulation& simulation;
    const TopologyOptions& options;
    TopologyBuilder builder;
    std::vector<RouteShape> shapes;  ///< beside ControlPlane::routes
    Reachability reach;
    std::uint32_t internet = 0;
    std::vector<std::uint32_t> listenerNodes;  ///< beside ControlPlane::listeners
    std::set<model::ObjectId> egressGateways;  ///< by nameEgressGateways

    [[nodiscard]] const model::World& world() const { return *simulation.world; }
    [[nodiscard]] const ControlPlane& control() const { return *simulation.control; }
    [[nodiscard]] std::optional<std::uint32_t> nodeOf(model::ObjectId id) const;
    /// A node for an object of the World, with its key and names.
    [[nodiscard]] GraphNode objectNode(model::ObjectId id, NodeRole role) const;
    /// Name of the nearest object of a kind: in the namespace, else of the same name in another one
    /// ("ns/name").
    [[nodiscard]] std::string nearestObject(std::string_view group, std::string_view kind,
                                            std::string_view namespace_,
                                            std::string_view name) const;
};

/// Idle until somebody finds more.
[[nodiscard]] GraphNode plainNode(std::string key, NodeRole role, std::string title,
                                  std::string kind);
/// Subtitle and reason of something that is referred to and not there.
void describeGhost(GraphNode& ghost, const std::string& why);
[[nodiscard]] GraphEdge edgeBetween(std::uint32_t from, std::uint32_t to, NodeState state,
                                    std::string why = {});
/// "a, b, c +2"
[[nodiscard]] std::string joinedNames(const std::vector<std::string>& names, std::string_view none);
/// Message of the first of these conditions that is False; empty when none is.
[[nodiscard]] std::string messageOfFalse(const Conditions& conditions,
                                         std::initializer_list<std::string_view> types);

// The columns, from left to right.

/// Gateways with their listeners.
void addGateways(GraphDraft& draft);
/// Services, ServiceImports and XBackends, and ExternalName targets.
void addServices(GraphDraft& draft);
/// Routes with their rules, backends and parents; then edges from the listeners that took them.
void addRoutes(GraphDraft& draft, const std::stop_token& stop);
/// Edges from the parents of a route that do not take it, or are not there; and from Services as
/// frontends.
void addParents(GraphDraft& draft, std::size_t route, std::uint32_t routeNode);
/// Edges from a rule to its backends, mirrors and redirect.
void addBackends(GraphDraft& draft, const RouteShape& shape, const RuleShape& rule,
                 std::uint32_t ruleNode, bool reachable);
/// From outside straight to Services that have a load balancer.
void addLoadBalancers(GraphDraft& draft);
/// Pods, and endpoints outside the cluster.
void addEndpoints(GraphDraft& draft, const std::stop_token& stop);

/// Says of Gateways whose routes lead to nothing but exits that they are the way out.
void nameEgressGateways(GraphDraft& draft);

/// Says of edges to exits whom network policies let use them.
void judgeExits(GraphDraft& draft);

}  // namespace gatesight::simulator
