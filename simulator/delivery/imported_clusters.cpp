#include "simulator/delivery/imported_clusters.h"

#include <algorithm>

namespace gatesight::simulator {

std::vector<std::string> clustersNotLoaded(const model::World& world, const model::Object& object) {
    const auto* import = std::get_if<model::ServiceImport>(&object.resource);
    if (!import)
        return {};
    const auto slices = world.importedSlicesOf(object.metadata.namespace_, object.metadata.name);
    if (std::ranges::any_of(slices, [](const auto& slice) { return slice->cluster.empty(); }))
        return {};
    std::vector<std::string> missing;
    for (const std::string& cluster : import->clusters) {
        if (std::ranges::none_of(
                slices, [&](const auto& slice) { return slice->cluster == cluster; }))
            missing.push_back(cluster);
    }
    return missing;
}

}  // namespace gatesight::simulator
