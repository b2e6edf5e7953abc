// Tables for people: columns as wide as they must be, the last ones wrapped where the terminal
// ends.
#pragma once

#include "app/cli/style.h"

#include <map>
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
    /// A column does not grow beyond `width` for the sake of a few long cells; those push what
    /// follows them instead.
    void limit(std::size_t column, std::size_t width) { m_limits[column] = width; }
    [[nodiscard]] bool empty() const { return m_rows.empty(); }
    /// Each row as one line, longer than `columns` only when its unbreakable part is: the last
    /// column is wrapped at blanks.
    [[nodiscard]] std::string render(const Style& style, std::size_t columns,
                                     std::size_t indent = 0) const;

private:
    struct Row {
        std::vector<Cell> cells;
        std::size_t noteIndent;
        bool isNote;
    };
    std::vector<std::string> m_headings;  // empty: no line of headings
    std::vector<Row> m_rows;
    std::map<std::size_t, std::size_t> m_limits;
};

}  // namespace gatesight::cli
