// Which names speak of a credential, so that what they name is shown to nobody.
#pragma once

#include <string_view>

namespace gatesight::model {

/// Stands where a credential stood.
inline constexpr std::string_view kMasked = "***";

/// Whether the value under this name of a header or parameter may be a credential:
/// "Authorization", "Set-Cookie", "X-Api-Key". Rather too often than too seldom.
[[nodiscard]] bool namesCredential(std::string_view name);

}  // namespace gatesight::model
