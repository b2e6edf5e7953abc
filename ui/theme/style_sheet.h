// The style sheet of the application, made from a palette.
#pragma once

#include "ui/theme/palette.h"

#include <QString>

namespace gatesight::ui {

[[nodiscard]] QString styleSheet(const Palette& palette);

}  // namespace gatesight::ui
