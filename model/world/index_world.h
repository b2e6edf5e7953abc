// Fills the look-up tables of a World.
#pragma once

#include "model/world/world_index.h"

#include <span>
#include <string>
#include <vector>

namespace gatesight::model {

/// Enters all objects; the views in `index` point into them.
void indexObjects(WorldIndex& index, std::span<const ObjectPtr> objects);

/// Namespaces that objects live in or that are loaded as Namespace, sorted; fills
/// `index.namespaceLabels` for all of them. `names` must outlive the index: its views point there.
void indexNamespaces(WorldIndex& index, std::vector<std::string>& names,
                     std::span<const ObjectPtr> objects);

}  // namespace gatesight::model
