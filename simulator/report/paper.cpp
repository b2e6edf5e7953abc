#include "simulator/report/paper.h"

#include "simulator/report/page_text.h"
#include "simulator/topology/svg_style.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

constexpr double kShort = 794, kLong = 1123;  // A4
constexpr double kHead = 26, kFoot = 26;
constexpr TextFace kMarginFace{9.5, false, true};

}  // namespace

void Paper::newPage(bool landscape, double scale) {
    const double narrow = kShort * scale, high = kLong * scale;
    m_sheets.push_back(
        {landscape ? high : narrow, landscape ? narrow : high, "", m_chapter, {}, {}});
    m_y = kPageMargin + (m_sheets.size() == 1 ? 0 : kHead);
}

double Paper::left() const {
    return m_sheets.back().height - kPageMargin - kFoot - m_y;
}

double Paper::width() const {
    return m_sheets.back().width - 2 * kPageMargin;
}

void Paper::need(double height) {
    const bool full = left() < height;
    const bool fresh = m_y <= kPageMargin + kHead;
    if (full && !fresh)
        newPage(isLandscape());
}

double Paper::take(double height) {
    need(height);
    const double top = m_y;
    m_y += height;
    return top;
}

void Paper::skip(double height) {
    if (m_y > kPageMargin + kHead)
        m_y += height;
}

void Paper::beginChapter(std::string_view title) {
    m_chapter = title;
    Sheet& sheet = m_sheets.back();
    sheet.begins.push_back({m_chapter, m_y});
    m_starts.push_back({pageIndex(), m_y});
    if (sheet.chapter.empty() || m_y <= kPageMargin + kHead)
        sheet.chapter = title;
}

void Paper::linkOn(std::size_t page, ReportPage::Link area, std::size_t chapter) {
    area.toPage = m_starts[chapter].page;
    area.toY = m_starts[chapter].y;
    m_sheets[page].links.push_back(area);
}

std::vector<ReportPage> Paper::finished(const std::string& title) const {
    std::vector<ReportPage> pages;
    for (std::size_t i = 0; i < m_sheets.size(); ++i) {
        const Sheet& sheet = m_sheets[i];
        std::string svg = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:g}\" height=\"{1:g}\" "
            "viewBox=\"0 0 {0:g} {1:g}\">\n<rect width=\"{0:g}\" height=\"{1:g}\" "
            "fill=\"#ffffff\"/>\n",
            sheet.width, sheet.height);
        const double right = sheet.width - kPageMargin;
        if (i > 0) {
            const auto head = brokenLines(RichText(title), kMarginFace, sheet.width / 2, 1);
            svg += lineSvg(head.front(), kMarginFace, kPageMargin, kPageMargin + 2);
            svg += lineSvg({{sheet.chapter}}, kMarginFace, right, kPageMargin + 2, true);
            svg += fmt::format("<path d=\"M{:g} {:g}H{:g}\" style=\"stroke:{}\"/>\n", kPageMargin,
                               kPageMargin + 9, right, svgColors(false).cardBorder);
        }
        svg += lineSvg({{fmt::format("{} of {}", i + 1, m_sheets.size())}}, kMarginFace, right,
                       sheet.height - kPageMargin + 4, true);
        pages.push_back({svg + sheet.body + "</svg>\n", sheet.begins, sheet.links});
    }
    return pages;
}

}  // namespace gatesight::simulator
