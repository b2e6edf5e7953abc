#include "ui/graph/flow_canvas.h"

#include "ui/graph/flow_detail.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace gatesight::ui {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds kCameraMove{220};
constexpr milliseconds kSceneMove{220};
constexpr int kFrameMs = 16;
constexpr double kZoomStep = 1.25;
constexpr double kArrowPan = 60;
constexpr double kEdgeReach = 6;  ///< pixels around an edge that count as pointing at it

/// Starts and ends gently.
double eased(milliseconds elapsed, milliseconds total) {
    const double t = std::clamp(
        static_cast<double>(elapsed.count()) / static_cast<double>(total.count()), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

}  // namespace

FlowCanvas::FlowCanvas(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Traffic flow graph"));
    m_colors = flowColors(ui::palette(false));
    describe();
}

void FlowCanvas::setColors(const FlowColors& colors) {
    m_colors = colors;
    m_layers.forget();
    update();
}

void FlowCanvas::setScene(FlowScene scene) {
    const bool first = m_scene.nodeCount() == 0;
    const bool refit = first || m_camera.isFitted();
    const bool moves = !first && !m_reduceMotion && isVisible() && scene.nodeCount() > 0;
    if (moves)
        m_before = shownScene();
    m_scene = std::move(scene);
    m_moving.reset();
    m_sinceScene = {};
    if (!moves)
        m_before.reset();
    m_ink.forgetTexts();
    m_layers.forget();
    m_hoveredNode = m_hoveredEdge = -1;
    // What drew attention named nodes of the old scene.
    m_attention = {};
    m_camera.setContent(m_scene.bounds());
    if (refit) {
        FlowCamera fitted = m_camera;
        fitted.fit();
        if (moves)
            moveCameraTo(fitted);
        else
            m_camera = fitted;
    }
    m_traffic = m_trafficPlan ? TrafficMotion(m_trafficPlan, m_scene) : TrafficMotion();
    focusPathThrough(m_focusedKey);
    applyLitPath(false);
    if (moves)
        startMoving();
    describe();
    cameraMoved();
}

void FlowCanvas::setAllCounts(std::vector<std::size_t> counts) {
    m_allCounts = std::move(counts);
    update();
}

void FlowCanvas::setReduceMotion(bool reduce) {
    m_reduceMotion = reduce;
    if (reduce) {
        m_journeyClock.finish();
        advance(std::max(kCameraMove, kSceneMove));
    }
}

void FlowCanvas::setEmptyText(const QString& title, const QString& advice) {
    m_emptyTitle = title;
    m_emptyAdvice = advice;
    update();
}

void FlowCanvas::setSelectedKey(const std::string& key) {
    if (key == m_selectedKey)
        return;
    m_selectedKey = key;
    reveal(key);
    describe();
    update();
}

void FlowCanvas::setStepKey(const std::string& key) {
    m_stepKey = key;
    reveal(key);
    update();
}

void FlowCanvas::setLitPath(std::span<const std::string> keys,
                            std::shared_ptr<const simulator::Decision> decision) {
    const std::vector<std::string> old = std::exchange(m_litKeys, {keys.begin(), keys.end()});
    const QString oldEnding = m_attention.lit.ending;
    m_decision = std::move(decision);
    if (!m_decision)
        m_litKeys.clear();
    applyLitPath(false);
    // The same way again (a header typed that decides nothing) is no news: the dot stays.
    if (m_litKeys != old || m_attention.lit.ending != oldEnding) {
        applyLitPath(true);
        revealLitPath();
    }
    describe();
}

void FlowCanvas::applyLitPath(bool travel) {
    m_attention.lit = m_decision ? litPathOf(m_scene, m_litKeys, *m_decision) : LitPath();
    m_journey = FlowJourney(m_scene, m_attention.lit.nodes, m_attention.lit.edges);
    if (travel) {
        m_journeyClock.start(m_reduceMotion ? 0 : m_journey.stages());
        startMoving();
    }
    updateEmphases();
}

void FlowCanvas::revealLitPath() {
    QRectF area;
    for (const std::uint32_t node : m_attention.lit.nodes)
        area = area.isNull() ? m_scene.rect(node) : area.united(m_scene.rect(node));
    if (area.isNull())
        return;
    FlowCamera target = m_cameraMove ? m_cameraMove->to : m_camera;
    target.reveal(area);
    moveCameraTo(target);
}

void FlowCanvas::setMatches(std::vector<bool> matches) {
    matches.resize(matches.empty() ? 0 : m_scene.nodeCount());
    m_attention.matches = std::move(matches);
    updateEmphases();
}

void FlowCanvas::focusPathThrough(const std::string& key) {
    const int node = key.empty() ? -1 : m_scene.find(key);
    const std::string now = node >= 0 ? key : std::string();
    const bool changed = now != m_focusedKey;
    m_focusedKey = now;
    m_attention.focused = node >= 0 ? m_scene.topology()->through(static_cast<std::uint32_t>(node))
                                    : std::vector<std::uint32_t>();
    updateEmphases();
    if (changed)
        Q_EMIT focusedPathChanged();
}

void FlowCanvas::updateEmphases() {
    FlowAttention attention = m_attention;
    // While traffic moves, the path of the one request would hide the way of all others.
    if (!m_dots.dots.empty())
        attention.lit = {};
    m_emphases = emphasesOf(m_scene, attention);
    m_layers.forgetEmphases();
    update();
}

void FlowCanvas::setTraffic(TrafficPlanPtr plan) {
    m_trafficPlan = std::move(plan);
    m_traffic = m_trafficPlan ? TrafficMotion(m_trafficPlan, m_scene) : TrafficMotion();
    m_dots = {};
    updateEmphases();
}

void FlowCanvas::setTrafficTime(double seconds, double travelSeconds) {
    m_trafficSeconds = seconds;
    m_travelSeconds = travelSeconds;
    const bool moved = !m_dots.dots.empty();
    m_dots = m_traffic.at(seconds, travelSeconds);
    if (moved == m_dots.dots.empty())
        updateEmphases();
    update();
}

void FlowCanvas::placeCamera() {
    m_camera.setViewport(QRectF(rect()).adjusted(0, FlowPainter::kHeadingHeight, 0, 0));
    m_cameraMove.reset();
    cameraMoved();
}

void FlowCanvas::moveCameraTo(const FlowCamera& target) {
    if (m_reduceMotion || !isVisible()) {
        m_camera = target;
        m_cameraMove.reset();
        cameraMoved();
        return;
    }
    if (target == m_camera)
        return;
    m_cameraMove = CameraMove{m_camera, target, {}};
    startMoving();
}

void FlowCanvas::cameraMoved() {
    update();
    Q_EMIT cameraChanged();
}

void FlowCanvas::fit() {
    FlowCamera target = m_camera;
    target.fit();
    moveCameraTo(target);
}

void FlowCanvas::lookAs(const FlowCamera& other) {
    FlowCamera target = other;
    target.setViewport(m_camera.viewport());
    m_cameraMove.reset();
    if (target == m_camera)
        return;
    m_camera = target;
    cameraMoved();
}

void FlowCanvas::zoomBy(double factor, std::optional<QPointF> at) {
    m_cameraMove.reset();
    m_camera.zoomAt(at.value_or(m_camera.viewport().center()), factor);
    cameraMoved();
}

void FlowCanvas::panBy(const QPointF& pixels) {
    m_cameraMove.reset();
    m_camera.pan(pixels);
    cameraMoved();
}

void FlowCanvas::reveal(const std::string& key) {
    const int node = m_scene.find(key);
    if (node < 0)
        return;
    FlowCamera target = m_cameraMove ? m_cameraMove->to : m_camera;
    target.reveal(m_scene.rect(static_cast<std::uint32_t>(node)));
    moveCameraTo(target);
}

int FlowCanvas::nodeAt(const QPointF& widget) const {
    if (!m_camera.viewport().contains(widget))
        return -1;
    return cardAt(m_scene, m_camera, widget);
}

// --- Time

bool FlowCanvas::isMoving() const {
    return m_cameraMove || m_before || m_journeyClock.running();
}

void FlowCanvas::startMoving() {
    if (!isMoving() || m_timer.isActive())
        return;
    m_sinceFrame.start();
    m_timer.start(kFrameMs, Qt::PreciseTimer, this);
}

void FlowCanvas::advance(milliseconds by) {
    if (m_cameraMove) {
        m_cameraMove->elapsed += by;
        const double t = eased(m_cameraMove->elapsed, kCameraMove);
        m_camera = FlowCamera::between(m_cameraMove->from, m_cameraMove->to, t);
        if (t >= 1)
            m_cameraMove.reset();
        cameraMoved();
    }
    if (m_before) {
        m_sinceScene += by;
        const double t = eased(m_sinceScene, kSceneMove);
        m_layers.forget();
        if (t >= 1) {
            m_before.reset();
            m_moving.reset();
        } else {
            m_moving = m_scene.onTheWayFrom(*m_before, t);
        }
    }
    m_journeyClock.advance(by);
    if (!isMoving())
        m_timer.stop();
    update();
}

void FlowCanvas::timerEvent(QTimerEvent* event) {
    if (event->timerId() == m_timer.timerId())
        advance(milliseconds(m_sinceFrame.restart()));
    else
        QWidget::timerEvent(event);
}

// --- Pointer

void FlowCanvas::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeCamera();
}

void FlowCanvas::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ShiftModifier) {
        panBy(QPointF(event->angleDelta()));
    } else {
        const double notches = event->angleDelta().y() / 120.0;
        if (notches != 0)
            zoomBy(std::pow(kZoomStep, notches), event->position());
    }
    event->accept();
}

void FlowCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton) {
        m_pressed = event->position();
        m_dragging = false;
    }
}

void FlowCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (m_pressed) {
        const QPointF moved = event->position() - *m_pressed;
        if (m_dragging || moved.manhattanLength() >= 5) {
            m_dragging = true;
            setCursor(Qt::ClosedHandCursor);
            panBy(moved);
            m_pressed = event->position();
        }
        return;
    }
    const int node = nodeAt(event->position());
    int edge = -1;
    if (node < 0 && m_camera.viewport().contains(event->position()))
        edge = m_scene.edgeAt(m_camera.toScene(event->position()),
                              {kEdgeReach / m_camera.scaleX(), kEdgeReach / m_camera.scaleY()});
    setHovered(node, edge);
}

void FlowCanvas::mouseReleaseEvent(QMouseEvent* event) {
    const bool click = m_pressed && !m_dragging && event->button() == Qt::LeftButton;
    m_pressed.reset();
    m_dragging = false;
    setCursor(m_hoveredNode >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (!click || !m_camera.viewport().contains(event->position()))
        return;
    if (const int node = nodeAt(event->position()); node >= 0)
        Q_EMIT nodeClicked(m_scene.node(static_cast<std::uint32_t>(node)).key);
    else
        Q_EMIT backgroundClicked();
}

void FlowCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const int node = nodeAt(event->position());
    focusPathThrough(node >= 0 ? m_scene.node(static_cast<std::uint32_t>(node)).key
                               : std::string());
}

void FlowCanvas::leaveEvent(QEvent*) {
    setHovered(-1, -1);
}

void FlowCanvas::setHovered(int node, int edge) {
    if (node == m_hoveredNode && edge == m_hoveredEdge)
        return;
    m_hoveredNode = node;
    m_hoveredEdge = edge;
    setCursor(node >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void FlowCanvas::contextMenuEvent(QContextMenuEvent* event) {
    const int node = event->reason() == QContextMenuEvent::Mouse ? nodeAt(event->pos())
                                                                 : m_scene.find(m_selectedKey);
    Q_EMIT menuRequested(
        node >= 0 ? m_scene.node(static_cast<std::uint32_t>(node)).key : std::string(),
        event->globalPos());
}

// --- Keys

void FlowCanvas::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (const auto key = static_cast<Qt::Key>(event->key())) {
        case Qt::Key_F:
            fit();
            break;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            zoomBy(kZoomStep);
            break;
        case Qt::Key_Minus:
            zoomBy(1 / kZoomStep);
            break;
        case Qt::Key_Escape:
            if (m_focusedKey.empty())
                QWidget::keyPressEvent(event);
            else
                focusPathThrough({});
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            focusPathThrough(m_selectedKey);
            break;
        case Qt::Key_PageUp:
            panBy({0, m_camera.viewport().height() * 0.8});
            break;
        case Qt::Key_PageDown:
            panBy({0, -m_camera.viewport().height() * 0.8});
            break;
        default:
            if (!arrowKey(key))
                QWidget::keyPressEvent(event);
    }
}

bool FlowCanvas::arrowKey(Qt::Key key) {
    if (key != Qt::Key_Left && key != Qt::Key_Right && key != Qt::Key_Up && key != Qt::Key_Down)
        return false;
    if (m_scene.nodeCount() == 0)
        return true;
    const int selected = m_scene.find(m_selectedKey);
    const std::uint32_t next =
        selected < 0 ? 0 : m_scene.neighbour(static_cast<std::uint32_t>(selected), key);
    Q_EMIT nodeClicked(m_scene.node(next).key);
    return true;
}

void FlowCanvas::focusInEvent(QFocusEvent*) {
    update();
}
void FlowCanvas::focusOutEvent(QFocusEvent*) {
    update();
}

void FlowCanvas::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        m_layers.forget();
        update();
    }
    QWidget::changeEvent(event);
}

bool FlowCanvas::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = toolTipAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomBy(1 + gesture->value(), gesture->position());
            return true;
        }
    }
    return QWidget::event(event);
}

QString FlowCanvas::toolTipAt(const QPointF& widget) const {
    if (const int node = nodeAt(widget); node >= 0)
        return nodeToolTip(m_scene.node(static_cast<std::uint32_t>(node)));
    if (m_hoveredEdge >= 0)
        return edgeToolTip(m_scene, static_cast<std::uint32_t>(m_hoveredEdge));
    // Zoomed out, the tinted bands have no room for their names.
    const QPointF at = m_camera.toScene(widget);
    for (const simulator::NamespaceBand& band : m_scene.bands())
        if (QRectF(band.x, band.y, band.width, band.height).contains(at))
            return tr("Namespace %1").arg(QString::fromStdString(band.namespace_).toHtmlEscaped());
    return {};
}

/// What a screen reader says of the picture; the explorer holds the same as a tree.
void FlowCanvas::describe() {
    QStringList parts;
    for (const FlowColumn& column : m_scene.columns())
        parts += QStringLiteral("%1: %2").arg(columnTitle(column.role)).arg(column.count);
    QString text =
        parts.isEmpty() ? tr("Nothing is shown.") : parts.join(QStringLiteral(", ")) + u'.';
    if (const int selected = m_scene.find(m_selectedKey); selected >= 0) {
        const simulator::GraphNode& node = m_scene.node(static_cast<std::uint32_t>(selected));
        text += tr(" Selected: %1 %2, %3.")
                    .arg(QString::fromStdString(node.kind), QString::fromStdString(node.title),
                         stateWords(node.state));
    }
    if (!m_attention.lit.empty())
        text += tr(" The request ends at %1: %2.")
                    .arg(m_scene.title(m_attention.lit.nodes.back()), m_attention.lit.ending);
    setAccessibleDescription(text);
}

}  // namespace gatesight::ui
