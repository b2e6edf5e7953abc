// Headers and query parameters as lines of text, the way people copy and paste them.
#pragma once

#include "simulator/routing/request.h"

#include <QString>

namespace gatesight::ui {

/// "name: value" a line.
[[nodiscard]] QString toLines(const simulator::HeaderList& headers);
/// Lines without a name are left out; a line without ":" is a header without value.
[[nodiscard]] simulator::HeaderList headersOf(const QString& lines);

/// "name=value" a line, decoded.
[[nodiscard]] QString queryLines(const QString& query);
[[nodiscard]] QString queryOf(const QString& lines);

}  // namespace gatesight::ui
