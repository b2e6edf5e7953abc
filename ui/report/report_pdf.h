// The pages of a report as one PDF, drawn with Qt's renderer of SVG.
#pragma once

#include "simulator/report/booklet.h"
#include "ui/report/report_form.h"

namespace gatesight::ui {

/// Empty when stopped. Text stays text.
[[nodiscard]] std::expected<QByteArray, QString> pdfOf(
    const simulator::Booklet& booklet, const std::stop_token& stop,
    const std::function<void(const ReportProgress&)>& progress);

/// `svg` as Qt's renderer understands it: a picture inside of the picture is a group, and sizes in
/// percent, which it takes for pixels, are those of the picture that they stand in.
[[nodiscard]] QByteArray flatSvg(const QByteArray& svg);

}  // namespace gatesight::ui
