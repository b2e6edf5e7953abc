// How charts look: the theme's surfaces and texts, a thin grid, and colours that stay apart for
// everybody.
#pragma once

#include "ui/theme/palette.h"

#include <QColor>
#include <QFont>
#include <QString>

class QAbstractAxis;
class QChart;

namespace gatesight::ui {

/// Lines of a chart that may be told apart by colour; more are folded into "others".
inline constexpr std::size_t kSeriesColors = 8;

[[nodiscard]] QColor seriesColor(std::size_t index, bool dark);
[[nodiscard]] QColor othersColor(const Palette& palette);
/// 2xx, 3xx, 4xx, 5xx, and everything that is no status.
[[nodiscard]] QColor statusColor(const QString& status, const Palette& palette);

void styleChart(QChart& chart, const Palette& palette);
void styleAxis(QAbstractAxis& axis, const Palette& palette, const QFont& font, bool grid);

}  // namespace gatesight::ui
