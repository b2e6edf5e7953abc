// Why an object is there that no manifest holds.
#pragma once

#include "model/kinds/resource.h"

#include <QString>

namespace gatesight::ui {

/// One sentence; empty for objects that were loaded.
[[nodiscard]] QString originText(const model::Object& object);

}  // namespace gatesight::ui
