// The border between the engine's UTF-8 and Qt's text.
#pragma once

#include <QString>

#include <string_view>

namespace gatesight::ui {

[[nodiscard]] inline QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

}  // namespace gatesight::ui
