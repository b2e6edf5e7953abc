// The matrix: rows talk to columns. Names stay in view while it scrolls; cells shrink to what fits.
#pragma once

#include "simulator/who/who_talks.h"

#include <QAbstractScrollArea>

#include <functional>
#include <optional>

namespace gatesight::ui {

class WhoCanvas : public QAbstractScrollArea {
    Q_OBJECT

public:
    struct Place {
        int row = -1, column = -1;
        [[nodiscard]] bool valid() const { return row >= 0 && column >= 0; }
        bool operator==(const Place&) const = default;
    };

    explicit WhoCanvas(QWidget* parent = nullptr);

    /// The old picture stays until the new one is there. The current cell stays by its names.
    void setTalks(simulator::WhoTalksPtr talks);
    void setExpanded(std::set<std::string, std::less<>> expanded);
    [[nodiscard]] const simulator::WhoTalksPtr& talks() const { return m_talks; }
    /// Asked for a sentence on a cell when the mouse rests on it.
    void setReasons(std::function<QString(Place)> reasons) { m_reasons = std::move(reasons); }
    /// Text in place of the matrix when there are no rows.
    void setEmptyText(const QString& text);
    /// Dims all other cells; nothing: none.
    void setOnly(std::optional<simulator::TalkState> state);

    [[nodiscard]] Place current() const { return m_current; }
    void setCurrent(Place place);
    /// "store → goods: allowed in part"
    [[nodiscard]] QString textOf(Place place) const;
    /// What the mouse is told at a place of the viewport, in lines.
    [[nodiscard]] QString tipAt(const QPoint& position) const;

    [[nodiscard]] QRect cellRect(Place place) const;  ///< in the viewport
    [[nodiscard]] QRect rowHeader(int row) const;     ///< in the viewport
    [[nodiscard]] Place placeAt(const QPoint& position) const;
    /// All of it.
    [[nodiscard]] QImage image(double scale) const;

Q_SIGNALS:
    void currentChanged();
    void activated();  ///< a cell, by click or Enter
    void cleared();    ///< Escape, or a click beside the cells
    void namespaceToggled(const QString& name);
    void hovered(const QString& words);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void measure();
    void updateScrolling();
    void ensureVisible(Place place);
    void setHover(Place place, int header);
    void paintAll(QPainter& painter, const QRect& view, const QPoint& scroll) const;
    void paintCells(QPainter& painter, const QRect& view, const QPoint& scroll) const;
    void paintRows(QPainter& painter, const QRect& view, int scroll) const;
    void paintColumns(QPainter& painter, const QRect& view, int scroll) const;
    void paintCorner(QPainter& painter) const;
    [[nodiscard]] bool isInside(const simulator::TalkGroup& group) const;
    [[nodiscard]] bool opens(const simulator::TalkGroup& group) const;
    /// The first row of an expanded namespace.
    [[nodiscard]] bool begins(std::size_t row) const;
    void toggle(const simulator::TalkGroup& group);
    [[nodiscard]] QPoint scroll() const;

    simulator::WhoTalksPtr m_talks;
    std::set<std::string, std::less<>> m_expanded;
    QString m_empty;
    std::function<QString(Place)> m_reasons;
    std::optional<simulator::TalkState> m_only;
    Place m_current, m_hover;
    int m_hoverHeader = -1;  ///< row under the mouse
    int m_cell = 24;         ///< side of a cell
    int m_left = 0, m_top = 0, m_names = 0, m_workloads = 0, m_slant = 0;
};

}  // namespace gatesight::ui
