// What a report says, as rich text for a QTextBrowser: the same chapters and blocks as all forms
// have, drawn with the colours of the window.
#pragma once

#include "simulator/report/booklet.h"
#include "ui/theme/palette.h"

#include <QImage>
#include <QString>

#include <stop_token>
#include <utility>
#include <vector>

namespace gatesight::ui {

struct PreviewLook {
    Palette colors;
    double scale = 1;  ///< device pixels for each pixel
    int width = 900;   ///< pixels that pictures may take
};

struct ReportPreview {
    QString html, style;
    std::vector<std::pair<QString, QImage>> pictures;  ///< by the names that `html` uses
    std::size_t hidden = 0;  ///< rows and entries that only the exported forms have
};

/// Long tables and lists are cut, and say so: a preview of thousands of routes stays light. Empty
/// when stopped. Texts of manifests are escaped.
[[nodiscard]] ReportPreview previewOf(const simulator::Booklet& booklet, const PreviewLook& look,
                                      const std::stop_token& stop = {});

/// Runs of a report as inline markup.
[[nodiscard]] QString inlineMarkup(const simulator::RichText& text);

}  // namespace gatesight::ui
