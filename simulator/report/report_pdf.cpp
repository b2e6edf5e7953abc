#include "simulator/report/report_pdf.h"

#include "simulator/picture/picture_module.h"
#include "simulator/report/report_pages.h"
#include "simulator/topology/export_text.h"

#include <deque>

namespace gatesight::simulator {

std::expected<std::string, std::string> toPdf(const Booklet& booklet, const PageProgress& goOn) {
    const std::vector<ReportPage> drawn = toPages(booklet);
    // Bookmarks and titles are not drawn: what would break them is made visible here.
    std::deque<std::string> titles;
    std::vector<std::vector<picture::Bookmark>> bookmarks;
    std::vector<std::vector<picture::Link>> links;
    for (const ReportPage& page : drawn) {
        auto& marks = bookmarks.emplace_back();
        for (const ReportPage::Start& chapter : page.chapters)
            marks.push_back({titles.emplace_back(visible(chapter.title)), chapter.y});
        auto& areas = links.emplace_back();
        for (const ReportPage::Link& link : page.links)
            areas.push_back(
                {link.x, link.y, link.width, link.height, link.toPage, link.toY});
    }
    std::vector<picture::Page> pages;
    for (std::size_t i = 0; i < drawn.size(); ++i)
        pages.push_back({drawn[i].svg, bookmarks[i], links[i]});
    const std::string title = visible(booklet.title), creator = visible(booklet.generator);
    picture::Document document{pages, title, creator};
    if (goOn)
        document.goOn = [&](std::size_t page) { return goOn(page, pages.size()); };
    return pictureOf(document, picture::Form::Pdf);
}

}  // namespace gatesight::simulator
