#include "simulator/report/report_pages.h"

#include "simulator/report/page_table.h"
#include "simulator/report/page_text.h"
#include "simulator/report/paper.h"
#include "simulator/topology/export.h"
#include "simulator/topology/export_text.h"
#include "simulator/topology/svg_style.h"

#include <fmt/format.h>

#include <algorithm>
#include <numbers>
#include <utility>

namespace gatesight::simulator {

namespace {

constexpr TextFace kTitleFace{26, true}, kChapterFace{19, true}, kFoldFace{13.5, true},
    kBodyFace{12.5}, kNoteFace{10.5, false, true}, kFigureFace{24, true};

/// Of a part of a bar and of the square before its words.
TextTone markTone(TextTone tone) {
    return tone == TextTone::Plain ? TextTone::Muted : tone;
}

class PageWriter {
public:
    std::vector<ReportPage> run(const Booklet& booklet) {
        m_paper.newPage();
        paragraph(RichText(booklet.title), kTitleFace, 8);
        paragraph(RichText(booklet.generator), kNoteFace, 18);
        const double contentsAt = m_paper.take(
            static_cast<double>(booklet.chapters.size()) * kBodyFace.lineHeight() + 20);
        for (const Chapter& chapter : booklet.chapters)
            write(chapter);
        writeContents(booklet, contentsAt);
        return m_paper.finished(booklet.title);
    }

private:
    void writeContents(const Booklet& booklet, double y) {
        for (std::size_t i = 0; i < booklet.chapters.size(); ++i) {
            constexpr double kWidth = 260;
            m_paper.linkOn(0, {kPageMargin, y, kWidth, kBodyFace.lineHeight()}, i);
            y += kBodyFace.lineHeight();
            m_paper.drawOn(0, lineSvg({{booklet.chapters[i].title}}, kBodyFace, kPageMargin, y));
            m_paper.drawOn(0,
                           lineSvg({{fmt::format("{}", m_paper.startOf(i) + 1), TextTone::Muted}},
                                   kBodyFace, kPageMargin + kWidth, y, true));
        }
    }

    void write(const Chapter& chapter) {
        const GraphPicture* picture = nullptr;
        for (const Block& block : chapter.blocks)
            if (const auto* found = std::get_if<GraphPicture>(&block.content))
                picture = found;
        const bool wide = areWide(chapter.blocks);
        if (picture)
            newPictureSheet(*picture);
        else if (m_afterPicture || wide || m_paper.isLandscape())
            m_paper.newPage(wide);
        else
            m_paper.need(150);
        m_afterPicture = picture != nullptr;
        m_paper.skip(14);
        m_paper.beginChapter(chapter.title);
        paragraph(RichText(chapter.title), kChapterFace, 6);
        for (const Block& block : chapter.blocks)
            write(block);
    }

    /// Whether a table among them breaks most of its texts on an upright page.
    [[nodiscard]] static bool areWide(const std::vector<Block>& blocks) {
        constexpr double kUpright = 794 - 2 * kPageMargin, kBearable = 1.25;
        return std::ranges::any_of(blocks, [](const Block& block) {
            if (const auto* fold = std::get_if<Fold>(&block.content))
                return areWide(fold->blocks);
            const auto* table = std::get_if<DataTable>(&block.content);
            return table && table->columns.size() > 6 && widthOf(*table) > kUpright * kBearable;
        });
    }

    /// The way round that shows it larger, and sheets up to A1 when its words would be too small.
    void newPictureSheet(const GraphPicture& picture) {
        constexpr double kReadable = 0.6, kAbove = 150;
        const auto [width, height] = sizeOf(picture);
        const auto scaleOn = [&](double wide, double high) {
            return std::min((wide - 2 * kPageMargin) / width, (high - kAbove - kPageMargin) / height);
        };
        for (double sheet = 1;; sheet *= std::numbers::sqrt2) {
            const double upright = scaleOn(794 * sheet, 1123 * sheet);
            const double landscape = scaleOn(1123 * sheet, 794 * sheet);
            if (std::max(upright, landscape) < kReadable && sheet < 2.8)
                continue;
            m_paper.newPage(landscape >= upright, sheet);
            return;
        }
    }

    /// Headings and legend of the picture lie around the layout.
    [[nodiscard]] static std::pair<double, double> sizeOf(const GraphPicture& picture) {
        return {std::max(picture.layout->width, 760.0), picture.layout->height + 74};
    }

    void write(const Block& block) {
        std::visit([this](const auto& content) { write(content); }, block.content);
    }

    void paragraph(const RichText& text, const TextFace& face, double below, double indent = 0) {
        for (const PageLine& line : brokenLines(text, face, m_paper.width() - indent)) {
            const double y = m_paper.take(face.lineHeight());
            m_paper.draw(lineSvg(line, face, kPageMargin + indent, y + face.size));
        }
        m_paper.skip(below);
    }

    void write(const Paragraph& text) { paragraph(text.text, kBodyFace, 7); }

    void write(const BulletList& list) {
        for (const RichText& item : list.items) {
            m_paper.need(kBodyFace.lineHeight() * 2);
            m_paper.draw(lineSvg({{"•", TextTone::Muted}}, kBodyFace, kPageMargin + 6,
                                 m_paper.y() + kBodyFace.size));
            paragraph(item, kBodyFace, 3, 18);
        }
        m_paper.skip(6);
    }

    void write(const KeyFigures& figures) {
        constexpr double kGap = 10, kHeight = 66;
        constexpr std::size_t kAcross = 5;
        const double width = (m_paper.width() - kGap * (kAcross - 1)) / kAcross;
        for (std::size_t i = 0; i < figures.figures.size(); i += kAcross) {
            const double y = m_paper.take(kHeight + kGap);
            for (std::size_t k = i; k < std::min(i + kAcross, figures.figures.size()); ++k)
                figure(figures.figures[k],
                       kPageMargin + static_cast<double>(k - i) * (width + kGap), y, width,
                       kHeight);
        }
        m_paper.skip(8);
    }

    void figure(const KeyFigures::Figure& figure, double x, double y, double width, double height) {
        const SvgColors& colors = svgColors(false);
        m_paper.draw(
            fmt::format("<rect x=\"{:g}\" y=\"{:g}\" width=\"{:g}\" height=\"{:g}\" "
                        "rx=\"6\" style=\"fill:{};stroke:{}\"/>\n",
                        x, y, width, height, colors.canvas, colors.cardBorder));
        m_paper.draw(lineSvg({{figure.label}}, kNoteFace, x + 10, y + 17));
        m_paper.draw(lineSvg({{figure.value, figure.tone}}, kFigureFace, x + 10, y + 42));
        m_paper.draw(
            lineSvg({{elided(figure.note, 9, width - 18)}}, {9, false, true}, x + 10, y + 57));
    }

    void write(const BarChart& chart) {
        constexpr std::size_t kMost = 60;
        m_paper.need(70);
        paragraph(RichText(chart.title), kFoldFace, 3);
        std::int64_t longest = 0;
        for (const BarChart::Bar& bar : chart.bars)
            longest = std::max(longest, lengthOf(bar));
        const std::size_t shown = std::min(chart.bars.size(), kMost);
        for (std::size_t i = 0; i < shown; ++i)
            writeBar(chart.bars[i], chart.toScale ? longest : lengthOf(chart.bars[i]));
        if (shown < chart.bars.size())
            paragraph(RichText(fmt::format("… {} more", chart.bars.size() - shown)), kNoteFace, 4);
        m_paper.skip(10);
    }

    static std::int64_t lengthOf(const BarChart::Bar& bar) {
        std::int64_t sum = 0;
        for (const BarChart::Part& part : bar.parts)
            sum += part.value;
        return sum;
    }

    void writeBar(const BarChart::Bar& bar, std::int64_t full) {
        constexpr double kLabel = 190, kGap = 12, kThick = 11;
        const double room = m_paper.width() - kLabel - kGap;
        const double left = kPageMargin + kLabel + kGap;
        const auto labels = brokenLines(bar.label, kNoteFace, kLabel, 2);
        RichText words;
        for (const BarChart::Part& part : bar.parts)
            words.add(words.empty() ? "" : " \u2003")
                .add("■ ", markTone(part.tone))
                .add(partWords(part));
        const auto parts = brokenLines(words, kNoteFace, room, 3);
        const double height =
            std::max(kThick + 4 + static_cast<double>(parts.size()) * kNoteFace.lineHeight(),
                     static_cast<double>(labels.size()) * kNoteFace.lineHeight() + 2);
        const double y = m_paper.take(height + 3);
        for (std::size_t i = 0; i < labels.size(); ++i)
            m_paper.draw(lineSvg(labels[i], kNoteFace, kPageMargin + kLabel,
                                 y + kThick - 1 + static_cast<double>(i) * kNoteFace.lineHeight(),
                                 true));
        double x = left;
        for (const BarChart::Part& part : bar.parts) {
            const double width =
                full == 0 ? 0 : room * static_cast<double>(part.value) / static_cast<double>(full);
            if (width > 0)
                m_paper.draw(
                    fmt::format("<rect x=\"{:.5g}\" y=\"{:.5g}\" width=\"{:.5g}\" "
                                "height=\"{:g}\" style=\"fill:{}\"/>\n",
                                x, y, std::max(width - 1.5, 1.0), kThick,
                                colorOf(markTone(part.tone))));
            x += width;
        }
        for (std::size_t i = 0; i < parts.size(); ++i)
            m_paper.draw(lineSvg(
                parts[i], kNoteFace, left,
                y + kThick + 4 + kNoteFace.size + static_cast<double>(i) * kNoteFace.lineHeight()));
    }

    void write(const DataTable& table) { drawTable(m_paper, table); }

    void write(const GraphPicture& picture) {
        const double room = m_paper.left();
        ExportOptions options;
        const std::string svg = toSvg(*picture.topology, *picture.layout, options);
        const auto [width, height] = sizeOf(picture);
        const double scale = std::min({m_paper.width() / width, room / height, 1.0});
        const double x = kPageMargin + (m_paper.width() - width * scale) / 2;
        m_paper.draw(
            fmt::format("<g transform=\"translate({:.5g} {:.5g}) scale({:.5g})\">\n{}</g>\n", x,
                        m_paper.y(), scale, svg));
        m_paper.skip(height * scale);
    }

    void write(const Fold& fold) {
        m_paper.skip(6);
        m_paper.need(std::max(90.0, kFoldFace.lineHeight() + 3 + openingOf(fold.blocks)));
        paragraph(fold.title, kFoldFace, 3);
        for (const Block& block : fold.blocks)
            write(block);
    }

    [[nodiscard]] double openingOf(const std::vector<Block>& blocks) {
        const auto* const table =
            blocks.empty() ? nullptr : std::get_if<DataTable>(&blocks.front().content);
        return table ? simulator::openingOf(m_paper, *table) : 0;
    }

    Paper m_paper;
    bool m_afterPicture = false;
};

}  // namespace

std::vector<ReportPage> toPages(const Booklet& booklet) {
    return PageWriter().run(booklet);
}

}  // namespace gatesight::simulator
