// Addresses that a cluster would assign and the manifests leave out.
#pragma once

#include "model/world/address_pool.h"
#include "model/world/cluster_facts.h"

#include <string>
#include <vector>

namespace gatesight::model {

/// The address space of Pods, 10.244.0.0/16, without what loaded Pods have.
[[nodiscard]] AddressPool podAddressesLeft(const ObjectSet& objects);

/// The addresses of a Pod that takes one from the pool: IPv4, and IPv6 in a dual-stack cluster.
/// Empty when the pool is empty.
[[nodiscard]] std::vector<std::string> takePodAddresses(AddressPool& pool,
                                                        const ClusterFacts& facts,
                                                        std::string_view namespace_,
                                                        std::string_view name);

/// Fills in the addresses of running Pods without one; a hostNetwork Pod has its node's
/// (eps.hostnetwork).
void assignPodAddresses(ObjectSet& objects, AddressPool& pool, const ClusterFacts& facts);

/// Fills in the cluster IPs of Services that have none and should: not headless, not ExternalName
/// (svc.clusterip).
void assignClusterIPs(ObjectSet& objects);

/// The families a Service has endpoints in, first the one of its cluster IP (eps.dual-stack).
[[nodiscard]] std::vector<std::string> familiesOf(const Service& service);

}  // namespace gatesight::model
