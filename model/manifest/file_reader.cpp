#include "model/manifest/file_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace gatesight::model {
namespace {

class FileHandle {
public:
    explicit FileHandle(int descriptor) : m_descriptor(descriptor) {}
    ~FileHandle() {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
    }
    FileHandle(const FileHandle&) = delete;
    FileHandle& operator=(const FileHandle&) = delete;
    [[nodiscard]] int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

FileError errorOf(int number) {
    switch (number) {
        case ENOENT:
        case ENOTDIR:
            return {FileErrorCode::NotFound, "there is no such file"};
        case EACCES:
        case EPERM:
            return {FileErrorCode::NotPermitted, "reading it is not permitted"};
        case ELOOP:
            return {FileErrorCode::Loop, "its symbolic links lead in a circle"};
        default:
            return {FileErrorCode::Failed,
                    fmt::format("the system says: {}", std::generic_category().message(number))};
    }
}

std::string_view nameOf(mode_t mode) {
    if (S_ISDIR(mode)) {
        return "a folder";
    }
    if (S_ISFIFO(mode)) {
        return "a pipe";
    }
    return S_ISSOCK(mode) ? "a socket" : "a device";
}

/// Streams may stay silent for ever, so wait in small steps that a stop request can end. False:
/// stop.
bool waitForInput(int descriptor, const std::stop_token& stop) {
    constexpr int kStepMs = 50;
    while (!stop.stop_requested()) {
        pollfd wait{.fd = descriptor, .events = POLLIN, .revents = 0};
        if (::poll(&wait, 1, kStepMs) != 0) {
            return true;  // input, end or trouble: read() tells which
        }
    }
    return false;
}

/// Reads up to `limit` bytes; a known size saves copying.
std::expected<FileContent, FileError> readAll(int descriptor, std::size_t expected,
                                              std::size_t limit, const std::stop_token& stop) {
    constexpr std::size_t kStep = std::size_t{1} << 20U;
    FileContent content;
    auto& bytes = content.bytes;
    std::size_t size = 0;
    while (waitForInput(descriptor, stop)) {
        if (size == bytes.size()) {
            const auto more = size == 0 ? std::max(expected, std::size_t{1} << 16U) : size;
            bytes.resize(std::min(size + more, limit + 1));
        }
        const auto room = std::min(bytes.size() - size, kStep);
        const auto count = ::read(descriptor, bytes.data() + size, room);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return std::unexpected(errorOf(errno));
        }
        size += static_cast<std::size_t>(count);
        content.cutShort = size > limit;
        if (count == 0 || content.cutShort) {
            break;
        }
    }
    bytes.resize(std::min(size, limit));
    return content;
}

bool isOpenStreamOfThisProcess(const std::string& path) {
    return path == "/dev/stdin" || path.starts_with("/dev/fd/") ||
           path.starts_with("/proc/self/fd/");
}

}  // namespace

std::expected<FileContent, FileError> readFile(const std::string& path, std::size_t limit,
                                               const std::stop_token& stop) {
    // Without O_NONBLOCK the open() of a pipe would wait for a writer that may never come.
    const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (file.get() < 0) {
        return std::unexpected(errno == ENXIO
                                   ? FileError{FileErrorCode::NotAFile, "it is a socket or a pipe"}
                                   : errorOf(errno));
    }
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) {
        return std::unexpected(errorOf(errno));
    }
    if (!S_ISREG(status.st_mode)) {
        if (S_ISFIFO(status.st_mode) && isOpenStreamOfThisProcess(path)) {
            return readAll(file.get(), 0, limit, stop);
        }
        return std::unexpected(FileError{
            FileErrorCode::NotAFile, fmt::format("it is {}, not a file", nameOf(status.st_mode))});
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) {  // the kernel's own files say so whatever they hold
        return readAll(file.get(), 0, limit, stop);
    }
    auto content = readAll(file.get(), size + 1, std::min(size, limit), stop);
    if (content && content->cutShort && size <= limit) {
        content->cutShort = false;
        content->grew = true;
    }
    return content;
}

std::expected<FileContent, FileError> readStandardInput(std::size_t limit,
                                                        const std::stop_token& stop) {
    return readAll(STDIN_FILENO, 0, limit, stop);
}

}  // namespace gatesight::model
