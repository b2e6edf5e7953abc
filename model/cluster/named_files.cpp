#include "model/cluster/connection_parts.h"
#include "model/cluster/small_file.h"

#include <fmt/format.h>

#include <filesystem>

namespace gatesight::model {

namespace {

bool isElsewhere(const std::string& path, const std::string& kubeconfig, const std::string& home) {
    namespace fs = std::filesystem;
    const auto within = [&](const fs::path& folder) {
        const fs::path relative = fs::path(path).lexically_relative(folder);
        return !relative.empty() && *relative.begin() != "..";
    };
    const fs::path beside = fs::path(kubeconfig).parent_path();
    return !within(beside.empty() ? fs::path(".") : beside) && (home.empty() || !within(home));
}

}  // namespace

void NamedFiles::noteElsewhere(std::string_view field, const std::string& path,
                               const SourceLocation& kubeconfig) {
    if (isElsewhere(path, kubeconfig.file, m_home))
        m_warnings.push_back(fmt::format("{} of {} is the file {}", field, kubeconfig.file, path));
}

std::optional<ClusterError> NamedFiles::read(std::string_view field, const std::string& path,
                                             const SourceLocation& kubeconfig, std::string& out) {
    noteElsewhere(field, path, kubeconfig);
    auto text = readSmallFile(path);
    if (!text)
        return unusableKubeconfig(fmt::format("{} {} {}", field, path, text.error()));
    out = std::move(*text);
    return {};
}

}  // namespace gatesight::model
