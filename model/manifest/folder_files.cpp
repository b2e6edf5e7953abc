#include "model/manifest/folder_files.h"

#include "model/manifest/rules.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <system_error>

#include <fmt/format.h>

namespace gatesight::model {
namespace {

namespace fs = std::filesystem;

class FolderWalk {
public:
    explicit FolderWalk(const std::stop_token& stop) : m_stop(stop) {}

    void walk(const fs::path& folder, std::size_t depth) {
        constexpr std::size_t kDeepest = 100;
        std::error_code error;
        const auto canonical = fs::canonical(folder, error);
        if (!error && !m_seen.insert(canonical).second) {
            m_files.obstacles.push_back(
                {rule::kFolderCycle, folder.string(),
                 "this leads to a folder that is read already; it is read once"});
            return;
        }
        if (depth > kDeepest) {
            m_files.obstacles.push_back(
                {rule::kUnreadable, folder.string(),
                 fmt::format("folders are nested more than {} deep", kDeepest)});
            return;
        }
        for (const auto& path : entriesOf(folder)) {
            visit(path, depth);
        }
    }

    [[nodiscard]] FolderFiles take() { return std::move(m_files); }

private:
    std::vector<fs::path> entriesOf(const fs::path& folder) {
        std::vector<fs::path> paths;
        std::error_code error;
        auto entries = fs::directory_iterator(folder, error);
        for (const auto end = fs::directory_iterator();
             !error && entries != end && !m_stop.stop_requested(); entries.increment(error)) {
            paths.push_back(entries->path());
        }
        if (error) {
            m_files.obstacles.push_back(
                {rule::kUnreadable, folder.string(),
                 fmt::format("this folder cannot be read: {}", error.message())});
        }
        std::ranges::sort(paths);
        return paths;
    }

    void visit(const fs::path& path, std::size_t depth) {
        if (path.filename().string().starts_with('.') || m_stop.stop_requested()) {
            return;
        }
        std::error_code error;
        const auto status = fs::status(path, error);
        if (fs::is_directory(status)) {
            walk(path, depth + 1);
            return;
        }
        if (!isManifestName(path.native())) {
            return;
        }
        if (fs::is_regular_file(status)) {
            const auto size = fs::file_size(path, error);
            m_files.bytes += error ? 0 : static_cast<std::size_t>(size);
        }
        m_files.paths.push_back(path.string());
    }

    const std::stop_token& m_stop;
    std::set<fs::path> m_seen;
    FolderFiles m_files;
};

}  // namespace

bool isManifestName(std::string_view path) {
    constexpr std::array<std::string_view, 3> kEndings{".yaml", ".yml", ".json"};
    if (path.substr(path.rfind('/') + 1) == kConfigurationName)
        return false;
    return std::ranges::any_of(kEndings,
                               [&](std::string_view ending) { return path.ends_with(ending); });
}

FolderFiles findManifestFiles(const std::string& folder, const std::stop_token& stop) {
    FolderWalk walk(stop);
    walk.walk(folder, 0);
    return walk.take();
}

}  // namespace gatesight::model
