// Tables for people: columns as wide as they must be, the last ones wrapped where the terminal
// ends.
#pragma once

#include "app/cli/style.h"

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

    void add(std::vector<Cell> row) { m_rows.push_back(std::move(row)); }
    [[nodiscard]] bool empty() const { return m_rows.empty(); }
    /// Each row as one line, longer than `columns` only when its unbreakable part is: the last
    /// column is wrapped at blanks.
    [[nodiscard]] std::string render(const Style& style, std::size_t columns,
                                     std::size_t indent = 0) const;

private:
    std::vector<std::string> m_headings;  // empty: no line of headings
    std::vector<std::vector<Cell>> m_rows;
};

}  // namespace gatesight::cli
