// A report as pages of A4 in SVG, to be drawn into one PDF.
#pragma once

#include "simulator/report/booklet.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct ReportPage {
    struct Start {
        std::string title;
        double y = 0;
    };
    struct Link {
        double x = 0, y = 0, width = 0, height = 0;
        std::size_t toPage = 0;
        double toY = 0;
    };
    std::string svg;
    std::vector<Start> chapters;  ///< that begin on the page, for bookmarks
    std::vector<Link> links;      ///< of the table of contents
};

/// Headings, paragraphs, tables whose headings are repeated on every page, and the picture on a
/// page of its own, which is larger than A4 where its words would be too small to read. Tables that
/// are too wide lie on landscape pages. Long tables are cut after 400 rows and say so.
[[nodiscard]] std::vector<ReportPage> toPages(const Booklet& booklet);

}  // namespace gatesight::simulator
