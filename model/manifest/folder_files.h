// The manifests in a folder: which files, in which order, and what stands in the way.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

/// Gatesight's own configuration, which may lie among manifests.
inline constexpr std::string_view kConfigurationName = "gatesight.yaml";

/// Does the name end like a manifest (.yaml .yml .json), and is it none of our own?
[[nodiscard]] bool isManifestName(std::string_view path);

struct FolderFiles {
    struct Obstacle {
        std::string_view rule;  ///< of rules.h
        std::string path;
        std::string message;
    };
    std::vector<std::string> paths;  ///< of manifests, whether they can be read or not
    std::size_t bytes = 0;           ///< of all of them
    std::vector<Obstacle> obstacles;
};

/// Looks through `folder` and the folders below it, in name order, without hidden entries. Links
/// are followed, but no folder is looked through twice.
[[nodiscard]] FolderFiles findManifestFiles(const std::string& folder, const std::stop_token& stop);

}  // namespace gatesight::model
