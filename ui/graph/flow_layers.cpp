#include "ui/graph/flow_layers.h"

#include <cmath>

namespace gatesight::ui {

namespace {

QImage blank(const QSize& size, double scale) {
    // Opaque pixels copy several times faster than ones with alpha.
    QImage image((QSizeF(size) * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    return image;
}

QRectF areaOf(const QImage& image) {
    return {QPointF(0, 0), image.deviceIndependentSize()};
}

}  // namespace

const QImage& FlowLayers::picture(const FlowScene& scene, const FlowCamera& camera,
                                  const FlowEmphases& emphases, FlowInk& ink, const QSize& size,
                                  double scale) {
    if (m_base.size() != (QSizeF(size) * scale).toSize() || m_base.devicePixelRatio() != scale) {
        m_base = blank(size, scale);
        drawBase(scene, camera, ink);
    } else if (!(m_camera == camera) && !scrollBase(scene, camera, ink)) {
        drawBase(scene, camera, ink);
    }
    if (emphases.empty())
        return m_base;
    if (m_picture.isNull()) {
        m_picture = m_base;
        QPainter painter(&m_picture);
        const QRectF area = areaOf(m_picture);
        FlowPainter flow(painter, scene, camera, ink);
        painter.fillRect(area, flow.veil());
        flow.drawEmphasised(area, emphases);
    }
    return m_picture;
}

void FlowLayers::drawBase(const FlowScene& scene, const FlowCamera& camera, FlowInk& ink) {
    m_picture = {};
    m_camera = camera;
    m_base.fill(ink.colors().canvas);
    QPainter painter(&m_base);
    FlowPainter(painter, scene, camera, ink).drawAll(areaOf(m_base));
}

bool FlowLayers::scrollBase(const FlowScene& scene, const FlowCamera& camera, FlowInk& ink) {
    if (camera.scaleX() != m_camera.scaleX() || camera.scaleY() != m_camera.scaleY())
        return false;
    const double scale = m_base.devicePixelRatio();
    const QPointF moved = (camera.toScreen(QPointF()) - m_camera.toScreen(QPointF())) * scale;
    const QPoint whole = moved.toPoint();
    if ((moved - QPointF(whole)).manhattanLength() > 0.01 ||
        std::abs(whole.x()) >= m_base.width() || std::abs(whole.y()) >= m_base.height())
        return false;
    const QPointF by = QPointF(whole) / scale;
    const QRectF area = areaOf(m_base);
    QImage next = blank(area.size().toSize(), scale);
    QPainter painter(&next);
    painter.drawImage(by, m_base);
    const double x = by.x(), y = by.y();
    const QRectF side =
        x > 0 ? QRectF(0, 0, x, area.height()) : QRectF(area.width() + x, 0, -x, area.height());
    const QRectF edge =
        y > 0 ? QRectF(0, 0, area.width(), y) : QRectF(0, area.height() + y, area.width(), -y);
    FlowPainter flow(painter, scene, camera, ink);
    for (const QRectF& strip : {side, edge}) {
        if (strip.isEmpty())
            continue;
        painter.setClipRect(strip);
        painter.fillRect(strip, ink.colors().canvas);
        flow.drawAll(strip);
    }
    painter.end();
    m_base = next;
    m_picture = {};
    m_camera = camera;
    return true;
}

}  // namespace gatesight::ui
