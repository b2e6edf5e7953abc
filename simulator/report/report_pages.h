// A report as pages of A4 in SVG, to be drawn into one PDF.
#pragma once

#include "simulator/report/booklet.h"

#include <string>
#include <vector>

namespace gatesight::simulator {

struct ReportPage {
    std::string svg;
    std::string chapter;  ///< title of a chapter that begins on the page, for bookmarks; else empty
};

/// Headings, paragraphs, tables whose headings are repeated on every page, and the picture on a
/// page of its own. Long tables are cut after 400 rows and say so.
[[nodiscard]] std::vector<ReportPage> toPages(const Booklet& booklet);

}  // namespace gatesight::simulator
