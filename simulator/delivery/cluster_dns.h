// The records of cluster DNS: what it knows below cluster.local and clusterset.local (RULES 21.3).
#pragma once

#include "simulator/delivery/delivery.h"

namespace gatesight::simulator {

inline constexpr std::string_view kClusterDomain = "cluster.local";
inline constexpr std::string_view kClusterSetDomain = "clusterset.local";

/// Labels of a DNS name, from left to right.
[[nodiscard]] std::vector<std::string_view> labelsOfName(std::string_view name);
/// Whether `name` is `domain` or lies below it.
[[nodiscard]] bool isBelow(std::string_view name, std::string_view domain);

/// What cluster DNS has for a whole name in lower case without a dot at its end: a Service, a Pod, or a
/// ServiceImport; nothing when it has no such record. ExternalName Services are not followed.
[[nodiscard]] std::optional<Destination> clusterRecord(const model::World& world,
                                                       std::string_view name);

/// What has an address, spelled in any way: a Service, a ServiceImport or a Pod, else External.
[[nodiscard]] Destination destinationAt(const model::World& world, std::string_view address);

}  // namespace gatesight::simulator
