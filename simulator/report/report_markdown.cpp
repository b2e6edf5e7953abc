#include "simulator/report/report_markdown.h"

#include "simulator/topology/export.h"
#include "simulator/topology/export_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

// Mermaid gives up on more than these.
constexpr std::size_t kMostMermaidNodes = 120, kMostMermaidText = 20'000;

class MarkdownWriter {
public:
    explicit MarkdownWriter(std::size_t rows) : m_rows(rows) {}

    std::string run(const Booklet& booklet) {
        m_text = fmt::format("# {}\n\n", markdownEscaped(booklet.title));
        for (const Chapter& chapter : booklet.chapters) {
            m_text += fmt::format("## {}\n\n", markdownEscaped(chapter.title));
            for (const Block& block : chapter.blocks)
                write(block);
        }
        m_text += fmt::format("---\n\n<sub>{}</sub>\n", markdownEscaped(booklet.generator));
        return std::move(m_text);
    }

private:
    void write(const Block& block) {
        std::visit([this](const auto& content) { write(content); }, block.content);
    }

    void write(const Paragraph& paragraph) { m_text += line(paragraph.text) + "\n\n"; }

    void write(const KeyFigures& figures) {
        std::string titles = "|", rule = "|", values = "|";
        for (const KeyFigures::Figure& figure : figures.figures) {
            titles += fmt::format(" {} |", markdownEscaped(figure.label));
            rule += "---:|";
            values += fmt::format(" **{}**{}{} |", markdownEscaped(figure.value),
                                  figure.note.empty() ? "" : "<br>", markdownEscaped(figure.note));
        }
        m_text += fmt::format("{}\n{}\n{}\n\n", titles, rule, values);
    }

    void write(const BarChart& chart) {
        m_text += fmt::format("| {} | |\n|---|---|\n", markdownEscaped(chart.title));
        const std::size_t shown = std::min(chart.bars.size(), m_rows);
        for (std::size_t i = 0; i < shown; ++i) {
            std::string parts;
            for (const BarChart::Part& part : chart.bars[i].parts)
                parts += fmt::format("{}{} {}", parts.empty() ? "" : " · ", mark(part.tone),
                                     markdownEscaped(partWords(part)));
            m_text += fmt::format("| {} | {} |\n", line(chart.bars[i].label, true), parts);
        }
        m_text += "\n";
        tellRest(chart.bars.size(), shown, "");
    }

    void write(const DataTable& table) {
        std::string titles = "|", rule = "|";
        for (const DataTable::Column& column : table.columns) {
            titles += fmt::format(" {} |", markdownEscaped(column.title));
            rule += column.numbers ? "---:|" : "---|";
        }
        m_text += titles + "\n" + rule + "\n";
        const std::size_t shown = std::min(table.rows.size(), m_rows);
        for (std::size_t i = 0; i < shown; ++i) {
            m_text += "|";
            for (const RichText& cell : table.rows[i])
                m_text += fmt::format(" {} |", line(cell, true));
            m_text += "\n";
        }
        m_text += "\n";
        tellRest(table.rows.size(), shown, table.rest);
    }

    void write(const BulletList& list) {
        const std::size_t shown = std::min(list.items.size(), m_rows);
        for (std::size_t i = 0; i < shown; ++i)
            m_text += fmt::format("- {}\n", line(list.items[i]));
        m_text += "\n";
        tellRest(list.items.size(), shown, "-o html has them all");
    }

    void write(const GraphPicture& picture) {
        if (picture.topology->nodes().size() > kMostMermaidNodes)
            return;
        const std::string drawn = toMermaid(*picture.topology);
        if (drawn.size() <= kMostMermaidText)
            m_text += "```mermaid\n" + drawn + "```\n\n";
    }

    void write(const Fold& fold) {
        m_text += fmt::format("<details{}><summary>{}</summary>\n\n", fold.open ? " open" : "",
                              summaryLine(fold.title));
        // Each team counts as a row of its chapter.
        const std::size_t shown = std::min(fold.blocks.size(), 2 * m_rows);
        for (std::size_t i = 0; i < shown; ++i)
            write(fold.blocks[i]);
        if (shown < fold.blocks.size())
            m_text += "_… and more; -o html has all_\n\n";
        m_text += "</details>\n\n";
    }

    void tellRest(std::size_t all, std::size_t shown, std::string_view rest) {
        if (shown < all)
            m_text += fmt::format("_… {} more{}{}_\n\n", all - shown, rest.empty() ? "" : "; ",
                                  markdownEscaped(rest));
    }

    /// Markdown is not read inside of <summary>, but mentions are looked for.
    static std::string summaryLine(const RichText& text) {
        std::string result;
        for (const TextRun& run : text.runs()) {
            std::string words;
            for (const char c : xmlEscaped(run.text))
                words += c == '@' ? std::string("@<!-- -->") : std::string(1, c);
            result += run.tone == TextTone::Code ? fmt::format("<code>{}</code>", words) : words;
        }
        return result;
    }

    static std::string_view mark(TextTone tone) {
        switch (tone) {
            case TextTone::Good:
                return "🟢";
            case TextTone::Caution:
                return "🟠";
            case TextTone::Bad:
                return "🔴";
            case TextTone::Info:
                return "🔵";
            case TextTone::Plain:
            case TextTone::Strong:
            case TextTone::Muted:
            case TextTone::Code:
                return "⚪";
        }
        return "";
    }

    static std::string line(const RichText& text, bool cell = false) {
        std::string result;
        for (const TextRun& run : text.runs()) {
            if (run.tone == TextTone::Code)
                result += markdownCode(run.text, cell);
            else if (run.tone == TextTone::Strong || run.tone == TextTone::Bad)
                result += emphasized(run.text, "**");
            else
                result += markdownEscaped(run.text);
        }
        return result;
    }

    /// Marks have to touch words, not blanks.
    static std::string emphasized(std::string_view text, std::string_view marks) {
        const std::size_t first = text.find_first_not_of(' ');
        if (first == std::string_view::npos)
            return std::string(text);
        const std::size_t last = text.find_last_not_of(' ') + 1;
        return fmt::format("{0}{1}{2}{1}{3}", text.substr(0, first), marks,
                           markdownEscaped(text.substr(first, last - first)), text.substr(last));
    }

    const std::size_t m_rows;  // of each table and list
    std::string m_text;
};

/// As many chapters' folds as fit are kept when even one row each is too much.
void cutFolds(Booklet& booklet, std::size_t most) {
    for (Chapter& chapter : booklet.chapters) {
        if (chapter.blocks.size() <= most)
            continue;
        const std::size_t left = chapter.blocks.size() - most;
        chapter.blocks.resize(most);
        chapter.blocks.push_back(
            {Paragraph{fmt::format("… and {} more; -o html has them all.", left)}});
    }
}

}  // namespace

std::string toMarkdown(const Booklet& booklet, std::size_t most) {
    std::string text;
    for (const std::size_t rows : {100'000uz, 300uz, 100uz, 50uz, 20uz, 10uz, 5uz, 3uz}) {
        text = MarkdownWriter(rows).run(booklet);
        if (text.size() <= most)
            return text;
    }
    for (const std::size_t blocks : {40uz, 20uz, 10uz, 5uz}) {
        Booklet shorter = booklet;
        cutFolds(shorter, blocks);
        text = MarkdownWriter(3).run(shorter);
        if (text.size() <= most)
            return text;
    }
    return text;
}

}  // namespace gatesight::simulator
