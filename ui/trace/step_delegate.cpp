#include "ui/trace/step_delegate.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/trace/step_text.h"
#include "ui/trace/trace_model.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr int kRail = 36;        ///< left edge to text
constexpr int kRailCenter = 19;  ///< left edge to the middle of the rail
constexpr int kKnob = 18;
constexpr int kPadding = 6;
constexpr int kMessageLines = 3;
// Wrapping costs about 20 us a row, measuring 2 us: thousands of candidates must not slow typing
// down.
constexpr int kWrapExactlyUpTo = 300;

QFont titleFont() {
    return Theme::sized(0, QFont::DemiBold);
}

QFont messageFont() {
    return Theme::sized(-0.5);
}

QFont stageFont() {
    return Theme::sized(-1.5, QFont::DemiBold);
}

int stageHeight() {
    return QFontMetrics(stageFont()).height() + kSpace;
}

}  // namespace

StepDelegate::StepDelegate(QAbstractItemView* view) : QStyledItemDelegate(view), m_view(view) {}

int StepDelegate::messageHeight(const QModelIndex& index, int width) const {
    const QFontMetrics metrics(messageFont());
    const QString message = index.data(TraceModel::MessageRole).toString();
    const int most = metrics.lineSpacing() * kMessageLines;
    if (index.model()->rowCount() > kWrapExactlyUpTo) {
        const int advance = metrics.horizontalAdvance(message) * 11 / 10;
        return std::min(most, metrics.lineSpacing() * (1 + advance / std::max(1, width)));
    }
    return std::min(
        most, metrics.boundingRect(QRect(0, 0, width, most), Qt::TextWordWrap, message).height());
}

QSize StepDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    // As if the list had a scroll bar: it comes when the rows are measured already.
    const int bar = m_view->style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, m_view);
    const int width = std::max(120, m_view->width() - std::max(bar, 12));
    int height = 2 * kPadding + messageHeight(index, width - kRail - kMargin);
    if (!index.data(TraceModel::SubjectRole).toString().isEmpty())
        height += QFontMetrics(titleFont()).height() + 1;
    if (index.data(TraceModel::OpensStageRole).toBool())
        height += stageHeight();
    return {width, std::max(height, kKnob + 2 * kPadding)};
}

void StepDelegate::paintRail(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const Palette& colors = Theme::colors();
    const auto verdict =
        static_cast<simulator::Verdict>(index.data(TraceModel::VerdictRole).toInt());
    const int top = rect.top() + kPadding - 1;
    const QRectF knob(rect.left() + kRailCenter - kKnob / 2.0, top, kKnob, kKnob);
    painter.setPen(QPen(colors.borderStrong, 1.2));
    const qreal x = rect.left() + kRailCenter;
    if (index.row() > 0)
        painter.drawLine(
            QPointF(x, index.data(TraceModel::OpensStageRole).toBool() ? rect.top() - stageHeight()
                                                                       : rect.top()),
            QPointF(x, knob.top()));
    if (!index.data(TraceModel::ClosesTraceRole).toBool())
        painter.drawLine(QPointF(x, knob.bottom()), QPointF(x, rect.bottom() + 1));

    const bool quiet = verdict == simulator::Verdict::Info;
    const bool chosen = verdict == simulator::Verdict::Chosen;
    const QColor color = verdictColor(verdict, colors);
    const QColor fill = chosen  ? color
                        : quiet ? colors.raised
                                : blend(color, colors.panel, colors.dark ? 0.22 : 0.13);
    painter.setPen(quiet ? QPen(colors.borderStrong, 1) : Qt::NoPen);
    painter.setBrush(fill);
    painter.drawEllipse(knob);
    paintIcon(painter, verdictIcon(verdict), knob.adjusted(3.5, 3.5, -3.5, -3.5),
              chosen ? colors.panel : color);
}

void StepDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    const Palette& colors = Theme::colors();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect rect = option.rect;
    if (index.data(TraceModel::OpensStageRole).toBool()) {
        painter->setFont(stageFont());
        painter->setPen(colors.mutedText);
        const QRect line(rect.left() + kRail, rect.top() + kGap, rect.width() - kRail,
                         stageHeight() - kGap);
        painter->drawText(
            line, Qt::AlignVCenter | Qt::AlignLeft,
            stageText(static_cast<simulator::Stage>(index.data(TraceModel::StageRole).toInt()))
                .toUpper());
        rect.setTop(rect.top() + stageHeight());
    }
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? colors.accentTint : colors.hover);
        painter->drawRoundedRect(QRectF(rect).adjusted(kRail - kSpace, 1, -kGap, -1), 6, 6);
    }
    paintRail(*painter, rect, index);

    QRect body = rect.adjusted(kRail, kPadding, -kMargin, -kPadding);
    if (const QString subject = index.data(TraceModel::SubjectRole).toString();
        !subject.isEmpty()) {
        painter->setFont(titleFont());
        painter->setPen(selected ? colors.accentText : colors.text);
        const QFontMetrics metrics = painter->fontMetrics();
        painter->drawText(QRect(body.left(), body.top(), body.width(), metrics.height()),
                          Qt::AlignVCenter,
                          metrics.elidedText(subject, Qt::ElideMiddle, body.width()));
        body.setTop(body.top() + metrics.height() + 1);
    }
    painter->setFont(messageFont());
    painter->setPen(colors.mutedText);
    painter->setClipRect(body);
    painter->drawText(body, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop,
                      index.data(TraceModel::MessageRole).toString());
    painter->restore();
}

}  // namespace gatesight::ui
