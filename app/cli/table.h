// Tables for people: columns as wide as they must be, the last ones wrapped where the terminal
// ends.
#pragma once

#include "app/cli/style.h"

#include <set>
#include <string>
#include <vector>

namespace gatesight::cli {

/// One cell; text is clean already.
struct Cell {
    std::string text;
    Tone tone = Tone::Plain;
};

class Table {
public:
    explicit Table(std::vector<std::string> headings) : m_headings(std::move(headings)) {}

    void add(std::vector<Cell> row) { m_rows.push_back({std::move(row), 0, false}); }
    /// A line of its own below the row before it, wrapped to the whole width and indented by
    /// `indent`.
    void addNote(Cell note, std::size_t indent) {
        m_rows.push_back({{std::move(note)}, indent, true});
    }
    /// Numbers stand below each other by their last digit.
    void alignRight(std::size_t column) { m_right.insert(column); }
    /// Takes the last cell from each row that has `columns` of them.
    void dropColumn(std::size_t columns);
    [[nodiscard]] bool empty() const { return m_rows.empty(); }
    /// Each row as one line, longer than `columns` only when its unbreakable part is: the last
    /// column is wrapped at blanks.
    [[nodiscard]] std::string render(const Style& style, std::size_t columns,
                                     std::size_t indent = 0) const;
    /// Columns of the widest row when nothing is wrapped; notes do not count.
    [[nodiscard]] std::size_t width() const;

private:
    struct Row {
        std::vector<Cell> cells;
        std::size_t noteIndent;
        bool isNote;
    };
    std::vector<std::string> m_headings;  // empty: no line of headings
    std::vector<Row> m_rows;
    std::set<std::size_t> m_right;

    [[nodiscard]] std::vector<std::size_t> widths() const;
    [[nodiscard]] std::string renderRow(const std::vector<Cell>& row,
                                        const std::vector<std::size_t>& widths, const Style& style,
                                        std::size_t columns, std::size_t indent) const;
};

}  // namespace gatesight::cli
