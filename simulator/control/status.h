// The status of an object as JSON, as `gatesight status` and the desktop's status pane print it.
#pragma once

#include "simulator/control/control_plane.h"

#include <nlohmann/json.hpp>

namespace gatesight::simulator {

/// `.status` of one object; null when no controller would write one.
[[nodiscard]] nlohmann::ordered_json statusOf(const model::World& world, const ControlPlane& control, model::ObjectId id);

/// One sentence why nobody writes a status for the object; empty when somebody does, or the kind has none.
[[nodiscard]] std::string whyNoStatus(const model::World& world, const ControlPlane& control, model::ObjectId id);

/// Kinds that `gatesight status` prints.
[[nodiscard]] bool hasStatus(const model::Object& object);

/// Objects that a cluster would generate for the Gateways and workloads (`status --generated`): Pods of workloads, and Service,
/// ServiceAccount and Pods of each Gateway, with gateway.infrastructure's labels and annotations.
[[nodiscard]] std::vector<nlohmann::ordered_json> generatedObjects(const model::World& world, const ControlPlane& control);

}  // namespace gatesight::simulator
