// Pictures for commands, drawn by the module gatesight-picture.
#pragma once

#include "app/picture/picture.h"

#include <expected>
#include <string>
#include <string_view>

namespace gatesight::cli {

/// The SVG as PNG or PDF. The error is one sentence: the module is not there, or it could not draw.
[[nodiscard]] std::expected<std::string, std::string> pictureOf(std::string_view svg,
                                                                picture::Form form);

/// The same for several pages: a PDF has them all.
[[nodiscard]] std::expected<std::string, std::string> pictureOf(
    std::span<const picture::Page> pages, picture::Form form);

}  // namespace gatesight::cli
