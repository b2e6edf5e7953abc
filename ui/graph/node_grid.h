// Finds the cards near a place without looking at all of them: a uniform grid over the scene.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <cstdint>
#include <vector>

namespace gatesight::ui {

/// Each card is listed in every cell it touches. Cells are a little larger than a card, so a card
/// is in at most four and a cell holds a handful.
class NodeGrid {
public:
    NodeGrid() = default;
    NodeGrid(const std::vector<QPointF>& topLeft, const QSizeF& size);

    /// Cards in the cells that `area` touches; each once, unsorted. A superset of those that touch
    /// it.
    [[nodiscard]] std::vector<std::uint32_t> near(const QRectF& area) const;

private:
    struct Cells {
        int left, top, right, bottom;  ///< inclusive
    };
    [[nodiscard]] Cells cellsOf(const QRectF& area) const;

    QRectF m_bounds;
    QSizeF m_cell{1, 1};
    int m_columns = 0, m_rows = 0;
    std::vector<std::uint32_t> m_first, m_nodes;  ///< nodes of cell c: [first[c], first[c + 1])
};

}  // namespace gatesight::ui
