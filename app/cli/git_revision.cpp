#include "app/cli/git_revision.h"

#include "model/cluster/child_process.h"
#include "model/cluster/cluster_environment.h"
#include "model/manifest/archive_reader.h"
#include "model/manifest/folder_files.h"
#include "model/text/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <unistd.h>

namespace gatesight::cli {

namespace {

namespace fs = std::filesystem;
using model::ChildTrouble;
using Output = std::expected<std::string, ChildTrouble>;

/// Folders of PATH that are relative do not count.
std::string findGit(std::string_view searched) {
    while (!searched.empty()) {
        const std::size_t end = std::min(searched.find(':'), searched.size());
        const fs::path candidate = fs::path(searched.substr(0, end)) / "git";
        std::error_code trouble;
        if (candidate.is_absolute() && fs::is_regular_file(candidate, trouble) &&
            access(candidate.c_str(), X_OK) == 0)
            return candidate.string();
        searched.remove_prefix(std::min(end + 1, searched.size()));
    }
    return {};
}

/// Whether some folder on the way is hidden, as folders on the disk are left out.
bool isHidden(std::string_view member) {
    return member.starts_with('.') || member.find("/.") != std::string_view::npos;
}

class RevisionReader {
public:
    RevisionReader(const GitRevision& revision, const model::ReadOptions& options)
        : m_revision(revision),
          m_options(options),
          m_environment(model::clusterEnvironmentOfProcess().variables) {
        const auto path = m_environment.find("PATH");
        m_git = findGit(path == m_environment.end() ? "" : path->second);
        // Asked for in words that do not depend on the user's language or pager.
        m_environment["LC_ALL"] = "C";
        m_environment["GIT_TERMINAL_PROMPT"] = "0";
        m_environment["GIT_OPTIONAL_LOCKS"] = "0";
    }

    std::expected<model::Manifests, std::string> run() {
        const std::string name = fmt::format("{}:{}", m_revision.revision, m_revision.path);
        if (m_git.empty())
            return std::unexpected(fmt::format(
                "{}: there is no such file, and no program git on PATH to ask for a revision",
                name));
        const auto repository = line({"rev-parse", "--absolute-git-dir"});
        if (!repository)
            return std::unexpected(fmt::format(
                "{}: there is no such file, and the current folder is in no git repository", name));
        const auto object = line({"rev-parse", "--verify", "--quiet", "--end-of-options", name});
        if (!object)
            return std::unexpected(whyUnknown(name));
        m_repository = "--git-dir=" + *repository;
        const auto type = line({m_repository, "cat-file", "-t", *object});
        if (type && *type == "tree")
            return readTree(name, *object);
        if (type && *type == "blob")
            return readBlob(name, *object);
        return std::unexpected(fmt::format("{}: git has neither a folder nor a file there", name));
    }

private:
    [[nodiscard]] Output git(std::vector<std::string> args) const {
        model::ChildCommand command;
        command.program = m_git;
        command.args = std::move(args);
        command.environment = m_environment;
        command.outputLimit = m_options.limits.inputBytes;
        return model::runChild(command, m_options.stop);
    }

    [[nodiscard]] std::optional<std::string> line(std::vector<std::string> args) const {
        const Output output = git(std::move(args));
        if (!output)
            return std::nullopt;
        return std::string(model::trimmed(*output));
    }

    [[nodiscard]] std::string whyUnknown(const std::string& name) const {
        const bool known = line({"rev-parse", "--verify", "--quiet", "--end-of-options",
                                 m_revision.revision + "^{tree}"})
                               .has_value();
        return known ? fmt::format("{}: revision {} has no {}", name, m_revision.revision,
                                   m_revision.path)
                     : fmt::format("{}: git knows no revision {}", name, m_revision.revision);
    }

    [[nodiscard]] std::string troubleOf(const std::string& name, ChildTrouble trouble) const {
        switch (trouble) {
            case ChildTrouble::TooMuchOutput:
                return fmt::format("{}: it holds more than {} bytes (--limit input-bytes)", name,
                                   m_options.limits.inputBytes);
            case ChildTrouble::TimedOut:
                return fmt::format("{}: git does not come to an end", name);
            default:
                return fmt::format("{}: git could not read it", name);
        }
    }

    std::expected<model::Manifests, std::string> readTree(const std::string& name,
                                                          const std::string& object) {
        const Output tar = git({m_repository, "archive", "--format=tar", object});
        if (!tar)
            return std::unexpected(troubleOf(name, tar.error()));
        const std::string folder =
            m_revision.path.empty() || name.ends_with('/') ? name : name + "/";
        model::Manifests all;
        bool any = false;
        const model::ArchiveVisitor visitor{
            .wants =
                [](std::string_view member) {
                    return model::isManifestName(member) && !isHidden(member);
                },
            .take =
                [&](model::ArchiveMember member) {
                    any = true;
                    append(all, model::readText(folder + member.name, std::move(member.bytes),
                                                m_options));
                },
            .report =
                [&](model::ArchiveProblem problem) {
                    model::Finding finding;
                    finding.rule = problem.rule;
                    finding.message = std::move(problem.message);
                    finding.source.file = folder + problem.member;
                    all.findings.push_back(std::move(finding));
                }};
        readArchive("revision.tar", *tar, m_options.limits.inputBytes, m_options.stop, visitor);
        all.cancelled = all.cancelled || m_options.stop.stop_requested();
        if (!any && all.findings.empty() && !all.cancelled)
            return std::unexpected(
                fmt::format("{}: there is no .yaml, .yml or .json file in this folder", name));
        return all;
    }

    std::expected<model::Manifests, std::string> readBlob(const std::string& name,
                                                          const std::string& object) {
        Output text = git({m_repository, "cat-file", "blob", object});
        if (!text)
            return std::unexpected(troubleOf(name, text.error()));
        return model::readText(name, std::move(*text), m_options);
    }

    const GitRevision& m_revision;
    const model::ReadOptions& m_options;
    std::map<std::string, std::string, std::less<>> m_environment;
    std::string m_git, m_repository;
};

}  // namespace

std::optional<GitRevision> gitRevision(const std::string& name) {
    std::error_code trouble;
    const std::size_t colon = name.find(':');
    if (colon == 0 || colon == std::string::npos || fs::exists(name, trouble))
        return std::nullopt;
    return GitRevision{name.substr(0, colon), name.substr(colon + 1)};
}

std::expected<model::Manifests, std::string> readRevision(const GitRevision& revision,
                                                          const model::ReadOptions& options) {
    return RevisionReader(revision, options).run();
}

}  // namespace gatesight::cli
