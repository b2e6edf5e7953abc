#include "ui/graph/flow_painter.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace gatesight::ui {

using simulator::GraphEdge;
using simulator::GraphNode;
using simulator::NodeRole;
using simulator::NodeState;

namespace {

constexpr std::size_t kSmoothEdges = 1500;  ///< above, curves are drawn without antialiasing
constexpr float kDimming = 0.58F;           ///< share of the background over what is dim
constexpr double kLeastTag = 120, kTagShare = 0.45;  ///< width of a tag: pixels, and of the graph
constexpr double kDotEdge = 3;              ///< pixels by which bars of trouble stick out

/// Drawn in this order, so that trouble lies on top.
constexpr std::array kQuietFirst{NodeState::Idle, NodeState::GetsTraffic, NodeState::Unknown,
                                 NodeState::Missing, NodeState::Refused};

bool isTrouble(NodeState state) {
    return state == NodeState::Refused || state == NodeState::Missing;
}

std::uint64_t titleSlot(std::uint32_t node) {
    return std::uint64_t{node} * 4;
}
std::uint64_t subtitleSlot(std::uint32_t node) {
    return std::uint64_t{node} * 4 + 1;
}

void addWire(QPainterPath& path, const FlowWire& wire) {
    path.moveTo(wire.front().start);
    for (const FlowCurve& curve : wire)
        path.cubicTo(curve.control1, curve.control2, curve.end);
}

}  // namespace

FlowPainter::FlowPainter(QPainter& painter, const FlowScene& scene, const FlowCamera& camera,
                         FlowInk& ink)
    : m_painter(painter), m_scene(scene), m_camera(camera), m_ink(ink), m_colors(ink.colors()) {}

QColor FlowPainter::veil() const {
    // Blended once over the finished picture; half-transparent pens would cost ten times as much.
    QColor veil = m_colors.canvas;
    veil.setAlphaF(kDimming);
    return veil;
}

FlowWire FlowPainter::screenWire(std::uint32_t edge) const {
    FlowWire wire = m_scene.wire(edge);
    for (FlowCurve& curve : wire)
        curve = {m_camera.toScreen(curve.start), m_camera.toScreen(curve.control1),
                 m_camera.toScreen(curve.control2), m_camera.toScreen(curve.end)};
    return wire;
}

QRectF FlowPainter::cardRect(std::uint32_t node) const {
    const QRectF rect = cardOnScreen(m_scene, m_camera, node);
    return {std::round(rect.left()) + 0.5, std::round(rect.top()) + 0.5, std::round(rect.width()),
            std::round(rect.height())};
}

bool FlowPainter::isReadable(std::uint32_t node) const {
    return detailOf(cardOnScreen(m_scene, m_camera, node).height()) == DetailLevel::Text;
}

bool FlowPainter::isDot(std::uint32_t node) const {
    return detailOf(cardOnScreen(m_scene, m_camera, node).height()) == DetailLevel::Dot;
}

QPainterPath FlowPainter::outlineOf(std::uint32_t node, const QRectF& card) const {
    return cardOutline(m_scene.node(node).role, card);
}

std::vector<std::uint32_t> FlowPainter::edgesIn(const QRectF& clip) const {
    const QRectF area = m_camera.toScene(clip.adjusted(-4, -4, 4, 4));
    std::vector<std::uint32_t> result;
    for (std::uint32_t edge = 0; edge < m_scene.edgeCount(); ++edge)
        if (boundsOf(m_scene.wire(edge)).adjusted(0, -1, 0, 1).intersects(area))
            result.push_back(edge);
    return result;
}

void FlowPainter::drawAll(const QRectF& clip) {
    drawBands(clip);
    const std::vector<std::uint32_t> edges = edgesIn(clip);
    const bool far = edges.size() > kSmoothEdges;
    if (far) {
        drawFarEdges(edges, nullptr);
    } else {
        for (const std::uint32_t edge : edges)
            drawEdge(edge);
    }
    drawCards(cardsIn(m_scene, m_camera, clip), nullptr);
    if (!far) {
        for (const std::uint32_t edge : edges)
            drawShare(edge);
    }
    drawBandNames(clip);
}

void FlowPainter::drawEmphasised(const QRectF& clip, const FlowEmphases& emphases) {
    std::vector<std::uint32_t> edges = edgesIn(clip);
    std::erase_if(edges,
                  [&](std::uint32_t edge) { return emphases.edges[edge] == FlowEmphasis::Dim; });
    const bool far = edges.size() > kSmoothEdges;
    if (far) {
        drawFarEdges(edges, &emphases);
    } else {
        for (const FlowEmphasis level : {FlowEmphasis::Normal, FlowEmphasis::Strong})
            for (const std::uint32_t edge : edges)
                if (emphases.edges[edge] == level)
                    drawEdge(edge, level);
    }
    std::vector<ShownCard> cards = cardsIn(m_scene, m_camera, clip);
    std::erase_if(cards, [&](const ShownCard& card) {
        return emphases.nodes[card.node] == FlowEmphasis::Dim;
    });
    drawCards(cards, &emphases);
    for (const ShownCard& card : cards)
        if (emphases.nodes[card.node] == FlowEmphasis::Strong && !isReadable(card.node))
            drawCallOut(card.node);
    if (far)
        return;
    for (const std::uint32_t edge : edges)
        drawShare(edge, emphases.edges[edge]);
}

void FlowPainter::drawCards(const std::vector<ShownCard>& cards, const FlowEmphases* emphases) {
    std::vector<ShownCard> dots;
    for (const ShownCard& card : cards)
        if (detailOf(card.place.height()) == DetailLevel::Dot)
            dots.push_back(card);
    drawDots(dots, emphases);
    for (const auto& [node, place] : cards)
        if (detailOf(place.height()) != DetailLevel::Dot)
            drawCard(node, emphases ? emphases->nodes[node] : FlowEmphasis::Normal);
}

void FlowPainter::drawBands(const QRectF& clip) {
    m_painter.setPen(Qt::NoPen);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    for (const simulator::NamespaceBand& band : m_scene.bands()) {
        const QRectF rect = m_camera.toScreen(QRectF(band.x, band.y, band.width, band.height));
        if (rect.intersects(clip))
            m_painter.fillRect(rect.toAlignedRect(), m_colors.bandOf(m_scene.bandHue(band)));
    }
}

void FlowPainter::drawBandNames(const QRectF& clip) {
    const QFont font = m_ink.font(std::clamp(11 * m_camera.scaleY(), 10.0, 12.0), true);
    const QFontMetricsF metrics(font);
    m_painter.setFont(font);
    // Above its first card there is room for the name only when rows are far enough apart.
    const bool above = m_scene.nodeHeight() * 0.5 * m_camera.scaleY() >= 9;
    for (std::size_t i = 0; i < m_scene.bands().size(); ++i) {
        const simulator::NamespaceBand& band = m_scene.bands()[i];
        const QRectF rect = m_camera.toScreen(QRectF(band.x, band.y, band.width, band.height));
        if (!rect.intersects(clip) || rect.height() < metrics.height())
            continue;
        const QString name = QString::fromStdString(band.namespace_);
        m_painter.setPen(m_colors.bandTextOf(m_scene.bandHue(band)));
        if (above)
            m_painter.drawText(QPointF(rect.left() + 6, rect.top() + metrics.ascent() + 1),
                               metrics.elidedText(name, Qt::ElideRight, rect.width() - 12));
        else if (const std::size_t count = m_scene.bandCounts()[i];
                 rect.height() < kBoxPixels * static_cast<double>(count))
            drawBandCount(rect, name, count, font);
    }
}

/// Cards that are too thin for their names stand together under the name of their namespace.
void FlowPainter::drawBandCount(const QRectF& band, const QString& name, std::size_t count,
                                const QFont& font) {
    const QFontMetricsF metrics(font);
    const QString number = QStringLiteral("  %1").arg(count);
    const QString text = metrics.elidedText(name, Qt::ElideMiddle,
                                            band.width() - 20 - metrics.horizontalAdvance(number)) +
                         number;
    QRectF pill(0, 0, metrics.horizontalAdvance(text) + 12, metrics.height());
    pill.moveCenter(band.center());
    const QColor ink = m_painter.pen().color();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_colors.canvas);
    m_painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    m_painter.setPen(ink);
    m_painter.drawText(pill, Qt::AlignCenter, text);
}

void FlowPainter::drawDots(const std::vector<ShownCard>& cards, const FlowEmphases* emphases) {
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.setPen(Qt::NoPen);
    std::array<QVector<QRectF>, kNodeStates.size()> bars;
    QVector<QRectF> strong;
    for (const auto& [node, place] : cards) {
        QRectF rect = place;
        const NodeState state = m_scene.node(node).state;
        // Also told by shape: bars of trouble stick out of their column and never thin to nothing.
        const double least = isTrouble(state) ? 2 : 1;
        if (isTrouble(state))
            rect.adjust(-kDotEdge, 0, kDotEdge, 0);
        rect.setHeight(std::max(rect.height(), least));
        if (emphases && emphases->nodes[node] == FlowEmphasis::Strong)
            strong.push_back(rect.adjusted(-kDotEdge, -1, kDotEdge, 1));
        bars[static_cast<std::size_t>(state)].push_back(rect);
    }
    m_painter.setBrush(m_colors.lit);
    m_painter.drawRects(strong);
    for (const NodeState state : kQuietFirst) {
        m_painter.setBrush(m_colors.barOf(state));
        m_painter.drawRects(bars[static_cast<std::size_t>(state)]);
    }
}

void FlowPainter::drawFarEdges(const std::vector<std::uint32_t>& edges,
                               const FlowEmphases* emphases) {
    // One path and one opaque cosmetic pen a state: thin lines take the rasteriser's fast way, and
    // half-transparent ones would cost ten times as much.
    std::array<QPainterPath, kNodeStates.size()> paths;
    QPainterPath strong;
    for (const std::uint32_t edge : edges) {
        const bool lit = emphases && emphases->edges[edge] == FlowEmphasis::Strong;
        addWire(lit ? strong : paths[static_cast<std::size_t>(m_scene.edge(edge).state)],
                screenWire(edge));
    }
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.setBrush(Qt::NoBrush);
    for (const NodeState state : kQuietFirst) {
        QPen pen(isTrouble(state) ? m_colors.of(state) : m_colors.edgeFar, 1);
        pen.setCosmetic(true);
        m_painter.setPen(pen);
        m_painter.drawPath(paths[static_cast<std::size_t>(state)]);
    }
    QPen pen(m_colors.lit, 1.5);
    pen.setCosmetic(true);
    m_painter.setPen(pen);
    m_painter.drawPath(strong);
}

QPen FlowPainter::edgePen(std::uint32_t edge, FlowEmphasis emphasis) const {
    const GraphEdge& shape = m_scene.edge(edge);
    double width = 1.4;
    if (shape.denominator > 0)
        width +=
            1.6 * static_cast<double>(shape.numerator) / static_cast<double>(shape.denominator);
    width *= std::clamp(m_camera.scaleY() * 1.3, 0.6, 1.2);
    QColor color = m_colors.edgeOf(shape.state);
    if (emphasis == FlowEmphasis::Strong) {
        width = std::max(width + 0.8, 2.2);
        if (!isTrouble(shape.state))
            color = m_colors.lit;
    }
    QPen pen(color, width, Qt::SolidLine, Qt::FlatCap);
    if (shape.mirror)
        pen.setDashPattern({1.2, 2.2});
    else if (shape.state == NodeState::Missing || shape.state == NodeState::Refused)
        pen.setDashPattern({5, 3});
    else if (shape.state == NodeState::Unknown)
        pen.setDashPattern({8, 3, 1.5, 3});
    return pen;
}

void FlowPainter::drawEdge(std::uint32_t edge, FlowEmphasis emphasis) {
    QPainterPath path;
    addWire(path, screenWire(edge));
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(edgePen(edge, emphasis));
    m_painter.drawPath(path);
}

void FlowPainter::drawShare(std::uint32_t edge, FlowEmphasis emphasis) {
    const GraphEdge& shape = m_scene.edge(edge);
    const bool share = shape.counts();
    if (!share && emphasis != FlowEmphasis::Strong)
        return;
    const QString& label = m_scene.edgeLabel(edge);
    const FlowCurve curve = screenWire(edge).back();
    const double room = curve.end.x() - curve.start.x() - 8;
    const double rows = m_scene.room(shape.to) * m_camera.scaleY();
    const QFont font = m_ink.font(std::clamp(11 * m_camera.scaleY(), 9.0, 12.0), share);
    const QFontMetricsF metrics(font);
    // Half a label says nothing; the tooltip has it whole.
    if (label.isEmpty() || rows < metrics.ascent() ||
        metrics.horizontalAdvance(label) > room + (share ? 8 : 0))
        return;
    // Near its target, where edges of one fan have parted.
    const QPointF middle = curve.at(share ? 0.68 : 0.5);
    QRectF pill(0, 0, metrics.horizontalAdvance(label) + 8, metrics.height());
    pill.moveCenter(middle);
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_colors.canvas);
    m_painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    m_painter.setFont(font);
    m_painter.setPen(emphasis == FlowEmphasis::Strong ? m_colors.lit : m_colors.text);
    m_painter.drawText(pill, Qt::AlignCenter, label);
}

void FlowPainter::drawNode(std::uint32_t node, FlowEmphasis emphasis) {
    if (!isDot(node)) {
        drawCard(node, emphasis);
        return;
    }
    const QRectF bar = cardOnScreen(m_scene, m_camera, node).adjusted(-kDotEdge, -1, kDotEdge, 1);
    const QColor& color =
        emphasis == FlowEmphasis::Strong ? m_colors.lit : m_colors.barOf(m_scene.node(node).state);
    m_painter.fillRect(bar.toAlignedRect(), color);
}

void FlowPainter::drawCallOut(std::uint32_t node) {
    drawCardAt(callOutRect(node), node, FlowEmphasis::Strong);
}

QRectF FlowPainter::callOutRect(std::uint32_t node) const {
    QRectF card = cardRect(node);
    if (const double missing = kChipPixels - card.height(); missing > 0)
        card.adjust(0, -std::round(missing / 2), 0, std::round(missing / 2));
    return card;
}

void FlowPainter::drawCard(std::uint32_t node, FlowEmphasis emphasis) {
    drawCardAt(cardRect(node), node, emphasis);
}

void FlowPainter::drawCardAt(const QRectF& card, std::uint32_t index, FlowEmphasis emphasis) {
    const GraphNode& node = m_scene.node(index);
    const QPainterPath outline = outlineOf(index, card);
    const bool ghost = node.state == NodeState::Missing;
    const bool strong = emphasis == FlowEmphasis::Strong;
    const bool text = detailOf(card.height()) == DetailLevel::Text;
    const bool sign = text && card.width() >= 84;
    const double accent = sign ? std::min({card.height() * 0.86, card.width() * 0.21, 34.0})
                               : std::min(5.0, card.width() / 6);

    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(ghost ? m_colors.canvas : m_colors.card);
    m_painter.drawPath(outline);
    drawAccent(index, card, outline, sign ? accent : -accent);
    QPen border(strong  ? m_colors.lit
                : ghost ? m_colors.of(node.state)
                        : m_colors.cardBorder,
                strong  ? 2
                : ghost ? 1.3
                        : 1);
    if (ghost)
        border.setDashPattern({4, 3});
    m_painter.setPen(border);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawPath(outline);

    if (text) {
        drawCardText(index, card.adjusted(accent, 0, 0, 0));
    } else if (node.state != NodeState::GetsTraffic) {
        const int size = static_cast<int>(std::min(card.height() - 1, 10.0));
        m_painter.drawPixmap(QPointF(card.right() - size - 2, card.center().y() - size / 2.0),
                             m_ink.badge(node.state, size, m_colors.card));
    }
}

/// The left end of a card in the colour of its state: with the sign of its kind, or, where there is
/// no room for one (negative width), as a full stripe.
void FlowPainter::drawAccent(std::uint32_t index, const QRectF& card, const QPainterPath& outline,
                             double width) {
    const GraphNode& node = m_scene.node(index);
    const bool sign = width > 0;
    const QRectF left(card.left(), card.top(), std::abs(width), card.height());
    QPainterPath end;
    end.addRect(left);
    m_painter.fillPath(outline.intersected(end),
                       sign ? m_colors.tintOf(node.state) : m_colors.of(node.state));
    if (!sign)
        return;
    const int size =
        static_cast<int>(std::clamp(std::min(width - 7, card.height() - 5), 8.0, 20.0));
    m_painter.drawPixmap(QPointF(std::round(left.center().x() - size / 2.0 + 1),
                                 std::round(left.center().y() - size / 2.0)),
                         m_ink.kindGlyph(node.role, size, m_colors.of(node.state)));
}

void FlowPainter::drawCardText(std::uint32_t index, const QRectF& area) {
    const GraphNode& node = m_scene.node(index);
    const double h = area.height();
    const bool twoLines = h >= kSubtitlePixels && !node.subtitle.empty();
    const double tip =
        node.role == NodeRole::Listener || node.role == NodeRole::Exit || node.role == NodeRole::Pod
            ? std::min(h * 0.28, 12.0)
            : 4;
    const int badge = static_cast<int>(std::clamp(h * 0.36, 9.0, 15.0));
    const bool calm = node.state == NodeState::GetsTraffic;
    // Small cards give the room of a calm badge to the name; trouble always shows its badge.
    const bool showBadge = !calm || area.width() > 100;
    double right = area.right() - tip;
    if (showBadge) {
        right -= badge + 2;
        m_painter.drawPixmap(
            QPointF(std::round(right), std::round(area.center().y() - badge / 2.0)),
            m_ink.badge(node.state, badge,
                        node.state == NodeState::Missing ? m_colors.canvas : m_colors.card));
    }
    const double left = area.left() + std::clamp(area.width() * 0.05, 3.0, 8.0);
    const double width = right - left - 3;
    if (width < 14)
        return;
    const double titleSize =
        twoLines ? std::clamp(h * 0.3, 11.0, 22.0) : std::clamp(h * 0.6, 9.0, 12.0);
    const double subSize = std::clamp(h * 0.25, 9.5, 18.0);
    const Qt::TextElideMode mode = node.role == NodeRole::Pod ? Qt::ElideLeft : Qt::ElideRight;
    const QStaticText& title =
        m_ink.text(titleSlot(index), m_scene.title(index), width, titleSize, twoLines, mode);
    m_painter.setPen(node.state == NodeState::Missing ? m_colors.mutedText : m_colors.text);
    m_painter.setFont(m_ink.font(titleSize, twoLines));
    const double titleHeight = title.size().height();
    if (!twoLines) {
        m_painter.drawStaticText(QPointF(left, std::round(area.center().y() - titleHeight / 2)),
                                 title);
        return;
    }
    const QStaticText& subtitle =
        m_ink.text(subtitleSlot(index), m_scene.subtitle(index), width, subSize);
    const double total = titleHeight + subtitle.size().height() - 1;
    const double top = std::round(area.center().y() - total / 2);
    m_painter.drawStaticText(QPointF(left, top), title);
    m_painter.setFont(m_ink.font(subSize));
    m_painter.setPen(m_colors.mutedText);
    m_painter.drawStaticText(QPointF(left, top + titleHeight - 1), subtitle);
}

void FlowPainter::drawRing(std::uint32_t node, const QColor& color, double width, double gap) {
    const QRectF card =
        (isReadable(node) ? cardRect(node) : callOutRect(node)).adjusted(-gap, -gap, gap, gap);
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    m_painter.drawPath(outlineOf(node, card));
}

void FlowPainter::drawHeadings(const QRectF& strip, const std::vector<std::size_t>& allCounts) {
    m_painter.fillRect(strip, m_colors.heading);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.setPen(blend(m_colors.cardBorder, m_colors.heading, 0.5));
    m_painter.drawLine(strip.bottomLeft(), strip.bottomRight());
    const QFont bold = m_ink.font(12, true), plain = m_ink.font(12);
    const QFontMetricsF boldMetrics(bold), plainMetrics(plain);
    const auto columns = m_scene.columns();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const FlowColumn& column = columns[i];
        const double left = m_camera.toScreen(QPointF(column.left, 0)).x();
        // A heading may stand over the gap behind its column.
        const double right = i + 1 < columns.size()
                                 ? m_camera.toScreen(QPointF(columns[i + 1].left, 0)).x() - 10
                                 : strip.right() - 4;
        if (right < strip.left() || left > strip.right())
            continue;
        const std::size_t all = static_cast<std::size_t>(column.role) < allCounts.size()
                                    ? allCounts[static_cast<std::size_t>(column.role)]
                                    : column.count;
        const QString count = all == column.count
                                  ? QString::number(column.count)
                                  : QStringLiteral("%1 of %2").arg(column.count).arg(all);
        const double countWidth = plainMetrics.horizontalAdvance(count);
        const double room = right - left;
        const QString title = boldMetrics.elidedText(columnTitle(column.role), Qt::ElideRight,
                                                     std::max(0.0, room - countWidth - 6));
        const double titleWidth = boldMetrics.horizontalAdvance(title);
        const double baseline = strip.center().y() + boldMetrics.ascent() / 2 - 1;
        m_painter.setPen(m_colors.text);
        m_painter.setFont(bold);
        m_painter.drawText(QPointF(left, baseline), title);
        m_painter.setPen(m_colors.mutedText);
        m_painter.setFont(plain);
        m_painter.drawText(QPointF(left + titleWidth + 6, baseline), count);
    }
}

namespace {

/// Where the tag of an ending may lie: behind it, else below or above, near before far.
std::array<QPointF, 5> tagCorners(const QPointF& at, const QSizeF& size) {
    constexpr double kBehind = 13, kNear = 16, kFar = 40;
    const double left = at.x() - 8;
    return {QPointF(at.x() + kBehind, at.y() - size.height() / 2), QPointF(left, at.y() + kNear),
            QPointF(left, at.y() - kNear - size.height()), QPointF(left, at.y() + kFar),
            QPointF(left, at.y() - kFar - size.height())};
}

}  // namespace

QRectF FlowPainter::drawTag(const QPointF& at, const QString& words, const QColor& ink,
                            const QColor& under, const QRectF& within) {
    const QFont font = m_ink.font(12, true);
    const QFontMetricsF metrics(font);
    // A long place to be sent to must not hide the way there.
    const QString text = metrics.elidedText(words, Qt::ElideMiddle,
                                            std::max(kLeastTag, within.width() * kTagShare));
    const QSizeF size(metrics.horizontalAdvance(text) + 16, metrics.height() + 6);
    QRectF tag;
    bool free = false;
    for (const QPointF& corner : tagCorners(at, size)) {
        QRectF place(corner, size);
        place.moveLeft(std::clamp(place.left(), within.left(),
                                  std::max(within.left(), within.right() - size.width())));
        place.moveTop(std::clamp(place.top(), within.top(),
                                 std::max(within.top(), within.bottom() - size.height())));
        free = cardsIn(m_scene, m_camera, place).empty() && !place.contains(at);
        if (tag.isNull() || free)
            tag = place;
        if (free)
            break;
    }
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(QPen(ink, 1));
    m_painter.setBrush(under);
    m_painter.drawRoundedRect(tag, 6, 6);
    m_painter.setFont(font);
    m_painter.setPen(ink);
    m_painter.drawText(tag, Qt::AlignCenter, text);
    return tag;
}

}  // namespace gatesight::ui
