#include "model/text/credential_name.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace gatesight::model {

bool namesCredential(std::string_view name) {
    constexpr std::array<std::string_view, 7> kParts{
        "authorization", "cookie", "key", "token", "secret", "passw", "credential"};
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::any_of(kParts, [&](std::string_view part) { return lower.contains(part); });
}

}  // namespace gatesight::model
