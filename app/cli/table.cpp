#include "app/cli/table.h"

#include <algorithm>

namespace gatesight::cli {

namespace {

constexpr std::size_t kGap = 2;

void trimRight(std::string& line) {
    line.erase(line.find_last_not_of(' ') + 1);
}

// All cells but the last on one line; the last one continues below itself.
std::string renderRow(const std::vector<Cell>& row, const std::vector<std::size_t>& widths,
                      const Style& style, std::size_t columns, std::size_t indent) {
    std::string line(indent, ' ');
    std::size_t start = indent;
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
        const std::size_t width = displayWidth(row[i].text);
        line += style.paint(row[i].text, row[i].tone);
        const std::size_t target = std::max(widths[i], width) + (widths[i] == 0 ? 0 : kGap);
        line.append(target - width, ' ');
        start += target;
    }
    if (row.empty())
        return "\n";
    const std::size_t room = columns > start + 20 ? columns - start : 20;
    std::string result;
    for (const std::string& part : wrapped(row.back().text, room)) {
        line += style.paint(part, row.back().tone);
        trimRight(line);
        result += line + "\n";
        line.assign(start, ' ');
    }
    return result;
}

std::string renderNote(const Cell& note, const Style& style, std::size_t columns,
                       std::size_t indent) {
    std::string result;
    for (const std::string& part :
         wrapped(note.text, columns > indent + 20 ? columns - indent : 20))
        result += std::string(indent, ' ') + style.paint(part, note.tone) + "\n";
    return result;
}

}  // namespace

std::string Table::render(const Style& style, std::size_t columns, std::size_t indent) const {
    std::vector<std::size_t> widths;
    const auto measure = [&widths](std::size_t column, std::string_view text) {
        if (widths.size() <= column)
            widths.resize(column + 1);
        widths[column] = std::max(widths[column], displayWidth(text));
    };
    for (const Row& row : m_rows) {
        for (std::size_t i = 0; i < row.cells.size() && !row.isNote; ++i)
            measure(i, row.cells[i].text);
    }
    // A column without any content is left out together with its heading.
    std::vector<Cell> headings;
    for (std::size_t i = 0; i < m_headings.size() && i < widths.size(); ++i) {
        headings.push_back({widths[i] == 0 ? "" : m_headings[i], Tone::Dim});
        measure(i, headings.back().text);
    }
    for (const auto& [column, width] : m_limits) {
        if (column < widths.size())
            widths[column] = std::min(widths[column], width);
    }
    std::string result =
        headings.empty() ? "" : renderRow(headings, widths, style, columns, indent);
    for (const Row& row : m_rows) {
        result += row.isNote
                      ? renderNote(row.cells.front(), style, columns, indent + row.noteIndent)
                      : renderRow(row.cells, widths, style, columns, indent);
    }
    return result;
}

}  // namespace gatesight::cli
