// The list of one kind for a snapshot.
#pragma once

#include "model/cluster/cluster_import.h"
#include "model/cluster/object_references.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

inline constexpr std::string_view kDefinitionKind = "CustomResourceDefinition";

/// A reduced object as a document of a snapshot.
[[nodiscard]] SnapshotObject snapshotObject(const GroupKind& kind,
                                            const nlohmann::ordered_json& object);

/// The list of one kind in one namespace or in all, reduced as it comes.
struct KindList {
    KindList(ApiResource resource, const std::string& namespace_, const ListLimits& limits);

    std::vector<SnapshotObject> objects;
    std::vector<nlohmann::ordered_json> definitions;  ///< which of them count is known later
    GatheredReferences references;
    RemovedFields removed;
    ListJob job;

private:
    void take(const nlohmann::ordered_json& item);
    void forget();
};

}  // namespace gatesight::model
