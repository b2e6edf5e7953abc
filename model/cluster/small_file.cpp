#include "model/cluster/small_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace gatesight::model {

namespace {

std::string troubleOpening(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return "does not exist";
        case EACCES:
        case EPERM:
            return "may not be read";
        default:
            return "cannot be read";
    }
}

std::expected<std::string, std::string> readAll(int file, std::size_t limit) {
    struct stat status {};
    // A pipe or device may never end; the open did not wait for it.
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        return std::unexpected("is not a regular file");
    std::string text;
    char buffer[16384];
    for (;;) {
        const ssize_t got = read(file, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return std::unexpected("cannot be read");
        if (got == 0)
            return text;
        text.append(buffer, static_cast<std::size_t>(got));
        if (text.size() > limit)
            return std::unexpected(fmt::format("is larger than {} bytes", limit));
    }
}

}  // namespace

std::expected<std::string, std::string> readSmallFile(const std::string& path, std::size_t limit) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0)
        return std::unexpected(troubleOpening(errno));
    auto result = readAll(file, limit);
    close(file);
    return result;
}

}  // namespace gatesight::model
