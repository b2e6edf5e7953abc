#include "support_archives.h"

#include <archive.h>
#include <archive_entry.h>

#include <stdexcept>
#include <string_view>

namespace gatesight::model::test {
namespace {

la_ssize_t appendTo(archive*, void* text, const void* bytes, std::size_t count) {
    static_cast<std::string*>(text)->append(static_cast<const char*>(bytes), count);
    return static_cast<la_ssize_t>(count);
}

void choose(archive* handle, Packing packing) {
    switch (packing) {
        case Packing::Tar:
            archive_write_set_format_ustar(handle);
            break;
        case Packing::TarGzip:
            archive_write_add_filter_gzip(handle);
            archive_write_set_format_ustar(handle);
            break;
        case Packing::Zip:
            archive_write_set_format_zip(handle);
            break;
        case Packing::EncryptedZip:
            archive_write_set_format_zip(handle);
            archive_write_set_options(handle, "zip:encryption=aes256");
            archive_write_set_passphrase(handle, "correct horse");
            break;
        case Packing::Gzip:
            archive_write_add_filter_gzip(handle);
            archive_write_set_format_raw(handle);
            break;
    }
}

void add(archive* handle, const PackedMember& member) {
    auto* entry = archive_entry_new();
    archive_entry_set_pathname(entry, member.name.c_str());
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(member.bytes.size()));
    archive_entry_set_filetype(entry, member.name.ends_with('/') ? AE_IFDIR : AE_IFREG);
    if (!member.linkTo.empty()) {
        archive_entry_set_filetype(entry, AE_IFLNK);
        archive_entry_set_symlink(entry, member.linkTo.c_str());
    }
    const bool good = archive_write_header(handle, entry) == ARCHIVE_OK &&
                      archive_write_data(handle, member.bytes.data(), member.bytes.size()) >= 0;
    archive_entry_free(entry);
    if (!good) {
        throw std::runtime_error(archive_error_string(handle));
    }
}

}  // namespace

std::string packed(Packing packing, const std::vector<PackedMember>& members) {
    std::string bytes;
    auto* handle = archive_write_new();
    choose(handle, packing);
    archive_write_set_bytes_in_last_block(handle, 1);
    archive_write_open(handle, &bytes, nullptr, appendTo, nullptr);
    for (const auto& member : members) {
        add(handle, member);
    }
    archive_write_close(handle);
    archive_write_free(handle);
    return bytes;
}

}  // namespace gatesight::model::test
