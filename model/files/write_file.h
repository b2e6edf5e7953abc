// Files of the user: written whole or not at all, whenever the program or the machine stops.
#pragma once

#include <expected>
#include <functional>
#include <string>
#include <string_view>

namespace gatesight::model {

struct WriteOptions {
    /// Mode 0600, whatever the umask and whatever stood there; else the mode of the file before,
    /// and that of every new file when there was none.
    bool onlyOwner = false;
    /// What stood there before stays beside it, under the name with "~" behind. For what people
    /// edit and save again; one backup, that of the last time.
    bool keepBackup = false;
};

/// Puts `bytes` in the place of whatever stands at the path: a new file in the same folder is
/// written, is on disk, and then takes over the name. Until then the old file is as it was. Behind
/// a symbolic link the file that it names is replaced, unless it is only for the owner: then the
/// link is. Pipes and devices are written to as they are. The error says why, without the path.
[[nodiscard]] std::expected<void, std::string> writeFile(const std::string& path,
                                                         std::string_view bytes,
                                                         const WriteOptions& options = {});

/// Takes the next bytes of a file; false when they could not be written.
using PutBytes = std::function<bool(std::string_view)>;

/// The same for what need not be in memory as a whole: `tell` gives it piece by piece.
[[nodiscard]] std::expected<void, std::string> writeFile(
    const std::string& path, const std::function<void(const PutBytes&)>& tell,
    const WriteOptions& options = {});

}  // namespace gatesight::model
