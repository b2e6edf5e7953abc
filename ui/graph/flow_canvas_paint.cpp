// The moving part of FlowCanvas: everything drawn over the still layers, each frame anew.
#include "ui/graph/flow_canvas.h"

#include <QPainter>

namespace gatesight::ui {

using simulator::GraphEdge;
using simulator::GraphNode;

namespace {

constexpr std::size_t kMaxHoverEdges = 400;  ///< a busy listener must not stall the pointer
constexpr double kDotRadius = 5;

QString escaped(const std::string& text) {
    return QString::fromStdString(text).toHtmlEscaped();
}

QString line(const QString& html) {
    return html.isEmpty() ? html : QStringLiteral("<br>") + html;
}

}  // namespace

void FlowCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    m_ink.use(m_colors, font(), devicePixelRatioF());
    const FlowScene& scene = shownScene();
    painter.drawImage(QPointF(0, 0), m_layers.picture(scene, m_camera, m_emphases, m_ink, size(),
                                                      devicePixelRatioF()));
    FlowPainter flow(painter, scene, m_camera, m_ink);
    painter.setClipRect(m_camera.viewport());
    painter.save();
    paintOverCards(painter);
    painter.restore();
    drawHover(flow);
    drawMarks(flow);
    drawTraffic(painter);
    drawJourney(painter, flow);
    painter.setClipping(false);
    if (m_scene.nodeCount() == 0)
        drawEmptyText(painter);
    flow.drawHeadings(QRectF(0, 0, width(), FlowPainter::kHeadingHeight), m_allCounts);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(m_colors.lit, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void FlowCanvas::drawEmptyText(QPainter& painter) {
    const QRectF area = m_camera.viewport().adjusted(24, 0, -24, 0);
    QFont title = font();
    title.setPointSizeF(title.pointSizeF() * 1.25);
    title.setWeight(QFont::DemiBold);
    painter.setFont(title);
    painter.setPen(m_colors.text);
    const double middle = area.center().y();
    painter.drawText(QRectF(area.left(), area.top(), area.width(), middle - area.top() - 4),
                     Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap, m_emptyTitle);
    painter.setFont(font());
    painter.setPen(m_colors.mutedText);
    painter.drawText(QRectF(area.left(), middle + 4, area.width(), area.bottom() - middle - 4),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyAdvice);
}

void FlowCanvas::drawHover(FlowPainter& flow) {
    if (m_moving)
        return;
    if (m_hoveredEdge >= 0) {
        const auto edge = static_cast<std::uint32_t>(m_hoveredEdge);
        flow.drawEdge(edge, FlowEmphasis::Strong);
        flow.drawNode(m_scene.edge(edge).from, FlowEmphasis::Strong);
        flow.drawNode(m_scene.edge(edge).to, FlowEmphasis::Strong);
        flow.drawShare(edge, FlowEmphasis::Strong);
    }
    if (m_hoveredNode < 0)
        return;
    const auto node = static_cast<std::uint32_t>(m_hoveredNode);
    std::vector<std::uint32_t> edges;
    for (const auto& side : {m_scene.incoming(node), m_scene.outgoing(node)})
        edges.insert(edges.end(), side.begin(), side.end());
    edges.resize(std::min(edges.size(), kMaxHoverEdges));
    for (const std::uint32_t edge : edges)
        flow.drawEdge(edge, FlowEmphasis::Strong);
    for (const std::uint32_t edge : edges) {
        const GraphEdge& ends = m_scene.edge(edge);
        flow.drawNode(ends.from == node ? ends.to : ends.from, FlowEmphasis::Strong);
    }
    flow.drawNode(node, FlowEmphasis::Strong);
    for (const std::uint32_t edge : edges)
        flow.drawShare(edge, FlowEmphasis::Strong);
}

void FlowCanvas::drawMarks(FlowPainter& flow) {
    for (const std::string& key : {m_stepKey, m_selectedKey})
        if (const int node = m_scene.find(key);
            node >= 0 && !flow.isReadable(static_cast<std::uint32_t>(node)))
            flow.drawCallOut(static_cast<std::uint32_t>(node));
    if (const int step = m_scene.find(m_stepKey); step >= 0 && m_dots.dots.empty()) {
        flow.drawRing(static_cast<std::uint32_t>(step), m_colors.litHalo, 6, 5);
        flow.drawRing(static_cast<std::uint32_t>(step), m_colors.lit, 2, 3);
    }
    if (const int selected = m_scene.find(m_selectedKey); selected >= 0)
        flow.drawRing(static_cast<std::uint32_t>(selected), m_colors.lit, 2, 3);
}

void FlowCanvas::drawTraffic(QPainter& painter) {
    if (m_dots.dots.empty())
        return;
    // One sprite a look, then copies: thousands of dots cost less than drawing a few.
    const double scale = devicePixelRatioF();
    const auto sprite = [&](const QColor& color, bool good) {
        constexpr int kSide = 12;
        QPixmap pixmap(static_cast<int>(kSide * scale), static_cast<int>(kSide * scale));
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QPainter sign(&pixmap);
        sign.translate(kSide / 2.0, kSide / 2.0);
        drawEndMark(sign, good, good ? 3.6 : 4, color, m_colors.canvas);
        return pixmap;
    };
    std::vector<QPixmap> looks;
    for (const TrafficPlan::Path& path : m_traffic.plan().paths) {
        const QColor own = path.color.isValid() ? path.color : m_colors.success;
        looks.push_back(sprite(path.endsWell ? own : m_colors.failure, path.endsWell));
    }
    for (const MovingDot& dot : m_dots.dots)
        painter.drawPixmap(m_camera.toScreen(dot.at) - QPointF(6, 6), looks[dot.path]);
}

void FlowCanvas::drawJourney(QPainter& painter, FlowPainter& flow) {
    if (m_journey.empty() || m_moving || !m_dots.dots.empty())
        return;
    const LitPath& lit = m_attention.lit;
    const QPointF at = m_camera.toScreen(m_journey.at(m_journeyClock.progress()));
    painter.save();
    painter.translate(at);
    if (m_journeyClock.running()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        QColor halo = m_colors.lit;
        halo.setAlpha(70);
        painter.setBrush(halo);
        painter.drawEllipse(QPointF(0, 0), kDotRadius * 2, kDotRadius * 2);
        drawEndMark(painter, true, kDotRadius, m_colors.lit, m_colors.canvas);
        painter.restore();
        return;
    }
    const QColor& color = lit.endsWell ? m_colors.success : m_colors.failure;
    drawEndMark(painter, lit.endsWell, kDotRadius + 1, color, m_colors.canvas);
    painter.restore();
    flow.drawTag(at, lit.ending, color, m_colors.card, m_camera.viewport().adjusted(4, 4, -4, -4));
}

QString nodeToolTip(const GraphNode& node) {
    QString text = QStringLiteral("<b>%1</b>").arg(escaped(node.title));
    QString what = escaped(node.kind);
    if (!node.namespace_.empty())
        what += QStringLiteral(" in %1").arg(escaped(node.namespace_));
    text += line(what);
    text += line(escaped(node.subtitle));
    text += QStringLiteral("<br><b>%1</b>").arg(stateWords(node.state));
    if (!node.why.empty())
        text += QStringLiteral(": %1").arg(escaped(node.why));
    if (!node.nearest.empty())
        text += line(QStringLiteral("Nearest existing name: <b>%1</b>").arg(escaped(node.nearest)));
    return QStringLiteral("<qt>%1</qt>").arg(text);
}

QString edgeToolTip(const FlowScene& scene, std::uint32_t index) {
    const GraphEdge& edge = scene.edge(index);
    QString text =
        QStringLiteral("<b>%1 \u2192 %2</b>")
            .arg(scene.title(edge.from).toHtmlEscaped(), scene.title(edge.to).toHtmlEscaped());
    if (edge.denominator > 0)
        text += line(QStringLiteral("%1 of requests (%2 of %3)")
                         .arg(shareText(edge.numerator, edge.denominator))
                         .arg(edge.numerator)
                         .arg(edge.denominator));
    else
        text += line(escaped(edge.label));
    if (edge.mirror)
        text += line(QStringLiteral("Mirrored: a copy is sent, its answer is dropped."));
    if (!edge.grant.empty())
        text +=
            line(QStringLiteral("Permitted by ReferenceGrant <b>%1</b>").arg(escaped(edge.grant)));
    text += QStringLiteral("<br><b>%1</b>").arg(stateWords(edge.state));
    if (!edge.why.empty())
        text += QStringLiteral(": %1").arg(escaped(edge.why));
    return QStringLiteral("<qt>%1</qt>").arg(text);
}

}  // namespace gatesight::ui
