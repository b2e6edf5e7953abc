// Paints a row of the explorer: kind icon, name, quiet detail, state or counts at the right edge.
#pragma once

#include <QStyledItemDelegate>

namespace gatesight::ui {

class ExplorerDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
};

}  // namespace gatesight::ui
