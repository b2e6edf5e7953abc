#include "app/cli/table.h"

#include <algorithm>

namespace gatesight::cli {

namespace {

constexpr std::size_t kGap = 2;

void trimRight(std::string& line) {
    line.erase(line.find_last_not_of(' ') + 1);
}

// Cells behind the last one with text do not count.
std::size_t filledCells(const std::vector<Cell>& row) {
    std::size_t count = row.size();
    while (count != 0 && row[count - 1].text.empty())
        --count;
    return count;
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

// All cells but the last on one line; the last one continues below itself.
std::string Table::renderRow(const std::vector<Cell>& row, const std::vector<std::size_t>& widths,
                             const Style& style, std::size_t columns, std::size_t indent) const {
    std::string line(indent, ' ');
    std::size_t start = indent;
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
        const std::size_t width = displayWidth(row[i].text);
        const std::size_t filling = std::max(widths[i], width) - width;
        const bool right = m_right.contains(i);
        line += std::string(right ? filling : 0, ' ') + style.paint(row[i].text, row[i].tone) +
                std::string((right ? 0 : filling) + (widths[i] == 0 ? 0 : kGap), ' ');
        start += width + filling + (widths[i] == 0 ? 0 : kGap);
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

// Where a row ends, its last text needs no column: nothing has to be aligned behind it.
std::vector<std::size_t> Table::widths() const {
    std::vector<std::size_t> widths;
    for (const Row& row : m_rows) {
        if (row.isNote)
            continue;
        widths.resize(std::max(widths.size(), row.cells.size()));
        const std::size_t filled = filledCells(row.cells);
        for (std::size_t i = 0; i < filled; ++i) {
            if (i + 1 < filled || i + 1 == row.cells.size() || !m_headings.empty())
                widths[i] = std::max(widths[i], displayWidth(row.cells[i].text));
        }
    }
    return widths;
}

std::size_t Table::width() const {
    const std::vector<std::size_t> widths = this->widths();
    std::size_t widest = 0;
    for (const Row& row : m_rows) {
        const std::size_t filled = row.isNote ? 0 : filledCells(row.cells);
        std::size_t width = 0;
        for (std::size_t i = 0; i < filled; ++i)
            width += i + 1 == filled ? displayWidth(row.cells[i].text)
                                     : widths[i] + (widths[i] == 0 ? 0 : kGap);
        widest = std::max(widest, width);
    }
    return widest;
}

void Table::dropColumn(std::size_t columns) {
    for (Row& row : m_rows) {
        if (!row.isNote && row.cells.size() == columns)
            row.cells.pop_back();
    }
}

std::string Table::render(const Style& style, std::size_t columns, std::size_t indent) const {
    std::vector<std::size_t> widths = this->widths();
    // A column without any content is left out together with its heading.
    std::vector<Cell> headings;
    for (std::size_t i = 0; i < m_headings.size() && i < widths.size(); ++i) {
        headings.push_back({widths[i] == 0 ? "" : m_headings[i], Tone::Dim});
        widths[i] = std::max(widths[i], displayWidth(headings.back().text));
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
