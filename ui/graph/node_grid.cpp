#include "ui/graph/node_grid.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gatesight::ui {

namespace {

constexpr double kMaxCells = 1 << 20;  ///< far-flung positions must not cost memory

}  // namespace

NodeGrid::NodeGrid(const std::vector<QPointF>& topLeft, const QSizeF& size) {
    if (topLeft.empty())
        return;
    m_bounds = QRectF(topLeft.front(), size);
    for (const QPointF& corner : topLeft)
        m_bounds = m_bounds.united(QRectF(corner, size));
    m_cell = QSizeF(std::max(1.0, size.width() * 1.5), std::max(1.0, size.height() * 1.5));
    const double wanted =
        (m_bounds.width() / m_cell.width() + 1) * (m_bounds.height() / m_cell.height() + 1);
    if (wanted > kMaxCells)
        m_cell *= std::sqrt(wanted / kMaxCells) * 1.5;
    m_columns = static_cast<int>(m_bounds.width() / m_cell.width()) + 1;
    m_rows = static_cast<int>(m_bounds.height() / m_cell.height()) + 1;

    const auto forEachCell = [&](const QPointF& corner, auto&& use) {
        const Cells cells = cellsOf(QRectF(corner, size));
        for (int row = cells.top; row <= cells.bottom; ++row)
            for (int column = cells.left; column <= cells.right; ++column)
                use(static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns) +
                    static_cast<std::size_t>(column));
    };
    m_first.assign(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows) + 1, 0);
    for (const QPointF& corner : topLeft)
        forEachCell(corner, [&](std::size_t cell) { ++m_first[cell + 1]; });
    std::partial_sum(m_first.begin(), m_first.end(), m_first.begin());
    m_nodes.resize(m_first.back());
    std::vector<std::uint32_t> next(m_first.begin(), m_first.end() - 1);
    for (std::uint32_t node = 0; node < topLeft.size(); ++node)
        forEachCell(topLeft[node], [&](std::size_t cell) { m_nodes[next[cell]++] = node; });
}

NodeGrid::Cells NodeGrid::cellsOf(const QRectF& area) const {
    const auto cell = [](double offset, double size, int count) {
        return static_cast<int>(std::clamp(std::floor(offset / size), 0.0, count - 1.0));
    };
    return {cell(area.left() - m_bounds.left(), m_cell.width(), m_columns),
            cell(area.top() - m_bounds.top(), m_cell.height(), m_rows),
            cell(area.right() - m_bounds.left(), m_cell.width(), m_columns),
            cell(area.bottom() - m_bounds.top(), m_cell.height(), m_rows)};
}

std::vector<std::uint32_t> NodeGrid::near(const QRectF& area) const {
    std::vector<std::uint32_t> result;
    if (m_columns == 0)
        return result;
    const Cells cells = cellsOf(area);
    for (int row = cells.top; row <= cells.bottom; ++row) {
        const std::size_t base =
            static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns);
        const std::uint32_t from = m_first[base + static_cast<std::size_t>(cells.left)];
        const std::uint32_t to = m_first[base + static_cast<std::size_t>(cells.right) + 1];
        result.insert(result.end(), m_nodes.begin() + from, m_nodes.begin() + to);
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

}  // namespace gatesight::ui
