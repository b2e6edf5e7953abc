#pragma once

#include <string>
#include <string_view>

namespace gatesight::model {

/// Bytes as base64, in one line.
[[nodiscard]] std::string encodeBase64(std::string_view bytes);

}  // namespace gatesight::model
