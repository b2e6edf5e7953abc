// Steps: write a file of another name, fsync, give the old file its second name, rename, fsync the
// folder. At each moment the name belongs to the old file or to the new one, and what it belongs to
// is on disk as a whole. What a kill may leave behind is the unfinished file, ".name.123-0".
#include "model/files/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace gatesight::model {

namespace {

namespace fs = std::filesystem;
using Done = std::expected<void, std::string>;

constexpr mode_t kOwner = 0600, kEverybody = 0666;

std::unexpected<std::string> lastError() {
    return std::unexpected(std::generic_category().message(errno));
}

/// Closes what it was given, at the latest when it goes.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool valid() const { return m_number >= 0; }
    bool close() { return m_number < 0 || ::close(std::exchange(m_number, -1)) == 0; }

private:
    int m_number;
};

using Tell = std::function<void(const PutBytes&)>;

bool writeAll(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(file, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return false;
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return true;
}

/// Writes all that is told; of many small pieces many at once.
bool writeTold(int file, const Tell& tell) {
    constexpr std::size_t kAtOnce = 1 << 16;
    std::string waiting;
    int error = 0;
    const auto flush = [&](std::string_view bytes) {
        if (error == 0 && !writeAll(file, bytes))
            error = errno;
        return error == 0;
    };
    tell([&](std::string_view bytes) {
        if (waiting.size() + bytes.size() < kAtOnce) {
            waiting += bytes;
            return error == 0;
        }
        return flush(std::exchange(waiting, {})) && flush(bytes);
    });
    if (flush(waiting))
        return true;
    errno = error;
    return false;
}

/// Calls `make` with names beside the target until one is free: it returns -1 with EEXIST for those
/// that are not. The last name is left in `name`.
template <typename Make>
int withFreshName(const fs::path& target, std::string& name, const Make& make) {
    static std::atomic<unsigned> count = 0;
    int result = -1;
    for (int tries = 0; tries < 100; ++tries) {
        name = (target.parent_path() /
                fmt::format(".{}.{}-{}", target.filename().string(), getpid(), count++))
                   .string();
        result = make(name.c_str());
        if (result >= 0 || errno != EEXIST)
            break;
    }
    return result;
}

/// A new file beside another one; unless it took over a name it is gone with its object.
class Unfinished {
public:
    /// The umask takes from the mode what it takes from that of every new file.
    Unfinished(const fs::path& target, mode_t mode)
        : m_file(withFreshName(target, m_path,
                               [mode](const char* name) {
                                   return open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
                               })),
          m_there(m_file.valid()) {}
    ~Unfinished() {
        if (m_there)
            unlink(m_path.c_str());
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

    /// The bytes are on disk afterwards.
    Done fill(const Tell& tell, std::optional<mode_t> mode) {
        if (!m_file.valid())
            return lastError();
        if (!writeTold(m_file.number(), tell) || (mode && fchmod(m_file.number(), *mode) != 0) ||
            fsync(m_file.number()) != 0)
            return lastError();
        if (!m_file.close())
            return lastError();
        return {};
    }

    Done takeOver(const fs::path& target) {
        if (std::rename(m_path.c_str(), target.c_str()) != 0)
            return lastError();
        m_there = false;
        return {};
    }

private:
    std::string m_path;
    Descriptor m_file;
    bool m_there;
};

/// A rename is on disk when its folder is. Some file systems cannot be asked: no error then.
void syncFolder(const fs::path& folder) {
    const Descriptor opened(
        open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.valid())
        fsync(opened.number());
}

std::expected<std::string, std::string> contentOf(const fs::path& path) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::string content;
    char part[1 << 16];
    ssize_t count = file.valid() ? 0 : -1;
    while (count >= 0 && (count = read(file.number(), part, sizeof part)) > 0)
        content.append(part, static_cast<std::size_t>(count));
    if (count < 0)
        return lastError();
    return content;
}

/// The second name is the old file itself, so that it is whole from the first moment on; a copy
/// where the file system has no second names.
Done keepBackupOf(const fs::path& target, mode_t mode) {
    const std::string backup = target.string() + "~";
    std::string linked;
    if (withFreshName(target, linked,
                      [&target](const char* name) { return link(target.c_str(), name); }) == 0) {
        const Done renamed =
            std::rename(linked.c_str(), backup.c_str()) == 0 ? Done() : lastError();
        // It is still there when both names already were one file: then rename does nothing.
        unlink(linked.c_str());
        return renamed;
    }
    const auto content = contentOf(target);
    if (!content)
        return std::unexpected(content.error());
    Unfinished copy(target, kOwner);
    if (auto filled = copy.fill([&content](const PutBytes& put) { put(*content); }, mode); !filled)
        return filled;
    return copy.takeOver(backup);
}

/// Where the file is that a path leads to; the path itself when there is none.
fs::path behindLinks(const fs::path& path) {
    std::error_code trouble;
    const fs::path real = fs::canonical(path, trouble);
    return trouble ? path : real;
}

Done writeInPlace(const fs::path& path, const Tell& tell) {
    Descriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file.valid() || !writeTold(file.number(), tell) || !file.close())
        return lastError();
    return {};
}

}  // namespace

Done writeFile(const std::string& path, std::string_view bytes, const WriteOptions& options) {
    return writeFile(
        path, [bytes](const PutBytes& put) { put(bytes); }, options);
}

Done writeFile(const std::string& path, const Tell& tell, const WriteOptions& options) {
    struct stat before {};
    const bool stood = stat(path.c_str(), &before) == 0;
    if (stood && S_ISDIR(before.st_mode)) {
        errno = EISDIR;
        return lastError();
    }
    if (stood && !S_ISREG(before.st_mode))
        return writeInPlace(path, tell);
    const fs::path target = options.onlyOwner ? fs::path(path) : behindLinks(path);
    const std::optional<mode_t> mode = options.onlyOwner ? std::optional<mode_t>(kOwner)
                                       : stood ? std::optional<mode_t>(before.st_mode & 07777)
                                               : std::nullopt;
    Unfinished file(target, mode ? kOwner : kEverybody);
    if (auto filled = file.fill(tell, mode); !filled)
        return filled;
    if (stood && options.keepBackup)
        if (auto kept = keepBackupOf(target, before.st_mode & 07777); !kept)
            return kept;
    if (auto taken = file.takeOver(target); !taken)
        return taken;
    syncFolder(target.parent_path());
    return {};
}

}  // namespace gatesight::model
