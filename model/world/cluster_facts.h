// What loaded Nodes and Services say about the cluster as a whole.
#pragma once

#include "model/world/derivation.h"

#include <map>
#include <string>
#include <string_view>

namespace gatesight::model {

struct NodeFacts {
    std::string name;
    std::string zone;
    std::string address;  ///< its InternalIP; empty when the manifest does not say
    Labels labels;
};

struct ClusterFacts {
    std::map<std::string, NodeFacts, std::less<>> nodes;
    bool dualStack = false;  ///< some Service asks for IPv6

    /// Empty when the node is not loaded or says nothing of a zone.
    [[nodiscard]] std::string_view zoneOf(std::string_view node) const;
    /// The node's address; made of its name when the manifests do not say (eps.hostnetwork needs
    /// one).
    [[nodiscard]] std::string addressOf(std::string_view node) const;
};

[[nodiscard]] ClusterFacts clusterFactsOf(const ObjectSet& objects);

}  // namespace gatesight::model
