#include "model/manifest/archive_reader.h"

#include "model/manifest/rules.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include <fmt/format.h>

namespace gatesight::model {
namespace {

// A bomb unpacks a thousandfold; manifests that are all alike some sixtyfold. Small archives may do
// as they like.
constexpr std::size_t kFreeBytes = std::size_t{32} << 20U;
constexpr std::size_t kMostRatio = 200;
constexpr std::size_t kMostMembers = 200'000;

struct ArchiveDeleter {
    void operator()(archive* handle) const { archive_read_free(handle); }
};

class ArchiveReader {
public:
    ArchiveReader(std::size_t limit, const std::stop_token& stop, const ArchiveVisitor& visitor)
        : m_archive(archive_read_new()), m_limit(limit), m_stop(stop), m_visitor(visitor) {}

    void read(std::string_view path, std::string_view bytes) {
        auto* handle = m_archive.get();
        m_isSingleFile = path.ends_with(".gz") && !path.ends_with(".tar.gz");
        archive_read_support_filter_gzip(handle);
        archive_read_support_format_tar(handle);
        archive_read_support_format_zip(handle);
        archive_read_support_format_empty(handle);
        if (m_isSingleFile) {
            archive_read_support_format_raw(handle);
        }
        if (archive_read_open_memory(handle, bytes.data(), bytes.size()) != ARCHIVE_OK) {
            reportError(rule::kArchive, {});
            return;
        }
        while (!m_stop.stop_requested() && readNext()) {
        }
    }

private:
    /// False: there is nothing more to read.
    bool readNext() {
        archive_entry* entry = nullptr;
        const int result = archive_read_next_header(m_archive.get(), &entry);
        if (result == ARCHIVE_EOF) {
            return false;
        }
        if (result == ARCHIVE_FATAL) {
            reportError(rule::kArchive, {});
            return false;
        }
        if (++m_members > kMostMembers) {
            m_visitor.report(
                {rule::kArchiveLimit,
                 {},
                 fmt::format("the archive has more than {} members; the rest is left out",
                             kMostMembers)});
            return false;
        }
        auto name = nameOf(entry);
        const bool isSingle =
            m_isSingleFile && archive_format(m_archive.get()) == ARCHIVE_FORMAT_RAW;
        if (isSingle) {
            name.clear();
        } else if (archive_entry_filetype(entry) != AE_IFREG || !m_visitor.wants(name)) {
            return true;
        }
        if (archive_entry_is_data_encrypted(entry) != 0) {
            m_visitor.report({rule::kArchive, std::move(name), "it is encrypted"});
            return true;
        }
        return readMember(std::move(name));
    }

    bool readMember(std::string name) {
        constexpr std::size_t kBlock = std::size_t{1} << 16U;
        ArchiveMember member{.name = std::move(name), .bytes = {}};
        std::array<char, kBlock> block;
        while (!m_stop.stop_requested()) {
            const auto count = archive_read_data(m_archive.get(), block.data(), block.size());
            if (count < 0) {
                reportError(rule::kArchive, member.name);
                return count != ARCHIVE_FATAL;
            }
            if (count == 0) {
                m_visitor.take(std::move(member));
                return true;
            }
            m_unpacked += static_cast<std::size_t>(count);
            if (isBomb()) {
                m_visitor.report(
                    {rule::kArchiveLimit, member.name,
                     fmt::format(
                         "the archive unpacks to more than {} times its size; the rest is left out",
                         kMostRatio)});
                return false;
            }
            const auto room = m_limit - member.bytes.size();
            member.bytes.append(block.data(), std::min(room, static_cast<std::size_t>(count)));
            if (static_cast<std::size_t>(count) > room) {
                member.cutShort = true;
                m_visitor.take(std::move(member));
                return true;
            }
        }
        return false;
    }

    /// Judged as it goes, so that a bomb is known long before it fills the memory.
    [[nodiscard]] bool isBomb() const {
        constexpr int kLowestFilter = -1;
        const auto packed = static_cast<std::size_t>(
            std::max<std::int64_t>(archive_filter_bytes(m_archive.get(), kLowestFilter), 0));
        return m_unpacked > kFreeBytes + kMostRatio * packed;
    }

    [[nodiscard]] std::string nameOf(archive_entry* entry) const {
        const char* name = archive_entry_pathname_utf8(entry);
        name = name != nullptr ? name : archive_entry_pathname(entry);
        return name != nullptr ? std::string(name) : fmt::format("member {}", m_members);
    }

    void reportError(std::string_view rule, const std::string& member) {
        const char* reason = archive_error_string(m_archive.get());
        m_visitor.report({rule, member,
                          fmt::format("this cannot be unpacked: {}",
                                      reason != nullptr ? reason : "it is damaged")});
    }

    std::unique_ptr<archive, ArchiveDeleter> m_archive;
    std::size_t m_limit;
    const std::stop_token& m_stop;
    const ArchiveVisitor& m_visitor;
    bool m_isSingleFile = false;
    std::size_t m_members = 0;
    std::size_t m_unpacked = 0;
};

}  // namespace

bool isArchiveName(std::string_view path) {
    constexpr std::array<std::string_view, 4> kEndings{".gz", ".tgz", ".tar", ".zip"};
    return std::ranges::any_of(kEndings,
                               [&](std::string_view ending) { return path.ends_with(ending); });
}

void readArchive(std::string_view path, std::string_view bytes, std::size_t limit,
                 const std::stop_token& stop, const ArchiveVisitor& visitor) {
    ArchiveReader(limit, stop, visitor).read(path, bytes);
}

}  // namespace gatesight::model
