#include "app/cli/private_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace gatesight::cli {

namespace {

std::string lastError() {
    return std::generic_category().message(errno);
}

bool writeAll(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(file, text.data(), text.size());
        if (written < 0 && errno != EINTR)
            return false;
        text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return fsync(file) == 0;
}

}  // namespace

std::string writePrivateFile(const std::string& path, std::string_view text) {
    std::string unfinished = path + ".XXXXXX";
    const int file = mkstemp(unfinished.data());  // mode 0600, whatever the umask
    if (file < 0)
        return lastError();
    std::string trouble = writeAll(file, text) ? std::string() : lastError();
    if (close(file) != 0 && trouble.empty())
        trouble = lastError();
    if (trouble.empty() && std::rename(unfinished.c_str(), path.c_str()) != 0)
        trouble = lastError();
    if (!trouble.empty())
        unlink(unfinished.c_str());
    return trouble;
}

}  // namespace gatesight::cli
