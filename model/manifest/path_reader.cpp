// readPath: what a name on the command line stands for.
#include "model/manifest/archive_reader.h"
#include "model/manifest/file_reader.h"
#include "model/manifest/folder_files.h"
#include "model/manifest/reader.h"
#include "model/manifest/rules.h"
#include "model/manifest/text_reader.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace gatesight::model {
namespace {

namespace fs = std::filesystem;

using Done = std::expected<void, ReadError>;

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
    const bool isMissing = error.code == FileErrorCode::NotFound;
    return {isMissing ? ReadErrorCode::NotFound : ReadErrorCode::NotReadable, path,
            fmt::format("{}: {}{}", path, error.message,
                        isMissing ? nearestExisting(path) : std::string())};
}

/// The parts of a member's name, from the outside in.
std::vector<std::string_view> partsOf(std::string_view member) {
    std::vector<std::string_view> parts;
    while (!member.empty()) {
        const auto end = std::min(member.find('/'), member.size());
        parts.push_back(member.substr(0, end));
        member.remove_prefix(std::min(end + 1, member.size()));
    }
    return parts;
}

bool isHiddenInside(std::string_view member) {
    return std::ranges::any_of(partsOf(member), [](std::string_view part) {
        return part.starts_with('.') && part != "." && part != "..";
    });
}

/// Does following `..` end above the archive's top?
bool leadsOut(std::string_view member) {
    std::size_t depth = 0;
    for (const auto part : partsOf(member)) {
        if (part == ".." && depth == 0) {
            return true;
        }
        const bool isStep = !part.empty() && part != ".";
        depth = part == ".." ? depth - 1 : depth + (isStep ? 1U : 0U);
    }
    return false;
}

class PathReader {
public:
    PathReader(const ReadOptions& options, Manifests& result)
        : m_options(options), m_session(options, result) {}

    Done read(const std::string& path) {
        std::error_code error;
        if (path == "-") {
            return readStream(path);
        }
        if (fs::is_directory(path, error)) {
            return readFolder(path);
        }
        auto content = readFile(path, m_options.limits.inputBytes, m_options.stop);
        if (!content) {
            return std::unexpected(toReadError(path, content.error()));
        }
        if (isArchiveName(path)) {
            return readArchiveAt(path, *content);
        }
        addContent(path, std::move(*content));
        return {};
    }

private:
    Done readStream(const std::string& path) {
        auto content = readStandardInput(m_options.limits.inputBytes, m_options.stop);
        if (!content) {
            return std::unexpected(toReadError(path, content.error()));
        }
        addContent(path, std::move(*content));
        return {};
    }

    Done readFolder(const std::string& folder) {
        const auto files = findManifestFiles(folder, m_options.stop);
        if (files.obstacles.size() == 1 && files.obstacles.front().path == folder) {
            return std::unexpected(
                ReadError{ReadErrorCode::NotReadable, folder,
                          fmt::format("{}: {}", folder, files.obstacles.front().message)});
        }
        m_total = files.bytes;
        for (const auto& obstacle : files.obstacles) {
            m_session.addFindingAt(obstacle.path, {obstacle.rule, obstacle.message, {}});
        }
        for (const auto& path : files.paths) {
            if (m_session.cancelled()) {
                return {};
            }
            if (auto content = readFile(path, m_options.limits.inputBytes, m_options.stop)) {
                addContent(path, std::move(*content));
            } else {
                m_session.addFindingAt(
                    path, {rule::kUnreadable,
                           fmt::format("this cannot be read: {}", content.error().message),
                           {}});
            }
        }
        if (files.paths.empty() && files.obstacles.empty() && !m_session.cancelled()) {
            return std::unexpected(ReadError{
                ReadErrorCode::NothingToRead, folder,
                fmt::format("{}: there is no .yaml, .yml or .json file in this folder", folder)});
        }
        return {};
    }

    Done readArchiveAt(const std::string& path, const FileContent& content) {
        bool hasAny = false;
        bool hasArchives = false;
        const auto nameIn = [&](const std::string& member) {
            return member.empty() ? path : fmt::format("{}!{}", path, member);
        };
        const ArchiveVisitor visitor{
            .wants =
                [&](std::string_view name) {
                    hasArchives = hasArchives || isArchiveName(name);
                    if (!isManifestName(name) || isHiddenInside(name)) {
                        return false;
                    }
                    if (!leadsOut(name)) {
                        return true;
                    }
                    hasAny = true;
                    m_session.addFindingAt(
                        nameIn(std::string(name)),
                        {rule::kArchive, "its name leads out of the archive; it is left out", {}});
                    return false;
                },
            .take =
                [&](ArchiveMember member) {
                    hasAny = true;
                    addContent(nameIn(member.name),
                               {.bytes = std::move(member.bytes), .cutShort = member.cutShort});
                },
            .report =
                [&](ArchiveProblem problem) {
                    hasAny = true;
                    m_session.addFindingAt(nameIn(problem.member),
                                           {problem.rule, std::move(problem.message), {}});
                }};
        readArchive(path, content.bytes, m_options.limits.inputBytes, m_options.stop, visitor);
        if (!hasAny && !m_session.cancelled()) {
            return std::unexpected(ReadError{
                ReadErrorCode::NothingToRead, path,
                fmt::format("{}: there is no .yaml, .yml or .json file in this archive{}", path,
                            hasArchives ? "; archives inside of it are not opened" : "")});
        }
        return {};
    }

    void addContent(const std::string& name, FileContent content) {
        if (m_session.cancelled()) {
            return;
        }
        m_session.expect(std::max(m_total, content.bytes.size()));
        const auto grew = content.grew;
        readSource(name, std::move(content.bytes), m_session, content.cutShort);
        if (grew) {
            m_session.addFinding({rule::kFileChanged,
                                  "the file grew while it was read; what was added is left out",
                                  {}});
        }
    }

    const ReadOptions& m_options;
    ReadSession m_session;
    std::size_t m_total = 0;  // bytes of all files, where that is known beforehand
};

}  // namespace

std::expected<Manifests, ReadError> readPath(const std::string& path, const ReadOptions& options) {
    Manifests result;
    if (auto done = PathReader(options, result).read(path); !done) {
        return std::unexpected(std::move(done.error()));
    }
    return result;
}

}  // namespace gatesight::model
