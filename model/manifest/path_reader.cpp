// readPath: what a name on the command line stands for.
#include "model/manifest/file_reader.h"
#include "model/manifest/reader.h"
#include "model/manifest/rules.h"
#include "model/manifest/text_reader.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace gatesight::model {
namespace {

namespace fs = std::filesystem;

bool isManifestName(const fs::path& path) {
    const auto extension = path.extension();
    return extension == ".yaml" || extension == ".yml" || extension == ".json";
}

class PathReader {
public:
    PathReader(const ReadOptions& options, Manifests& result)
        : m_options(options), m_session(options, result) {}

    std::expected<void, FileError> readFileAt(const std::string& path) {
        auto content = readFile(path, m_options.limits.inputBytes, m_options.stop);
        if (!content) {
            return std::unexpected(std::move(content.error()));
        }
        readContent(path, std::move(*content));
        return {};
    }

    void readContent(const std::string& name, FileContent content) {
        if (m_session.cancelled()) {
            return;
        }
        const auto grew = content.grew;
        ++m_files;
        m_session.expect(std::max(m_total, content.bytes.size()));
        readSource(name, std::move(content.bytes), m_session, content.cutShort);
        if (grew) {
            m_session.addFinding({rule::kFileChanged,
                                  "the file grew while it was read; what was added is left out",
                                  {}});
        }
    }

    /// Files first come to be known, so that progress has a measure; then they are read.
    void readFolder(const fs::path& folder) {
        collect(folder, 0);
        for (const auto& file : m_found) {
            if (m_session.cancelled()) {
                return;
            }
            if (const auto read = readFileAt(file); !read) {
                unreadable(file, read.error().message);
            }
        }
    }

    [[nodiscard]] std::size_t files() const { return m_files; }
    [[nodiscard]] bool cancelled() { return m_session.cancelled(); }

private:
    void collect(const fs::path& folder, std::size_t depth);
    void collectEntry(const fs::path& path, std::size_t depth);

    void unreadable(const std::string& path, const std::string& reason) {
        ++m_files;
        m_session.addFindingAt(
            path, {rule::kUnreadable, fmt::format("this cannot be read: {}", reason), {}});
    }

    const ReadOptions& m_options;
    ReadSession m_session;
    std::vector<fs::path> m_open;  // canonical paths of the folders above
    std::vector<std::string> m_found;
    std::size_t m_total = 0;
    std::size_t m_files = 0;
};

void PathReader::collect(const fs::path& folder, std::size_t depth) {
    std::error_code error;
    const auto canonical = fs::canonical(folder, error);
    if (!error && std::ranges::find(m_open, canonical) != m_open.end()) {
        m_session.addFindingAt(
            folder.string(),
            {rule::kFolderCycle,
             "this leads back into a folder that is being read; it is not followed",
             {}});
        return;
    }
    constexpr std::size_t kDeepest = 64;
    auto entries = error || depth > kDeepest ? fs::directory_iterator()
                                             : fs::directory_iterator(folder, error);
    if (error || depth > kDeepest) {
        unreadable(folder.string(),
                   error ? error.message()
                         : fmt::format("folders are nested more than {} deep", kDeepest));
        return;
    }
    std::vector<fs::path> paths;
    for (const auto end = fs::directory_iterator();
         !error && entries != end && !m_session.cancelled(); entries.increment(error)) {
        paths.push_back(entries->path());
    }
    std::ranges::sort(paths);
    m_open.push_back(canonical);
    for (const auto& path : paths) {
        collectEntry(path, depth);
    }
    m_open.pop_back();
}

void PathReader::collectEntry(const fs::path& path, std::size_t depth) {
    const auto name = path.filename().string();
    if (name.starts_with('.') || m_session.cancelled()) {
        return;
    }
    std::error_code error;
    const auto status = fs::status(path, error);
    if (fs::is_directory(status)) {
        collect(path, depth + 1);
        return;
    }
    if (!isManifestName(path)) {
        return;
    }
    if (fs::is_regular_file(status)) {
        const auto size = fs::file_size(path, error);
        m_total += error ? 0 : static_cast<std::size_t>(size);
    }
    m_found.push_back(path.string());  // what is wrong with it is told in its turn
}

/// For "there is no such file": how much of the path does exist.
std::string nearestExisting(const fs::path& path) {
    std::error_code error;
    for (auto at = path.parent_path(); !at.empty(); at = at.parent_path()) {
        if (fs::exists(at, error)) {
            return fmt::format("; {} exists", at.string());
        }
        if (at == at.parent_path()) {
            break;
        }
    }
    return {};
}

ReadError toReadError(const std::string& path, const FileError& error) {
    if (error.code == FileErrorCode::NotFound) {
        return {ReadErrorCode::NotFound, path,
                fmt::format("{}: {}{}", path, error.message, nearestExisting(path))};
    }
    return {ReadErrorCode::NotReadable, path, fmt::format("{}: {}", path, error.message)};
}

}  // namespace

std::expected<Manifests, ReadError> readPath(const std::string& path, const ReadOptions& options) {
    Manifests result;
    PathReader reader(options, result);
    if (path == "-") {
        auto content = readStandardInput(options.limits.inputBytes, options.stop);
        if (!content) {
            return std::unexpected(toReadError(path, content.error()));
        }
        reader.readContent(path, std::move(*content));
        return result;
    }
    std::error_code error;
    if (fs::is_directory(path, error)) {
        reader.readFolder(path);
        if (reader.files() == 0 && result.findings.empty() && !reader.cancelled()) {
            return std::unexpected(ReadError{
                ReadErrorCode::NothingToRead, path,
                fmt::format("{}: there is no .yaml, .yml or .json file in this folder", path)});
        }
        return result;
    }
    if (const auto read = reader.readFileAt(path); !read) {
        return std::unexpected(toReadError(path, read.error()));
    }
    return result;
}

}  // namespace gatesight::model
