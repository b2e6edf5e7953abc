// Where the user looks at the graph from: scene units to widget pixels and back.
//
// The two axes scale apart when zoomed out. The horizontal scale never falls below what fits all
// columns into the width (or 1): a graph of thousands of rows still spreads its few columns over
// the whole view, where one common scale would leave a thread of pixels. And rows stand a little
// wider apart than columns, because there is usually more height than rows: it makes room for text.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace gatesight::ui {

class FlowCamera {
public:
    static constexpr double kMaxZoom = 3.0;
    static constexpr double kRowStretch = 1.4;  ///< of rows against columns, below a scale of 1
    static constexpr double kMargin = 24;       ///< pixels kept free around a fitted graph

    /// Widget pixels that the graph may use (without the strip of headings).
    void setViewport(const QRectF& viewport);
    [[nodiscard]] const QRectF& viewport() const { return m_viewport; }
    /// Scene rectangle of everything there is; keeps the view where it was.
    void setContent(const QRectF& content);
    [[nodiscard]] const QRectF& content() const { return m_content; }

    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] double scaleX() const { return m_scale.width(); }
    [[nodiscard]] double scaleY() const { return m_scale.height(); }
    /// The least zoom offered: a little less than what fits everything.
    [[nodiscard]] double minZoom() const;

    [[nodiscard]] QPointF toScreen(const QPointF& scene) const {
        return {scene.x() * m_scale.width() + m_offset.x(),
                scene.y() * m_scale.height() + m_offset.y()};
    }
    [[nodiscard]] QRectF toScreen(const QRectF& scene) const;
    [[nodiscard]] QPointF toScene(const QPointF& screen) const;
    [[nodiscard]] QRectF toScene(const QRectF& screen) const;
    [[nodiscard]] QRectF visibleScene() const { return toScene(m_viewport); }

    /// Shows everything, enlarged at most to 1.
    void fit();
    /// True when the view is as fit() left it.
    [[nodiscard]] bool isFitted() const { return m_fitted; }
    /// The scene point under `screen` stays under it, as far as the bounds of panning allow.
    void zoomAt(const QPointF& screen, double factor);
    void pan(const QPointF& pixels);
    /// The least move (and, when it does not fit, zoom out) that brings `scene` into view.
    void reveal(const QRectF& scene);
    void centreOn(const QPointF& scene);

    /// Between two cameras over the same viewport and content, for a moving view; t from 0 to 1.
    [[nodiscard]] static FlowCamera between(const FlowCamera& from, const FlowCamera& to, double t);
    /// The same view of the same content.
    [[nodiscard]] bool operator==(const FlowCamera& other) const = default;

private:
    [[nodiscard]] double fittingZoom() const;
    [[nodiscard]] static double zoomForScaleY(double scale);
    void setZoom(double zoom);
    /// Puts a scene point into the middle of the viewport, as far as may be.
    void setCentre(const QPointF& scene);

    QRectF m_viewport, m_content;
    double m_zoom = 1;
    QPointF m_centre;  ///< scene point in the middle of the viewport
    bool m_fitted = false;
    // Follow from the above; kept because every point of every frame needs them.
    QSizeF m_scale{1, 1};
    QPointF m_offset;
};

}  // namespace gatesight::ui
