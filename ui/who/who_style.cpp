#include "ui/who/who_style.h"

#include "simulator/who/talk_export.h"
#include "ui/session/text.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr double kIconSize = 16;

/// The signs of the exported pictures, stroke by stroke, on a square of 16.
QPainterPath signOf(simulator::TalkState state) {
    using simulator::TalkState;
    QPainterPath path;
    switch (state) {
        case TalkState::Allowed:
            path.moveTo(3.4, 8.6);
            path.lineTo(6.8, 12);
            path.lineTo(12.8, 4.6);
            break;
        case TalkState::Partly:
            path.addEllipse(QPointF(8, 8), 5.6, 5.6);
            break;
        case TalkState::NoRoute:
            path.moveTo(1.8, 8);
            path.lineTo(6.6, 8);
            path.moveTo(9.8, 4.4);
            path.lineTo(9.8, 11.6);
            path.moveTo(12.6, 8);
            path.lineTo(14.4, 8);
            break;
        case TalkState::Denied:
            path.moveTo(4.4, 4.4);
            path.lineTo(11.6, 11.6);
            path.moveTo(11.6, 4.4);
            path.lineTo(4.4, 11.6);
            break;
        case TalkState::Unknown:
            path.moveTo(5.2, 5.8);
            path.cubicTo(5.2, 1.9, 11, 1.9, 11, 5.7);
            path.cubicTo(11, 8, 8.1, 7.9, 8.1, 10.2);
            path.moveTo(8.1, 13);
            path.lineTo(8.1, 13.3);
            break;
        case TalkState::Nothing:
            path.moveTo(7.4, 8);
            path.lineTo(8.6, 8);
            break;
    }
    return path;
}

/// The part that gets through, clockwise from above.
QPainterPath sliceOf(double part) {
    QPainterPath path(QPointF(8, 8));
    path.arcTo(QRectF(2.4, 2.4, 11.2, 11.2), 90, -360 * part);
    path.closeSubpath();
    return path;
}

}  // namespace

QColor talkColor(simulator::TalkState state, const Palette& palette) {
    using simulator::TalkState;
    switch (state) {
        case TalkState::Allowed:
            return palette.good;
        case TalkState::Partly:
            return palette.warning;
        case TalkState::NoRoute:
            return palette.accentText;
        case TalkState::Denied:
            return palette.bad;
        case TalkState::Unknown:
            return palette.info;
        case TalkState::Nothing:
            break;
    }
    return palette.faintText;
}

QString talkStateWords(simulator::TalkState state) {
    return text(simulator::talkWords(state));
}

void paintTalkCell(QPainter& painter, const QRectF& rect, simulator::TalkState state, double part,
                   const Palette& palette) {
    const QColor color = talkColor(state, palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (state != simulator::TalkState::Nothing) {
        // What is denied is the quiet majority of a closed cluster.
        const double tint = state == simulator::TalkState::Denied ? 0.09 : 0.24;
        painter.setBrush(blend(color, palette.canvas, palette.dark ? tint * 1.2 : tint));
        painter.drawRoundedRect(rect, 3, 3);
    }
    const bool quiet = state == simulator::TalkState::Denied;
    const double size = std::min(rect.width(), rect.height()) * (quiet ? 0.54 : 0.64);
    painter.translate(rect.center().x() - size / 2, rect.center().y() - size / 2);
    painter.scale(size / 16, size / 16);
    painter.setBrush(color);
    if (state == simulator::TalkState::Partly)
        painter.drawPath(sliceOf(part));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, quiet ? 1.7 : 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(signOf(state));
    painter.restore();
}

QIcon talkIcon(simulator::TalkState state, double scale) {
    QPixmap pixmap(QSizeF(kIconSize, kIconSize).toSize() * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintTalkCell(painter, QRectF(0, 0, kIconSize, kIconSize), state, 0.5, Theme::colors());
    painter.end();
    return pixmap;
}

}  // namespace gatesight::ui
