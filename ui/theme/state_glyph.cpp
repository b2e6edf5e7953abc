#include "ui/theme/state_glyph.h"

#include "ui/theme/icons.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace gatesight::ui {

using simulator::NodeState;

QColor colorOf(NodeState state, const Palette& colors) {
    switch (state) {
        case NodeState::GetsTraffic:
            return colors.good;
        case NodeState::Idle:
            return colors.mutedText;
        case NodeState::Refused:
            return colors.bad;
        case NodeState::Missing:
            return colors.bad;
        case NodeState::Unknown:
            return colors.warning;
    }
    return colors.mutedText;
}

QString words(NodeState state) {
    const auto tr = [](const char* words) {
        return QCoreApplication::translate("NodeState", words);
    };
    switch (state) {
        case NodeState::GetsTraffic:
            return tr("gets traffic");
        case NodeState::Idle:
            return tr("accepted, but gets no traffic");
        case NodeState::Refused:
            return tr("refused");
        case NodeState::Missing:
            return tr("missing");
        case NodeState::Unknown:
            return tr("unknown: nobody decides on it");
    }
    return {};
}

void paintState(QPainter& painter, const QRectF& rect, NodeState state, const Palette& colors) {
    const QColor color = colorOf(state, colors);
    const qreal side = std::min(rect.width(), rect.height());
    const QRectF square(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side);
    if (state == NodeState::Refused || state == NodeState::Unknown) {
        paintIcon(
            painter,
            state == NodeState::Refused ? QStringLiteral("cross") : QStringLiteral("question"),
            square, color);
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF disc = square.adjusted(side * 0.24, side * 0.24, -side * 0.24, -side * 0.24);
    if (state == NodeState::GetsTraffic) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
    } else {
        QPen pen(color, side * 0.11);
        if (state == NodeState::Missing) {
            pen.setCapStyle(Qt::FlatCap);
            pen.setDashPattern({1.6, 1.2});
        }
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
    }
    painter.drawEllipse(disc);
    painter.restore();
}

}  // namespace gatesight::ui
