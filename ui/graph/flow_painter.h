// Draws a FlowScene as a FlowCamera sees it. Knows no widget: the same code fills the cached layers
// of the view and exported images.
#pragma once

#include "ui/graph/flow_detail.h"
#include "ui/graph/flow_ink.h"
#include "ui/graph/flow_scene.h"

#include <QPainter>

namespace gatesight::ui {

/// How much an element stands out.
enum class FlowEmphasis : std::uint8_t {
    Dim,  ///< not part of what is looked at
    Normal,
    Strong,  ///< on the lit path, or next to the pointer
};

/// For each node and edge of a scene; empty: all Normal.
struct FlowEmphases {
    std::vector<FlowEmphasis> nodes, edges;
    [[nodiscard]] bool empty() const { return nodes.empty() && edges.empty(); }
};

class FlowPainter {
public:
    static constexpr double kHeadingHeight = 30;  ///< pixels of the strip of column headings

    /// Keeps references; all of them outlive the painter.
    FlowPainter(QPainter& painter, const FlowScene& scene, const FlowCamera& camera, FlowInk& ink);

    /// Bands, edges and nodes that touch the screen rectangle `clip`.
    void drawAll(const QRectF& clip);
    /// Only what is not dim, over what is there.
    void drawEmphasised(const QRectF& clip, const FlowEmphases& emphases);
    void drawNode(std::uint32_t node, FlowEmphasis emphasis = FlowEmphasis::Normal);
    void drawEdge(std::uint32_t edge, FlowEmphasis emphasis = FlowEmphasis::Normal);
    /// The share on an edge; on a Strong edge whatever else it is labelled with.
    void drawShare(std::uint32_t edge, FlowEmphasis emphasis = FlowEmphasis::Normal);
    /// A node that matters by itself: always a card that can be read, however small its row is.
    void drawCallOut(std::uint32_t node);
    /// Its row has room for its name.
    [[nodiscard]] bool isReadable(std::uint32_t node) const;
    /// A ring around a card: selection, focus of a step.
    void drawRing(std::uint32_t node, const QColor& color, double width, double gap);
    /// Column headings over `strip`; `shown` beside the counts when part of a column is hidden.
    void drawHeadings(const QRectF& strip, const std::vector<std::size_t>& allCounts);
    /// A word with a background beside `at`, where it hides no card if there is such a place inside
    /// of `within`. Long words are shortened in their middle. Returns its place.
    QRectF drawTag(const QPointF& at, const QString& words, const QColor& ink, const QColor& under,
                   const QRectF& within);

    /// What lies over everything before drawEmphasised.
    [[nodiscard]] QColor veil() const;
    [[nodiscard]] FlowWire screenWire(std::uint32_t edge) const;

private:
    void drawBands(const QRectF& clip);
    void drawBandNames(const QRectF& clip);
    void drawBandCount(const QRectF& band, const QString& name, std::size_t count,
                       const QFont& font);
    void drawDots(const std::vector<ShownCard>& cards, const FlowEmphases* emphases);
    void drawFarEdges(const std::vector<std::uint32_t>& edges, const FlowEmphases* emphases);
    void drawCardText(std::uint32_t node, const QRectF& area);
    [[nodiscard]] QPen edgePen(std::uint32_t edge, FlowEmphasis emphasis) const;
    [[nodiscard]] std::vector<std::uint32_t> edgesIn(const QRectF& clip) const;
    /// The card on whole pixels, so that its straight sides are crisp.
    [[nodiscard]] QRectF cardRect(std::uint32_t node) const;
    [[nodiscard]] bool isDot(std::uint32_t node) const;
    [[nodiscard]] QPainterPath outlineOf(std::uint32_t node, const QRectF& card) const;
    void drawCards(const std::vector<ShownCard>& cards, const FlowEmphases* emphases);
    void drawCard(std::uint32_t node, FlowEmphasis emphasis);
    void drawCardAt(const QRectF& card, std::uint32_t node, FlowEmphasis emphasis);
    [[nodiscard]] QRectF callOutRect(std::uint32_t node) const;
    void drawAccent(std::uint32_t node, const QRectF& card, const QPainterPath& outline,
                    double width);

    QPainter& m_painter;
    const FlowScene& m_scene;
    const FlowCamera& m_camera;
    FlowInk& m_ink;
    const FlowColors& m_colors;
};

}  // namespace gatesight::ui
