#include "ui/graph/flow_camera.h"

#include <algorithm>
#include <cmath>

namespace gatesight::ui {

namespace {

double within(double low, double value, double high) {
    return low > high ? (low + high) / 2 : std::clamp(value, low, high);
}

}  // namespace

void FlowCamera::setViewport(const QRectF& viewport) {
    m_viewport = viewport;
    if (m_fitted)
        fit();
    else
        setZoom(m_zoom);
    setCentre(m_centre);
}

void FlowCamera::setContent(const QRectF& content) {
    m_content = content;
    m_fitted = false;
    setZoom(m_zoom);
    setCentre(m_centre);
}

void FlowCamera::setZoom(double zoom) {
    m_zoom = zoom;
    const double free = std::max(1.0, m_viewport.width() - 2 * kMargin);
    const double spread = m_content.width() > 0 ? std::min(1.0, free / m_content.width()) : 1.0;
    m_scale = {std::max(zoom, spread), std::max(zoom, std::min(1.0, zoom * kRowStretch))};
}

/// The middle of the view never leaves the graph, so that it cannot be lost; and columns that are
/// held apart to fill the width do fill it.
void FlowCamera::setCentre(const QPointF& scene) {
    m_centre = scene;
    if (!m_content.isEmpty()) {
        m_centre = {std::clamp(scene.x(), m_content.left(), m_content.right()),
                    std::clamp(scene.y(), m_content.top(), m_content.bottom())};
        if (m_zoom < scaleX()) {
            const double spare =
                std::max(0.0, m_viewport.width() / scaleX() - m_content.width()) / 2;
            const double middle = m_content.center().x();
            m_centre.setX(std::clamp(m_centre.x(), middle - spare, middle + spare));
        }
    }
    m_offset = m_viewport.center() - QPointF(m_centre.x() * scaleX(), m_centre.y() * scaleY());
}

/// The zoom at which scaleY() is `scale`.
double FlowCamera::zoomForScaleY(double scale) {
    return scale >= 1 ? scale : scale / kRowStretch;
}

double FlowCamera::fittingZoom() const {
    if (m_content.isEmpty() || m_viewport.isEmpty())
        return 1;
    const double wide = std::max(1.0, m_viewport.width() - 2 * kMargin) / m_content.width();
    const double high = std::max(1.0, m_viewport.height() - 2 * kMargin) / m_content.height();
    return std::min({1.0, wide, zoomForScaleY(high)});
}

double FlowCamera::minZoom() const {
    return std::min(0.4, fittingZoom() * 0.8);
}

QRectF FlowCamera::toScreen(const QRectF& scene) const {
    return {toScreen(scene.topLeft()), QSizeF(scene.width() * scaleX(), scene.height() * scaleY())};
}

QPointF FlowCamera::toScene(const QPointF& screen) const {
    return {(screen.x() - m_offset.x()) / scaleX(), (screen.y() - m_offset.y()) / scaleY()};
}

QRectF FlowCamera::toScene(const QRectF& screen) const {
    return {toScene(screen.topLeft()), toScene(screen.bottomRight())};
}

void FlowCamera::fit() {
    setZoom(fittingZoom());
    setCentre(m_content.center());
    m_fitted = true;
}

void FlowCamera::zoomAt(const QPointF& screen, double factor) {
    const QPointF anchor = toScene(screen);
    setZoom(std::clamp(m_zoom * factor, minZoom(), kMaxZoom));
    m_fitted = false;
    const QPointF away = screen - m_viewport.center();
    setCentre(anchor - QPointF(away.x() / scaleX(), away.y() / scaleY()));
}

void FlowCamera::pan(const QPointF& pixels) {
    m_fitted = false;
    setCentre(m_centre - QPointF(pixels.x() / scaleX(), pixels.y() / scaleY()));
}

void FlowCamera::reveal(const QRectF& scene) {
    const double freeX = std::max(1.0, m_viewport.width() - 2 * kMargin);
    const double freeY = std::max(1.0, m_viewport.height() - 2 * kMargin);
    const QRectF now = visibleScene();
    const double marginX = kMargin / scaleX(), marginY = kMargin / scaleY();
    if (now.adjusted(marginX / 2, marginY / 2, -marginX / 2, -marginY / 2).contains(scene))
        return;
    m_fitted = false;
    const bool tooWide = scene.width() * scaleX() > freeX;
    const bool tooHigh = scene.height() * scaleY() > freeY;
    if (tooWide || tooHigh) {
        double zoom = m_zoom;
        if (tooHigh)
            zoom = std::max(minZoom(), zoomForScaleY(freeY / scene.height()));
        if (tooWide)
            zoom = std::clamp(freeX / scene.width(), std::min(minZoom(), zoom), zoom);
        setZoom(zoom);
        setCentre(scene.center());
    } else {
        setCentre({within(scene.right() + marginX - now.width() / 2, m_centre.x(),
                          scene.left() - marginX + now.width() / 2),
                   within(scene.bottom() + marginY - now.height() / 2, m_centre.y(),
                          scene.top() - marginY + now.height() / 2)});
    }
}

void FlowCamera::centreOn(const QPointF& scene) {
    m_fitted = false;
    setCentre(scene);
}

FlowCamera FlowCamera::between(const FlowCamera& from, const FlowCamera& to, double t) {
    if (t >= 1)
        return to;
    FlowCamera camera = to;
    camera.m_fitted = false;
    // Zoom moves evenly to the eye when it moves evenly in its logarithm.
    camera.setZoom(std::exp(std::lerp(std::log(from.m_zoom), std::log(to.m_zoom), t)));
    camera.setCentre(from.m_centre + (to.m_centre - from.m_centre) * t);
    return camera;
}

}  // namespace gatesight::ui
