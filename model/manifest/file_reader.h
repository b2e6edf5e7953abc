// Bytes of files and streams, within bounds, never waiting for what may not come.
#pragma once

#include <cstddef>
#include <expected>
#include <stop_token>
#include <string>

namespace gatesight::model {

struct FileContent {
    std::string bytes;
    bool cutShort = false;  ///< there was more than the limit
    bool grew = false;  ///< the file became longer after it was opened; what was added is left out
};

enum class FileErrorCode {
    NotFound,
    NotPermitted,
    NotAFile,  ///< a folder, pipe, socket or device
    Loop,      ///< symbolic links that lead in a circle
    Failed     ///< the system could not deliver, for example a disk error
};

struct FileError {
    FileErrorCode code;
    std::string message;  ///< one sentence
};

/// The content of a regular file, or of an open stream of this process when `path` names one
/// (/dev/stdin, /dev/fd/N: what a shell puts for `<(command)`). At most `limit` bytes; a stop
/// request ends it early with what was read so far.
[[nodiscard]] std::expected<FileContent, FileError> readFile(const std::string& path,
                                                             std::size_t limit,
                                                             const std::stop_token& stop);

/// The same for standard input.
[[nodiscard]] std::expected<FileContent, FileError> readStandardInput(std::size_t limit,
                                                                      const std::stop_token& stop);

}  // namespace gatesight::model
