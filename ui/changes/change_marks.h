// Which nodes of a graph differ from the same graph of another state, and how.
#pragma once

#include "simulator/changes/object_changes.h"
#include "simulator/topology/topology.h"

#include <vector>

namespace gatesight::ui {

enum class ChangeMark : std::uint8_t {
    None,
    OnlyHere,  ///< the other side has no such node
    Differs,   ///< its fields are others, or what is known of its traffic
};

/// Beside the nodes of `side`. A changed object marks its node, or those of its listeners and rules
/// that its changed fields belong to.
[[nodiscard]] std::vector<ChangeMark> marksOf(const simulator::Topology& side,
                                              const simulator::Topology& other,
                                              const std::vector<simulator::ObjectChange>& changes);

/// Key of the node of an object; there need not be one.
[[nodiscard]] std::string nodeKeyOf(const model::ObjectReference& object);

}  // namespace gatesight::ui
