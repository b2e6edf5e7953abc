#include "ui/graph/flow_style.h"

#include <QPainter>

#include <cmath>

namespace gatesight::ui {

using simulator::NodeRole;
using simulator::NodeState;

namespace {

constexpr std::array<int, kBandHueCount> kBandHues{212, 32, 152, 276, 340, 186, 80, 248, 12, 116};

QPainterPath polygon(std::initializer_list<QPointF> points) {
    QPainterPath path;
    bool first = true;
    for (const QPointF& point : points) {
        if (first)
            path.moveTo(point);
        else
            path.lineTo(point);
        first = false;
    }
    path.closeSubpath();
    return path;
}

/// Left and right sides drawn to a point, by so much.
QPainterPath pointed(const QRectF& r, double left, double right) {
    return polygon({{r.left() + left, r.top()},
                    {r.right() - right, r.top()},
                    {r.right(), r.center().y()},
                    {r.right() - right, r.bottom()},
                    {r.left() + left, r.bottom()},
                    {r.left(), r.center().y()}});
}

QPainterPath rounded(const QRectF& r, double radius) {
    QPainterPath path;
    path.addRoundedRect(r, radius, radius);
    return path;
}

// Signs are drawn on a 16 x 16 grid.
void drawGlobe(QPainterPath& path) {
    path.addEllipse(QPointF(8, 8), 6, 6);
    path.addEllipse(QPointF(8, 8), 2.6, 6);
    path.moveTo(2, 8);
    path.lineTo(14, 8);
}

void drawGate(QPainterPath& path) {
    path.moveTo(2.5, 14);
    path.lineTo(2.5, 7.5);
    path.arcTo(QRectF(2.5, 2, 11, 11), 180, -180);
    path.lineTo(13.5, 14);
    path.moveTo(8, 5.5);
    path.lineTo(8, 14);
    path.moveTo(1, 14);
    path.lineTo(15, 14);
}

void drawListener(QPainterPath& path) {
    path.addEllipse(QPointF(4.2, 8), 1.6, 1.6);
    path.arcMoveTo(QRectF(-0.8, 3, 10, 10), 50);
    path.arcTo(QRectF(-0.8, 3, 10, 10), 50, -100);
    path.arcMoveTo(QRectF(-4.8, -1, 18, 18), 45);
    path.arcTo(QRectF(-4.8, -1, 18, 18), 45, -90);
}

void drawFork(QPainterPath& path) {
    path.moveTo(1.5, 8);
    path.lineTo(6, 8);
    path.cubicTo(9, 8, 8, 3.5, 13.5, 3.5);
    path.moveTo(6, 8);
    path.cubicTo(9, 8, 8, 12.5, 13.5, 12.5);
    path.moveTo(11, 1);
    path.lineTo(13.8, 3.5);
    path.lineTo(11, 6);
    path.moveTo(11, 10);
    path.lineTo(13.8, 12.5);
    path.lineTo(11, 15);
}

void drawFunnel(QPainterPath& path) {
    path.addPath(
        polygon({{1.8, 2.8}, {14.2, 2.8}, {9.6, 8.6}, {9.6, 13.6}, {6.4, 12}, {6.4, 8.6}}));
}

void drawHub(QPainterPath& path) {
    path.addEllipse(QPointF(8, 8), 2.4, 2.4);
    for (const QPointF& end : {QPointF(8, 1.8), QPointF(2.4, 13), QPointF(13.6, 13)}) {
        const QPointF along = end - QPointF(8, 8);
        const QPointF step = along / std::hypot(along.x(), along.y());
        path.moveTo(QPointF(8, 8) + step * 2.4);
        path.lineTo(end - step * 1.5);
        path.addEllipse(end, 1.5, 1.5);
    }
}

void drawCube(QPainterPath& path) {
    path.addPath(
        polygon({{8, 1.5}, {13.8, 4.7}, {13.8, 11.3}, {8, 14.5}, {2.2, 11.3}, {2.2, 4.7}}));
    path.moveTo(2.2, 4.7);
    path.lineTo(8, 8);
    path.lineTo(13.8, 4.7);
    path.moveTo(8, 8);
    path.lineTo(8, 14.5);
}

void drawDoor(QPainterPath& path) {
    path.moveTo(9, 2.5);
    path.lineTo(2.5, 2.5);
    path.lineTo(2.5, 13.5);
    path.lineTo(9, 13.5);
    path.moveTo(6, 8);
    path.lineTo(14.2, 8);
    path.moveTo(10.8, 4.6);
    path.lineTo(14.2, 8);
    path.lineTo(10.8, 11.4);
}

QPainterPath kindGlyph(NodeRole role) {
    QPainterPath path;
    switch (role) {
        case NodeRole::Client:
            drawGlobe(path);
            break;
        case NodeRole::Gateway:
            drawGate(path);
            break;
        case NodeRole::Listener:
            drawListener(path);
            break;
        case NodeRole::Route:
            drawFork(path);
            break;
        case NodeRole::Rule:
            drawFunnel(path);
            break;
        case NodeRole::Service:
            drawHub(path);
            break;
        case NodeRole::Pod:
            drawCube(path);
            break;
        case NodeRole::Exit:
            drawDoor(path);
            break;
    }
    return path;
}

/// The stroke inside a badge, on a 16 x 16 grid.
QPainterPath badgeSign(NodeState state) {
    QPainterPath sign;
    switch (state) {
        case NodeState::GetsTraffic:
            sign.moveTo(4.6, 8.4);
            sign.lineTo(7.1, 10.8);
            sign.lineTo(11.6, 5.6);
            break;
        case NodeState::Idle:
            sign.moveTo(4.8, 8);
            sign.lineTo(11.2, 8);
            break;
        case NodeState::Refused:
            sign.moveTo(5.2, 5.2);
            sign.lineTo(10.8, 10.8);
            sign.moveTo(10.8, 5.2);
            sign.lineTo(5.2, 10.8);
            break;
        case NodeState::Missing:
            sign.moveTo(8, 4.2);
            sign.lineTo(8, 8.8);
            sign.moveTo(8, 11.4);
            sign.lineTo(8, 11.9);
            break;
        case NodeState::Unknown:
            sign.moveTo(5.7, 6.4);
            sign.cubicTo(5.7, 3.4, 10.3, 3.4, 10.3, 6.2);
            sign.cubicTo(10.3, 7.9, 8, 7.9, 8, 9.6);
            sign.moveTo(8, 11.7);
            sign.lineTo(8, 12.1);
            break;
    }
    return sign;
}

}  // namespace

QColor FlowColors::edgeOf(NodeState s) const {
    switch (s) {
        case NodeState::GetsTraffic:
            return edge;
        case NodeState::Idle:
            return edgeFaint;
        case NodeState::Refused:
        case NodeState::Missing:
        case NodeState::Unknown:
            return of(s);
    }
    return edge;
}

QColor FlowColors::barOf(NodeState s) const {
    switch (s) {
        case NodeState::GetsTraffic:
            return blend(of(s), canvas, 0.45);
        case NodeState::Idle:
        case NodeState::Unknown:
            return blend(of(s), canvas, 0.7);
        case NodeState::Refused:
        case NodeState::Missing:
            return of(s);
    }
    return of(s);
}

QColor FlowColors::bandOf(std::size_t hue) const {
    const QColor strong = QColor::fromHsl(kBandHues[hue], 140, dark ? 150 : 120);
    return blend(strong, canvas, dark ? 0.10 : 0.09);
}

QColor FlowColors::bandSwatchOf(std::size_t hue) const {
    return blend(QColor::fromHsl(kBandHues[hue], 140, dark ? 150 : 120), canvas, 0.4);
}

QColor FlowColors::bandTextOf(std::size_t hue) const {
    const QColor strong = QColor::fromHsl(kBandHues[hue], 120, dark ? 190 : 70);
    return blend(strong, mutedText, 0.6);
}

FlowColors flowColors(const Palette& palette) {
    FlowColors colors;
    colors.dark = palette.dark;
    colors.canvas = palette.canvas;
    colors.card = palette.dark ? palette.raised : palette.panel;
    colors.cardBorder = palette.borderStrong;
    colors.text = palette.text;
    colors.mutedText = palette.mutedText;
    colors.edge = blend(palette.mutedText, palette.canvas, palette.dark ? 0.75 : 0.7);
    colors.edgeFaint = blend(palette.mutedText, palette.canvas, 0.4);
    colors.edgeFar = blend(palette.mutedText, palette.canvas, 0.25);
    // On dark ground the accent of buttons is too deep for thin lines.
    colors.lit = palette.dark ? blend(palette.accentText, palette.accent, 0.5) : palette.accent;
    colors.litHalo = blend(colors.lit, palette.canvas, 0.25);
    colors.failure = palette.bad;
    colors.success = palette.good;
    colors.heading = palette.panel;

    // A ghost is as wrong as a refusal; its dashes and its badge tell them apart.
    const std::array hues{palette.good, palette.warning, palette.bad, palette.bad, palette.info};
    for (std::size_t i = 0; i < hues.size(); ++i) {
        colors.state[i] = hues[i];
        colors.stateTint[i] = blend(hues[i], colors.card, palette.dark ? 0.2 : 0.1);
    }
    return colors;
}

QString stateWords(NodeState state) {
    switch (state) {
        case NodeState::GetsTraffic:
            return QStringLiteral("gets traffic");
        case NodeState::Idle:
            return QStringLiteral("gets none");
        case NodeState::Refused:
            return QStringLiteral("refused");
        case NodeState::Missing:
            return QStringLiteral("missing");
        case NodeState::Unknown:
            return QStringLiteral("unknown");
    }
    return {};
}

QString columnTitle(NodeRole role) {
    switch (role) {
        case NodeRole::Client:
            return QStringLiteral("Clients");
        case NodeRole::Gateway:
            return QStringLiteral("Gateways");
        case NodeRole::Listener:
            return QStringLiteral("Listeners");
        case NodeRole::Route:
            return QStringLiteral("Routes");
        case NodeRole::Rule:
            return QStringLiteral("Rules");
        case NodeRole::Service:
            return QStringLiteral("Services");
        case NodeRole::Pod:
            return QStringLiteral("Pods");
        case NodeRole::Exit:
            return QStringLiteral("Exits");
    }
    return {};
}

QPainterPath cardOutline(NodeRole role, const QRectF& rect) {
    const double h = rect.height();
    const double tip = std::min(h * 0.28, 12.0);
    switch (role) {
        case NodeRole::Client:
            return rounded(rect, h / 2);
        case NodeRole::Gateway: {
            const double c = tip * 0.7;
            return polygon({{rect.left() + c, rect.top()},
                            {rect.right() - c, rect.top()},
                            {rect.right(), rect.top() + c},
                            {rect.right(), rect.bottom() - c},
                            {rect.right() - c, rect.bottom()},
                            {rect.left() + c, rect.bottom()},
                            {rect.left(), rect.bottom() - c},
                            {rect.left(), rect.top() + c}});
        }
        case NodeRole::Listener:
            return polygon({rect.topLeft(),
                            {rect.right() - tip, rect.top()},
                            {rect.right(), rect.center().y()},
                            {rect.right() - tip, rect.bottom()},
                            rect.bottomLeft()});
        case NodeRole::Route:
            return rounded(rect, std::min(h * 0.14, 6.0));
        case NodeRole::Rule:
            return polygon({rect.topLeft(),
                            {rect.right() - tip * 0.8, rect.top()},
                            {rect.right(), rect.top() + tip * 0.8},
                            rect.bottomRight(),
                            rect.bottomLeft()});
        case NodeRole::Service:
            return rounded(rect, std::min(h * 0.3, 13.0));
        case NodeRole::Pod:
            return pointed(rect, tip * 0.8, tip * 0.8);
        case NodeRole::Exit:
            return pointed(rect, 0, tip * 1.2);
    }
    return rounded(rect, 4);
}

void drawKindGlyph(QPainter& painter, NodeRole role, double size, const QColor& color) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / 16, size / 16);
    painter.setPen(
        QPen(color, std::max(1.3, 16 / size * 1.1), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(kindGlyph(role));
    painter.restore();
}

void drawStateBadge(QPainter& painter, NodeState state, double size, const QColor& color,
                    const QColor& under) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / 16, size / 16);
    // Full discs are final (works, refused); outlines mean "nothing there".
    const bool full = state == NodeState::GetsTraffic || state == NodeState::Refused;
    QPen ring(color, 1.6);
    if (state == NodeState::Missing)
        ring.setDashPattern({1.6, 1.4});
    painter.setPen(ring);
    painter.setBrush(full ? color : under);
    painter.drawEllipse(QPointF(8, 8), 6.6, 6.6);
    painter.setPen(QPen(full ? under : color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(badgeSign(state));
    painter.restore();
}

void drawEndMark(QPainter& painter, bool succeeded, double radius, const QColor& color,
                 const QColor& under) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(under, 1.5));
    painter.setBrush(color);
    if (succeeded) {
        painter.drawEllipse(QPointF(0, 0), radius, radius);
    } else {
        const double r = radius * 1.3;
        painter.drawPath(polygon({{0, -r}, {r, 0}, {0, r}, {-r, 0}}));
    }
    painter.restore();
}

}  // namespace gatesight::ui
