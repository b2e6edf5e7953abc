// The pictures in the preview of a report: bars, and the graph.
#pragma once

#include "ui/report/report_preview.h"

namespace gatesight::ui {

[[nodiscard]] QColor toneColor(simulator::TextTone tone, const Palette& colors);

/// A bar divided by the values of its parts; `full` is what would fill all of `size`.
[[nodiscard]] QImage barImage(const simulator::BarChart::Bar& bar, std::int64_t full,
                              const QSize& size, const PreviewLook& look);

/// Null when there is nothing in it. No wider than the look allows; `shown` is its size in pixels.
[[nodiscard]] QImage graphImage(const simulator::GraphPicture& picture, const PreviewLook& look,
                                QSize& shown);

}  // namespace gatesight::ui
