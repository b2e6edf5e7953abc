#include "simulator/report/page_table.h"

#include "simulator/report/page_text.h"
#include "simulator/topology/svg_style.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace gatesight::simulator {

namespace {

constexpr TextFace kCellFace{9.5}, kHeadFace{9.5, true, true}, kRestFace{9.5, false, true};
constexpr double kColumnGap = 10, kRowPadding = 3;
constexpr std::size_t kMostRows = 400, kMostCellLines = 24, kLookedAt = 300;
constexpr double kWidestPiece = 96;  // longer ones are broken rather than given a whole column

struct ColumnNeeds {
    std::vector<double> least, wished;
};

ColumnNeeds needsOf(const DataTable& table) {
    const std::size_t count = table.columns.size();
    ColumnNeeds needs{std::vector<double>(count), std::vector<double>(count)};
    auto& [least, wished] = needs;
    for (std::size_t i = 0; i < count; ++i) {
        const RichText title(table.columns[i].title);
        least[i] = std::min(longestPiece(title, kHeadFace), kWidestPiece);
        wished[i] = std::max(widthOf(title, kHeadFace), least[i]);
    }
    for (std::size_t row = 0; row < std::min(table.rows.size(), kLookedAt); ++row)
        for (std::size_t i = 0; i < count; ++i) {
            const RichText& cell = table.rows[row][i];
            least[i] = std::max(least[i], std::min(longestPiece(cell, kCellFace), kWidestPiece));
            wished[i] = std::max(wished[i], widthOf(cell, kCellFace) + 1);
        }
    return needs;
}

class TableDrawer {
public:
    TableDrawer(Paper& paper, const DataTable& table)
        : m_paper(paper), m_table(table), m_widths(columnWidths()) {
        double x = kPageMargin;
        for (const double width : m_widths) {
            m_left.push_back(x);
            x += width + kColumnGap;
        }
    }

    /// Height of the titles and the first row, which stay on one page.
    [[nodiscard]] double opening() const {
        const double head = heightOf(titles(), kHeadFace);
        return m_table.rows.empty() ? head : head + heightOf(cellsOf(m_table.rows.front()), kCellFace);
    }

    void run() {
        m_paper.need(opening());
        drawHead();
        const std::size_t shown = std::min(m_table.rows.size(), kMostRows);
        for (std::size_t i = 0; i < shown; ++i)
            drawRow(m_table.rows[i]);
        m_paper.skip(4);
        if (shown < m_table.rows.size()) {
            const double y = m_paper.take(kRestFace.lineHeight());
            m_paper.draw(
                lineSvg({{fmt::format("… {} more; {}", m_table.rows.size() - shown, m_table.rest)}},
                        kRestFace, kPageMargin, y + kRestFace.size));
        }
        m_paper.skip(10);
    }

private:
    [[nodiscard]] std::vector<double> columnWidths() const {
        const double room =
            m_paper.width() - kColumnGap * static_cast<double>(m_table.columns.size() - 1);
        ColumnNeeds needs = needsOf(m_table);
        return shared(std::move(needs.least), needs.wished, room);
    }

    /// Everybody gets the least; what is left goes to those who wish for more, by weight.
    [[nodiscard]] std::vector<double> shared(std::vector<double> widths,
                                             const std::vector<double>& wished, double room) const {
        const double sum = std::accumulate(widths.begin(), widths.end(), 0.0);
        if (sum > room) {
            for (double& width : widths)
                width *= room / sum;
            return widths;
        }
        double left = room - sum;
        for (int round = 0; round < 8 && left > 1; ++round) {
            double wishes = 0;
            for (std::size_t i = 0; i < widths.size(); ++i)
                if (wished[i] > widths[i])
                    wishes += m_table.columns[i].weight;
            if (wishes == 0)
                break;
            const double unit = left / wishes;
            for (std::size_t i = 0; i < widths.size(); ++i) {
                if (wished[i] <= widths[i])
                    continue;
                const double more =
                    std::min(wished[i] - widths[i], unit * m_table.columns[i].weight);
                widths[i] += more;
                left -= more;
            }
        }
        return widths;
    }

    using Cells = std::vector<std::vector<PageLine>>;

    /// Titles are broken rather than cut: a column may be narrower than its name.
    [[nodiscard]] Cells titles() const {
        Cells cells;
        for (std::size_t i = 0; i < m_table.columns.size(); ++i)
            cells.push_back(
                brokenLines(RichText(m_table.columns[i].title), kHeadFace, m_widths[i] + 4, 2));
        return cells;
    }

    [[nodiscard]] Cells cellsOf(const std::vector<RichText>& row) const {
        Cells cells;
        for (std::size_t i = 0; i < row.size(); ++i)
            cells.push_back(brokenLines(row[i], kCellFace, m_widths[i], kMostCellLines));
        return cells;
    }

    [[nodiscard]] static double heightOf(const Cells& cells, const TextFace& face) {
        std::size_t most = 1;
        for (const std::vector<PageLine>& lines : cells)
            most = std::max(most, lines.size());
        return static_cast<double>(most) * face.lineHeight() + 2 * kRowPadding;
    }

    void drawHead() {
        const Cells cells = titles();
        const double y = m_paper.take(heightOf(cells, kHeadFace));
        m_headPage = m_paper.pageIndex();
        drawLines(cells, kHeadFace, y + kRowPadding);
        rule(m_paper.y(), svgColors(false).edge);
    }

    void drawRow(const std::vector<RichText>& row) {
        const Cells cells = cellsOf(row);
        const double height = heightOf(cells, kCellFace);
        m_paper.need(height);
        if (m_paper.pageIndex() != m_headPage)
            drawHead();
        const double y = m_paper.take(height);
        drawLines(cells, kCellFace, y + kRowPadding);
        rule(y + height, svgColors(false).cardBorder);
    }

    void drawLines(const Cells& cells, const TextFace& face, double y) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            for (std::size_t line = 0; line < cells[i].size(); ++line)
                drawCellLine(cells[i][line], face, i,
                             y + static_cast<double>(line) * face.lineHeight());
    }

    void drawCellLine(const PageLine& line, const TextFace& face, std::size_t column, double y) {
        const bool right = m_table.columns[column].numbers;
        m_paper.draw(lineSvg(line, face, m_left[column] + (right ? m_widths[column] : 0),
                             y + face.size, right));
    }

    void rule(double y, std::string_view color) {
        m_paper.draw(
            fmt::format("<path d=\"M{:g} {:.5g}H{:g}\" style=\"stroke:{};"
                        "stroke-width:.6\"/>\n",
                        kPageMargin, y, kPageMargin + m_paper.width(), color));
    }

    Paper& m_paper;
    const DataTable& m_table;
    const std::vector<double> m_widths;
    std::vector<double> m_left;
    std::size_t m_headPage = 0;
};

}  // namespace

void drawTable(Paper& paper, const DataTable& table) {
    if (!table.columns.empty())
        TableDrawer(paper, table).run();
}

double openingOf(Paper& paper, const DataTable& table) {
    return table.columns.empty() ? 0 : TableDrawer(paper, table).opening();
}

double widthOf(const DataTable& table) {
    const std::vector<double> wished = needsOf(table).wished;
    return std::accumulate(wished.begin(), wished.end(), 0.0) +
           kColumnGap * static_cast<double>(wished.size() - 1);
}

}  // namespace gatesight::simulator
