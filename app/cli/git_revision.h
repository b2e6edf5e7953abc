// A folder or file as a git revision has it: "main:deploy/", as git spells it.
#pragma once

#include "model/manifest/reader.h"

#include <expected>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace gatesight::cli {

struct GitRevision {
    std::string revision, path;  ///< an empty path is the whole tree
};

/// The two parts of "REV:PATH"; nothing for what is no such text, and for a file or folder that is
/// there under this name.
[[nodiscard]] std::optional<GitRevision> gitRevision(const std::string& name);

/// Reads it with the git of this machine, from the repository of the current folder: manifests of a
/// tree as of a folder, or one file. Nothing is checked out, and no shell is involved. The error is
/// one sentence: git is missing, there is no repository, revision or path.
[[nodiscard]] std::expected<model::Manifests, std::string> readRevision(
    const GitRevision& revision, const model::ReadOptions& options);

}  // namespace gatesight::cli
