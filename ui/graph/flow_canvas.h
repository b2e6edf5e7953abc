// The graph as a widget: draws a FlowScene, lets the user look around in it and point at things.
// Knows no Session; FlowView joins the two.
#pragma once

#include "ui/graph/flow_emphasis.h"
#include "ui/graph/flow_layers.h"
#include "ui/graph/lit_path.h"
#include "ui/graph/traffic_motion.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QWidget>

#include <chrono>
#include <optional>

namespace gatesight::ui {

class FlowCanvas : public QWidget {
    Q_OBJECT

public:
    explicit FlowCanvas(QWidget* parent = nullptr);

    // --- What is drawn
    void setColors(const FlowColors& colors);
    /// Nodes that were there before move to their new places; the view stays where it is, or fits
    /// when it did, or when nothing was shown before.
    void setScene(FlowScene scene);
    [[nodiscard]] const FlowScene& scene() const { return m_scene; }
    /// Counts of all nodes by role, hidden ones too, for the headings.
    void setAllCounts(std::vector<std::size_t> counts);
    void setReduceMotion(bool reduce);
    /// Said in the middle while there are no nodes.
    void setEmptyText(const QString& title, const QString& advice);

    // --- What stands out
    void setSelectedKey(const std::string& key);
    /// The node that the current step of the trace speaks of.
    void setStepKey(const std::string& key);
    /// Path of the answered request; a dot travels along it. Null decision: none.
    void setLitPath(std::span<const std::string> keys,
                    std::shared_ptr<const simulator::Decision> decision);
    [[nodiscard]] const LitPath& litPath() const { return m_attention.lit; }
    /// Beside the nodes of the scene; empty: no search.
    void setMatches(std::vector<bool> matches);
    /// Dims all but the paths through a node; a key that is not there: nothing is dimmed.
    void focusPathThrough(const std::string& key);
    [[nodiscard]] const std::string& focusedKey() const { return m_focusedKey; }
    [[nodiscard]] const FlowEmphases& emphases() const { return m_emphases; }

    // --- Traffic
    void setTraffic(TrafficPlanPtr plan);
    /// Moves the dots to a moment of simulated time; a request is on its way for `travelSeconds`.
    void setTrafficTime(double seconds, double travelSeconds);
    /// For how many requests one dot stands now.
    [[nodiscard]] std::uint32_t requestsPerDot() const { return m_dots.requestsEach; }
    [[nodiscard]] const MovingDots& movingDots() const { return m_dots; }

    // --- Looking around
    [[nodiscard]] const FlowCamera& camera() const { return m_camera; }
    void fit();
    /// Looks from where another canvas does, at what that one holds for all there is.
    void lookAs(const FlowCamera& other);
    /// Around the middle of the view, or around `at` in widget pixels.
    void zoomBy(double factor, std::optional<QPointF> at = std::nullopt);
    void panBy(const QPointF& pixels);
    void reveal(const std::string& key);

    /// Index of the node under a place in the widget, or -1.
    [[nodiscard]] int nodeAt(const QPointF& widget) const;
    /// Lets time pass for everything that moves by itself. Called by a timer; tests call it too.
    void advance(std::chrono::milliseconds by);
    [[nodiscard]] bool isMoving() const;
    /// 0 to 1 along the lit path.
    [[nodiscard]] double dotProgress() const { return m_journeyClock.progress(); }

    QSize sizeHint() const override { return {900, 520}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

Q_SIGNALS:
    void nodeClicked(const std::string& key);
    void backgroundClicked();
    void focusedPathChanged();
    void cameraChanged();
    void menuRequested(const std::string& key, const QPoint& globalPosition);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    /// Over the cards, beneath what is pointed at, chosen, or on its way; clipped to the graph.
    virtual void paintOverCards(QPainter& /*painter*/) {}

private:
    void placeCamera();
    void moveCameraTo(const FlowCamera& target);
    void cameraMoved();
    void applyLitPath(bool travel);
    void revealLitPath();
    void updateEmphases();
    void setHovered(int node, int edge);
    void startMoving();
    bool arrowKey(Qt::Key key);
    [[nodiscard]] const FlowScene& shownScene() const { return m_moving ? *m_moving : m_scene; }
    void drawEmptyText(QPainter& painter);
    void drawHover(FlowPainter& flow);
    void drawMarks(FlowPainter& flow);
    void drawJourney(QPainter& painter, FlowPainter& flow);
    void drawTraffic(QPainter& painter);
    [[nodiscard]] QString toolTipAt(const QPointF& widget) const;
    void describe();

    FlowScene m_scene;
    FlowCamera m_camera;
    FlowInk m_ink;
    FlowLayers m_layers;
    FlowColors m_colors;
    std::vector<std::size_t> m_allCounts;
    QString m_emptyTitle, m_emptyAdvice;

    FlowAttention m_attention;
    FlowEmphases m_emphases;
    std::string m_selectedKey, m_stepKey, m_focusedKey;
    std::vector<std::string> m_litKeys;
    std::shared_ptr<const simulator::Decision> m_decision;
    int m_hoveredNode = -1, m_hoveredEdge = -1;

    FlowJourney m_journey;
    JourneyClock m_journeyClock;
    TrafficMotion m_traffic;
    TrafficPlanPtr m_trafficPlan;
    double m_trafficSeconds = 0, m_travelSeconds = 0;
    MovingDots m_dots;

    bool m_reduceMotion = false;
    QBasicTimer m_timer;
    QElapsedTimer m_sinceFrame;
    struct CameraMove {
        FlowCamera from, to;
        std::chrono::milliseconds elapsed{};
    };
    std::optional<CameraMove> m_cameraMove;
    std::optional<FlowScene> m_before, m_moving;  ///< while nodes go to new places
    std::chrono::milliseconds m_sinceScene{};

    std::optional<QPointF> m_pressed;
    bool m_dragging = false;
};

/// One card or edge for people, as rich text: what it is, its state and why.
[[nodiscard]] QString nodeToolTip(const simulator::GraphNode& node);
[[nodiscard]] QString edgeToolTip(const FlowScene& scene, std::uint32_t edge);

}  // namespace gatesight::ui
