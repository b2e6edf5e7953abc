// What a reader wants to know first: how much there is, what gets traffic, what does not and why.
#pragma once

#include "model/manifest/finding.h"
#include "simulator/report/booklet.h"
#include "simulator/topology/topology.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// Nodes of one column of the graph, by what is known about traffic to them.
struct RoleCount {
    NodeRole role{};
    std::size_t getsTraffic = 0, idle = 0, refused = 0, missing = 0, unknown = 0;

    [[nodiscard]] std::size_t all() const {
        return getsTraffic + idle + refused + missing + unknown;
    }
};

/// Something that gets no traffic.
struct SilentPart {
    NodeRole role{};
    NodeState state{};
    std::string kind, namespace_;
    std::string name;     ///< of listeners and rules with what they belong to: "public/https"
    std::string why;      ///< one sentence
    std::string nearest;  ///< for what is missing: the nearest name that is there
};

struct Summary {
    std::vector<RoleCount>
        counts;  ///< Gateways to Pods, in the order of columns; empty ones left out
    std::vector<SilentPart> silent;  ///< Gateways to Services; Pods are counted only
    std::size_t errors = 0, warnings = 0, infos = 0;
    std::size_t exposed = 0;     ///< rows of the inventory that get traffic
    std::size_t namespaces = 0;  ///< with at least one route
    std::string notModelled;     ///< "2 XBackend, 1 Certificate": read, but not judged
};

[[nodiscard]] Summary summarize(const model::World& world, const Topology& topology,
                                const model::Findings& findings);

/// Kinds that were loaded and are not modelled, with their counts; empty: there are none.
[[nodiscard]] std::string notModelledKinds(const model::World& world);

[[nodiscard]] Chapter summaryChapter(const Summary& summary);

}  // namespace gatesight::simulator
