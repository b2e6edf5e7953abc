// What an object refers to.
#pragma once

#include "model/cluster/api_kinds.h"

#include <nlohmann/json.hpp>

#include <set>
#include <string>

namespace gatesight::model {

struct ObjectKey {
    std::string namespace_, name;
    auto operator<=>(const ObjectKey&) const = default;
};

/// References of many objects, gathered.
struct GatheredReferences {
    std::set<ObjectKey> secrets, configMaps;
    std::set<GroupKind> kinds;  ///< those that importedKinds() does not have

    /// Adds what stands below the object's spec: maps with a kind and a name.
    void add(const nlohmann::ordered_json& object);
};

}  // namespace gatesight::model
