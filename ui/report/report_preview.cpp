#include "ui/report/report_preview.h"

#include "ui/report/preview_pictures.h"
#include "ui/session/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatesight::ui {

namespace {

using simulator::TextTone;

/// What stays light in a text browser; everything is in the exported forms.
constexpr std::size_t kMostTableRows = 60, kMostBars = 40, kMostItems = 60, kMostFolds = 30;
constexpr int kBarHeight = 12, kBarLabel = 190, kMostBarWidth = 520;
constexpr int kFiguresAcross = 5;

QString previewWords(const char* words) {
    return QCoreApplication::translate("gatesight", words);
}

QString markup(std::string_view words) {
    return text(words).toHtmlEscaped();
}

QString toneName(TextTone tone) {
    switch (tone) {
        case TextTone::Muted:
            return QStringLiteral("muted");
        case TextTone::Good:
            return QStringLiteral("good");
        case TextTone::Caution:
            return QStringLiteral("caution");
        case TextTone::Bad:
            return QStringLiteral("bad");
        case TextTone::Info:
            return QStringLiteral("info");
        case TextTone::Plain:
        case TextTone::Strong:
        case TextTone::Code:
            break;
    }
    return QStringLiteral("plain");
}

std::int64_t lengthOf(const simulator::BarChart::Bar& bar) {
    std::int64_t sum = 0;
    for (const auto& part : bar.parts)
        sum += part.value;
    return sum;
}

class PreviewWriter {
public:
    PreviewWriter(const PreviewLook& look, const std::stop_token& stop)
        : m_look(look), m_stop(stop) {}

    ReportPreview run(const simulator::Booklet& booklet) {
        m_html = QStringLiteral("<h1>%1</h1><p class=\"muted\">%2</p>")
                     .arg(markup(booklet.title), markup(booklet.generator));
        for (const simulator::Chapter& chapter : booklet.chapters) {
            if (m_stop.stop_requested())
                return {};
            m_folds = 0;
            m_html += QStringLiteral("<h2><a name=\"%1\"></a>%2</h2>")
                          .arg(markup(chapter.id), markup(chapter.title));
            for (const simulator::Block& block : chapter.blocks)
                write(block);
            tellHiddenFolds();
        }
        m_preview.html = std::move(m_html);
        m_preview.style = style();
        return std::move(m_preview);
    }

private:
    [[nodiscard]] QString style() const {
        const Palette& c = m_look.colors;
        return QStringLiteral(
                   "body{color:%1}h1{font-size:20px}h2{font-size:16px;margin-top:22px}"
                   "h3{font-size:13px;margin-top:14px}p{margin-top:4px;margin-bottom:6px}"
                   ".muted{color:%2}.good{color:%3}.caution{color:%4}.bad{color:%5}.info{color:%6}"
                   "code{font-family:'%7'}a{color:%8}"
                   "th{color:%2}td.line,th.line{border-bottom:1px solid %9}")
            .arg(c.text.name(), c.mutedText.name(), c.good.name(), c.warning.name(), c.bad.name(),
                 c.info.name(), QStringLiteral("DejaVu Sans Mono"), c.accentText.name(),
                 c.border.name());
    }

    void write(const simulator::Block& block) {
        std::visit([this](const auto& content) { write(content); }, block.content);
    }

    void write(const simulator::Paragraph& paragraph) {
        m_html += QStringLiteral("<p>%1</p>").arg(inlineMarkup(paragraph.text));
    }

    void write(const simulator::KeyFigures& figures) {
        m_html += QStringLiteral("<table width=\"100%\" cellspacing=\"6\" cellpadding=\"10\">");
        for (std::size_t i = 0; i < figures.figures.size(); ++i) {
            if (i % kFiguresAcross == 0)
                m_html += i == 0 ? QStringLiteral("<tr>") : QStringLiteral("</tr><tr>");
            const auto& figure = figures.figures[i];
            m_html +=
                QStringLiteral("<td width=\"%1%\" bgcolor=\"%2\"><span class=\"muted\">%3</span>"
                               "<br><span class=\"%4\" style=\"font-size:22px;font-weight:600\">%5"
                               "</span><br><span class=\"muted\" style=\"font-size:11px\">%6"
                               "</span></td>")
                    .arg(QString::number(100 / kFiguresAcross), m_look.colors.raised.name(),
                         markup(figure.label), toneName(figure.tone), markup(figure.value),
                         markup(figure.note));
        }
        for (std::size_t i = figures.figures.size(); i % kFiguresAcross != 0; ++i)
            m_html += QStringLiteral("<td width=\"%1%\"></td>").arg(100 / kFiguresAcross);
        m_html += QStringLiteral("</tr></table>");
    }

    void write(const simulator::BarChart& chart) {
        m_html += QStringLiteral("<h3>%1</h3><table cellpadding=\"3\">")
                      .arg(markup(chart.title));
        std::int64_t longest = 0;
        for (const auto& bar : chart.bars)
            longest = std::max(longest, lengthOf(bar));
        const std::size_t shown = std::min(chart.bars.size(), kMostBars);
        for (std::size_t i = 0; i < shown; ++i)
            write(chart.bars[i], chart.toScale ? longest : lengthOf(chart.bars[i]));
        m_html += QStringLiteral("</table>");
        tellHidden(chart.bars.size() - shown, previewWords("bars"));
    }

    void write(const simulator::BarChart::Bar& bar, std::int64_t full) {
        const QSize size(std::clamp(m_look.width - kBarLabel - 40, 160, kMostBarWidth), kBarHeight);
        const QString name = addPicture(barImage(bar, full, size, m_look));
        QString parts;
        for (const auto& part : bar.parts)
            parts += QStringLiteral("<span style=\"color:%1\">■</span> %2&nbsp;&nbsp; ")
                         .arg((part.tone == TextTone::Plain ? m_look.colors.faintText
                                                            : toneColor(part.tone, m_look.colors))
                                  .name(),
                              markup(partWords(part)));
        m_html += QStringLiteral(
                      "<tr><td width=\"%6\" align=\"right\">%1</td><td><img src=\"%2\" "
                      "width=\"%3\" height=\"%4\"><br><span class=\"muted\" "
                      "style=\"font-size:11px\">%5</span></td></tr>")
                      .arg(inlineMarkup(bar.label), name, QString::number(size.width()),
                           QString::number(size.height()), parts, QString::number(kBarLabel));
    }

    void write(const simulator::DataTable& table) {
        m_html += QStringLiteral(
            "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"5\" "
            "style=\"border-collapse:collapse\"><tr>");
        for (const auto& column : table.columns)
            m_html += QStringLiteral("<th class=\"line\" align=\"%1\">%2</th>")
                          .arg(column.numbers ? QStringLiteral("right") : QStringLiteral("left"),
                               markup(column.title));
        m_html += QStringLiteral("</tr>");
        const std::size_t shown = std::min(table.rows.size(), kMostTableRows);
        for (std::size_t row = 0; row < shown; ++row) {
            m_html += QStringLiteral("<tr>");
            for (std::size_t i = 0; i < table.rows[row].size(); ++i)
                m_html += QStringLiteral("<td class=\"line\" align=\"%1\">%2</td>")
                              .arg(table.columns[i].numbers ? QStringLiteral("right")
                                                            : QStringLiteral("left"),
                                   inlineMarkup(table.rows[row][i]));
            m_html += QStringLiteral("</tr>");
        }
        m_html += QStringLiteral("</table>");
        tellHidden(table.rows.size() - shown, previewWords("rows"));
    }

    void write(const simulator::BulletList& list) {
        const std::size_t shown = std::min(list.items.size(), kMostItems);
        m_html += QStringLiteral("<ul>");
        for (std::size_t i = 0; i < shown; ++i)
            m_html += QStringLiteral("<li>%1</li>").arg(inlineMarkup(list.items[i]));
        m_html += QStringLiteral("</ul>");
        tellHidden(list.items.size() - shown, previewWords("entries"));
    }

    void write(const simulator::GraphPicture& picture) {
        QSize size;
        const QImage image = graphImage(picture, m_look, size);
        if (image.isNull())
            return;
        const QString name = addPicture(image);
        m_html += QStringLiteral("<p><img src=\"%1\" width=\"%2\" height=\"%3\"></p>")
                      .arg(name, QString::number(size.width()), QString::number(size.height()));
    }

    void write(const simulator::Fold& fold) {
        if (++m_folds > kMostFolds)
            return;
        m_html += QStringLiteral("<h3>%1</h3>").arg(inlineMarkup(fold.title));
        for (const simulator::Block& block : fold.blocks)
            write(block);
    }

    QString addPicture(QImage image) {
        m_preview.pictures.emplace_back(
            QStringLiteral("picture:%1").arg(m_preview.pictures.size()), std::move(image));
        return m_preview.pictures.back().first;
    }

    void tellHidden(std::size_t count, const QString& what) {
        if (count == 0)
            return;
        m_preview.hidden += count;
        m_html += QStringLiteral("<p class=\"muted\">%1</p>")
                      .arg(previewWords("%L1 more %2 are in the exported report")
                               .arg(count)
                               .arg(what));
    }

    void tellHiddenFolds() {
        if (m_folds > kMostFolds)
            tellHidden(m_folds - kMostFolds, previewWords("sections"));
    }

    const PreviewLook& m_look;
    const std::stop_token& m_stop;
    QString m_html;
    ReportPreview m_preview;
    std::size_t m_folds = 0;  ///< of the chapter
};

}  // namespace

QString inlineMarkup(const simulator::RichText& words) {
    QString result;
    for (const simulator::TextRun& run : words.runs()) {
        const QString piece = markup(run.text);
        switch (run.tone) {
            case TextTone::Plain:
                result += piece;
                break;
            case TextTone::Strong:
                result += QStringLiteral("<b>%1</b>").arg(piece);
                break;
            case TextTone::Code:
                result += QStringLiteral("<code>%1</code>").arg(piece);
                break;
            default:
                result += QStringLiteral("<span class=\"%1\">%2</span>")
                              .arg(toneName(run.tone), piece);
        }
    }
    return result;
}

ReportPreview previewOf(const simulator::Booklet& booklet, const PreviewLook& look,
                        const std::stop_token& stop) {
    return PreviewWriter(look, stop).run(booklet);
}

}  // namespace gatesight::ui
