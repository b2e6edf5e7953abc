// Paints a trace step: a rail of verdicts at the left, what it speaks of, and its sentence.
#pragma once

#include <QAbstractItemView>
#include <QStyledItemDelegate>

namespace gatesight::ui {

class StepDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// Rows are as wide as the view, so their heights depend on it.
    explicit StepDelegate(QAbstractItemView* view);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

private:
    [[nodiscard]] int messageHeight(const QModelIndex& index, int width) const;
    void paintRail(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    QAbstractItemView* m_view;
};

}  // namespace gatesight::ui
