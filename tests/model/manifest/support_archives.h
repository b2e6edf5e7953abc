// Archives made in memory: good ones and such as nobody should trust.
#pragma once

#include <string>
#include <vector>

namespace gatesight::model::test {

struct PackedMember {
    std::string name;  ///< one that ends with / is a folder
    std::string bytes;
    std::string linkTo = {};  ///< not empty: a symbolic link
};

enum class Packing {
    Tar,
    TarGzip,
    Zip,
    EncryptedZip,  ///< its password is not told
    Gzip           ///< one file without a name: the first member
};

[[nodiscard]] std::string packed(Packing packing, const std::vector<PackedMember>& members);

}  // namespace gatesight::model::test
