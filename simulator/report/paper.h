// Sheets of A4 that are filled from top to bottom. Lengths are units of SVG: 96 an inch.
#pragma once

#include "simulator/report/report_pages.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

inline constexpr double kPageMargin = 54;

class Paper {
public:
    /// `scale` 2 is a sheet of twice the height and width.
    void newPage(bool landscape = false, double scale = 1);
    /// A new page unless there is room for `height` on this one.
    void need(double height);
    /// Top of the next `height`, on this page or a new one.
    [[nodiscard]] double take(double height);
    /// Empty room; none at the top of a page.
    void skip(double height);

    void draw(std::string_view svg) { m_sheets.back().body += svg; }
    void drawOn(std::size_t page, std::string_view svg) { m_sheets[page].body += svg; }
    /// Bookmarks the current place, and names the chapter in the head of this page and those that
    /// follow.
    void beginChapter(std::string_view title);
    /// The area leads to the begin of the chapter with this index when it is clicked.
    void linkOn(std::size_t page, ReportPage::Link area, std::size_t chapter);
    /// Pages on which the chapters begin, in order.
    [[nodiscard]] std::size_t startOf(std::size_t chapter) const { return m_starts[chapter].page; }

    [[nodiscard]] double y() const { return m_y; }
    [[nodiscard]] bool isLandscape() const {
        return m_sheets.back().width > m_sheets.back().height;
    }
    [[nodiscard]] double left() const;   ///< down to the bottom margin
    [[nodiscard]] double width() const;  ///< between the margins
    [[nodiscard]] std::size_t pageIndex() const { return m_sheets.size() - 1; }

    /// All pages, with title, chapter and number around each.
    [[nodiscard]] std::vector<ReportPage> finished(const std::string& title) const;

private:
    struct Sheet {
        double width = 0, height = 0;
        std::string body;
        std::string chapter;  // in its head
        std::vector<ReportPage::Start> begins;
        std::vector<ReportPage::Link> links;
    };
    struct Place {
        std::size_t page = 0;
        double y = 0;
    };
    std::vector<Sheet> m_sheets;
    std::vector<Place> m_starts;  // of the chapters
    double m_y = 0;
    std::string m_chapter;
};

}  // namespace gatesight::simulator
