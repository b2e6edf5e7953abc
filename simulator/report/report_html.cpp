#include "simulator/report/report_html.h"

#include "simulator/report/html_style.h"
#include "simulator/report/inputs.h"
#include "simulator/topology/export.h"
#include "simulator/topology/export_text.h"

#include <fmt/format.h>

#include <openssl/evp.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

std::string base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                       reinterpret_cast<const unsigned char*>(bytes.data()),
                                       static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::string_view toneClass(TextTone tone) {
    switch (tone) {
        case TextTone::Muted:
            return "muted";
        case TextTone::Good:
            return "good";
        case TextTone::Caution:
            return "caution";
        case TextTone::Bad:
            return "bad";
        case TextTone::Info:
            return "info";
        case TextTone::Plain:
        case TextTone::Strong:
        case TextTone::Code:
            break;
    }
    return "plain";
}

/// A name as code that may be broken behind its separators.
std::string codeHtml(std::string_view name) {
    std::string result = "<code>";
    std::size_t begin = 0;
    for (std::size_t i = 0; i + 1 < name.size(); ++i) {
        if (!std::string_view("/.-:,_=").contains(name[i]) || i + 1 - begin < 4)
            continue;
        result += xmlEscaped(name.substr(begin, i + 1 - begin)) + "<wbr/>";
        begin = i + 1;
    }
    return result + xmlEscaped(name.substr(begin)) + "</code>";
}

std::string inlineHtml(const RichText& text) {
    std::string result;
    for (const TextRun& run : text.runs()) {
        const std::string words = xmlEscaped(run.text);
        if (run.tone == TextTone::Plain)
            result += words;
        else if (run.tone == TextTone::Code)
            result += codeHtml(run.text);
        else if (run.tone == TextTone::Strong)
            result += fmt::format("<b>{}</b>", words);
        else
            result += fmt::format("<span class=\"{}\">{}</span>", toneClass(run.tone), words);
    }
    return result;
}

class HtmlWriter {
public:
    std::string run(const Booklet& booklet) {
        open(booklet);
        contents(booklet);
        out("<main id=\"report\">\n");
        for (const Chapter& chapter : booklet.chapters) {
            out("<section id=\"{0}\">\n<h2><a href=\"#{0}\">{1}</a></h2>\n", chapter.id,
                xmlEscaped(chapter.title));
            for (const Block& block : chapter.blocks)
                write(block);
            out("</section>\n");
        }
        out("<footer>Written by {}. The file needs no network.</footer>\n</main>\n</div>\n",
            xmlEscaped(booklet.generator));
        out("<script>{}</script>\n</body>\n</html>\n", reportScript());
        return std::move(m_html);
    }

private:
    template <class... Args>
    void out(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(m_html), format, std::forward<Args>(args)...);
    }

    void open(const Booklet& booklet) {
        out("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'unsafe-inline'; script-src 'sha256-{}'; base-uri 'none'; "
            "form-action 'none'\"/>\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
            "<meta name=\"generator\" content=\"{}\"/>\n<title>{}</title>\n<style>{}</style>\n"
            "</head>\n<body>\n",
            base64(sha256(reportScript())), xmlEscaped(booklet.generator),
            xmlEscaped(booklet.title), reportStyle());
        out("<a class=\"skip\" href=\"#report\">To the report</a>\n<header>\n<h1>{}</h1>\n"
            "<label for=\"find\">Find <input type=\"search\" id=\"find\" autocomplete=\"off\" "
            "placeholder=\"host, path, Service, rule …\"/></label>"
            "<span id=\"found\" role=\"status\"></span>\n</header>\n<div class=\"page\">\n",
            xmlEscaped(booklet.title));
    }

    void contents(const Booklet& booklet) {
        out("<nav aria-label=\"Contents\"><ol>\n");
        for (const Chapter& chapter : booklet.chapters)
            out("<li><a href=\"#{}\">{}</a></li>\n", chapter.id, xmlEscaped(chapter.title));
        out("</ol></nav>\n");
    }

    void write(const Block& block) {
        std::visit([this](const auto& content) { write(content); }, block.content);
    }

    void write(const Paragraph& paragraph) { out("<p>{}</p>\n", inlineHtml(paragraph.text)); }

    void write(const KeyFigures& figures) {
        out("<ul class=\"figures\">\n");
        for (const KeyFigures::Figure& figure : figures.figures)
            out("<li><span class=\"muted\">{}</span><b class=\"{}\">{}</b><small>{}</small></li>\n",
                xmlEscaped(figure.label), toneClass(figure.tone), xmlEscaped(figure.value),
                xmlEscaped(figure.note));
        out("</ul>\n");
    }

    void write(const BarChart& chart) {
        out("<figure><figcaption>{}</figcaption>\n", xmlEscaped(chart.title));
        std::int64_t longest = 0;
        for (const BarChart::Bar& bar : chart.bars)
            longest = std::max(longest, lengthOf(bar));
        for (const BarChart::Bar& bar : chart.bars)
            writeBar(bar, chart.toScale ? longest : lengthOf(bar));
        out("</figure>\n");
    }

    static std::int64_t lengthOf(const BarChart::Bar& bar) {
        std::int64_t sum = 0;
        for (const BarChart::Part& part : bar.parts)
            sum += part.value;
        return sum;
    }

    void writeBar(const BarChart::Bar& bar, std::int64_t full) {
        out("<div class=\"bar\"><span class=\"label\">{}</span>"
            "<svg viewBox=\"0 0 1000 14\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
            inlineHtml(bar.label));
        double at = 0;
        for (const BarChart::Part& part : bar.parts) {
            const double width =
                full == 0 ? 0 : 1000 * static_cast<double>(part.value) / static_cast<double>(full);
            if (width > 0)
                out("<rect x=\"{:.4g}\" width=\"{:.4g}\" height=\"14\" class=\"f-{}\"/>", at,
                    std::max(width - 2, 1.0), toneClass(part.tone));
            at += width;
        }
        out("</svg><span class=\"parts\">");
        for (const BarChart::Part& part : bar.parts)
            out("<i class=\"key f-{}\"></i><span>{}</span>", toneClass(part.tone),
                xmlEscaped(partWords(part)));
        out("</span></div>\n");
    }

    void write(const DataTable& table) {
        out("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>"
            "<thead><tr>");
        for (const DataTable::Column& column : table.columns)
            out("<th scope=\"col\"{}>{}</th>", column.numbers ? " class=\"n\"" : "",
                xmlEscaped(column.title));
        out("</tr></thead><tbody>\n");
        for (const auto& row : table.rows) {
            out("<tr>");
            for (std::size_t i = 0; i < row.size(); ++i)
                out("<td{}>{}</td>", table.columns[i].numbers ? " class=\"n\"" : "",
                    inlineHtml(row[i]));
            out("</tr>\n");
        }
        out("</tbody></table></div>\n");
    }

    void write(const BulletList& list) {
        out("<ul class=\"list\">\n");
        for (const RichText& item : list.items)
            out("<li>{}</li>\n", inlineHtml(item));
        out("</ul>\n");
    }

    void write(const GraphPicture& picture) {
        ExportOptions options;
        options.embedded = true;
        out("<input type=\"checkbox\" id=\"full\"/><label for=\"full\">in full size</label>\n"
            "<div class=\"picture\" tabindex=\"0\" role=\"region\" aria-label=\"Topology\">\n");
        m_html += toSvg(*picture.topology, *picture.layout, options);
        out("</div>\n");
    }

    void write(const Fold& fold) {
        out("<details{}><summary>{}</summary>\n", fold.open ? " open=\"open\"" : "",
            inlineHtml(fold.title));
        for (const Block& block : fold.blocks)
            write(block);
        out("</details>\n");
    }

    std::string m_html;
};

}  // namespace

std::string toHtml(const Booklet& booklet) {
    return HtmlWriter().run(booklet);
}

}  // namespace gatesight::simulator
