// Pictures and documents, drawn by the module gatesight-picture.
#pragma once

#include "simulator/picture/picture.h"

#include <expected>
#include <string>
#include <string_view>

namespace gatesight::simulator {

/// The SVG as PNG or PDF. The error is one sentence: the module is not there, or it could not draw.
[[nodiscard]] std::expected<std::string, std::string> pictureOf(std::string_view svg,
                                                                picture::Form form);

/// The same for several pages: a PDF has them all. Empty when `goOn` stopped it.
[[nodiscard]] std::expected<std::string, std::string> pictureOf(
    const picture::Document& document, picture::Form form);

}  // namespace gatesight::simulator
