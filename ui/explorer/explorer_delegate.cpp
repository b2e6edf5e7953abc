#include "ui/explorer/explorer_delegate.h"

#include "ui/explorer/explorer_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/state_glyph.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr int kIcon = 16;

/// Paints `words` at the right end of `rect` and takes their room from it.
void paintAtRight(QPainter& painter, QRect& rect, const QString& words, const QColor& color) {
    const int width = painter.fontMetrics().horizontalAdvance(words);
    painter.setPen(color);
    painter.drawText(rect.adjusted(rect.width() - width, 0, 0, 0),
                     Qt::AlignVCenter | Qt::AlignRight, words);
    rect.setRight(rect.right() - width - kSpace);
}

}  // namespace

QSize ExplorerDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {120, option.fontMetrics.height() + 10};
}

void ExplorerDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
    const Palette& colors = Theme::colors();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool group = index.data(ExplorerModel::IsGroupRole).toBool();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? colors.accentTint : colors.hover);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(0, 1, -2, -1), 5, 5);
    }

    QRect rect = option.rect.adjusted(kGap, 0, -kSpace - 2, 0);
    const QRectF iconRect(rect.left(), rect.center().y() - kIcon / 2.0 + 0.5, kIcon, kIcon);
    paintIcon(*painter, kindIconName(index.data(ExplorerModel::KindRole).toString().toStdString()),
              iconRect, selected ? colors.accentText : colors.mutedText);
    rect.setLeft(rect.left() + kIcon + kSpace - 1);

    if (group) {
        paintAtRight(*painter, rect, index.data(ExplorerModel::CountRole).toString(),
                     colors.faintText);
        if (const int problems = index.data(ExplorerModel::ProblemsRole).toInt(); problems > 0) {
            paintAtRight(*painter, rect, QString::number(problems), colors.bad);
            paintIcon(*painter, QStringLiteral("cross"),
                      QRectF(rect.right() - 8, rect.center().y() - 5.5, 12, 12), colors.bad);
            rect.setRight(rect.right() - kIcon);
        }
    } else if (const QVariant state = index.data(ExplorerModel::StateRole); state.isValid()) {
        paintState(*painter, QRectF(rect.right() - 13, rect.center().y() - 6.5, 14, 14),
                   static_cast<simulator::NodeState>(state.toInt()), colors);
        rect.setRight(rect.right() - kIcon - kGap);
    }

    QFont font = option.font;
    font.setWeight(group ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(colors.text);
    const QString title =
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, rect.width());
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, title);
    rect.setLeft(rect.left() + painter->fontMetrics().horizontalAdvance(title) + kSpace);

    const QString detail = index.data(ExplorerModel::DetailRole).toString();
    if (!detail.isEmpty() && rect.width() > 32) {
        QFont small = option.font;
        small.setPointSizeF(small.pointSizeF() - 1);
        painter->setFont(small);
        painter->setPen(colors.mutedText);
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(detail, Qt::ElideRight, rect.width()));
    }
    painter->restore();
}

}  // namespace gatesight::ui
