// Members of archives (.gz .tgz .tar .tar.gz .zip), one at a time, within bounds.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace gatesight::model {

/// Is it an archive by its name?
[[nodiscard]] bool isArchiveName(std::string_view path);

struct ArchiveMember {
    std::string name;  ///< inside the archive; empty for a single compressed file
    std::string bytes;
    bool cutShort = false;  ///< there was more than the limit
};

struct ArchiveProblem {
    std::string_view rule;  ///< of rules.h
    std::string member;     ///< empty: the archive itself
    std::string message;
};

/// Who takes what is found, in the order of the archive.
struct ArchiveVisitor {
    std::function<bool(std::string_view name)> wants;  ///< asked for each file
    std::function<void(ArchiveMember)> take;
    std::function<void(ArchiveProblem)> report;
};

/// `path` tells the kind by its ending, `bytes` is its content, `limit` bounds each member
/// unpacked. What cannot be read is reported, and the rest is read as far as that is possible.
void readArchive(std::string_view path, std::string_view bytes, std::size_t limit,
                 const std::stop_token& stop, const ArchiveVisitor& visitor);

}  // namespace gatesight::model
