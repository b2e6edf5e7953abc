// The picture of a topology before it is looked at: rectangles, texts and curves in scene units,
// with the indexes that drawing and pointing need. No widget, no colour.
#pragma once

#include "simulator/topology/layout.h"
#include "simulator/topology/topology.h"
#include "ui/graph/flow_columns.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <QVarLengthArray>

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace gatesight::ui {

/// A cubic Bézier from the right side of one card to the left side of another.
struct FlowCurve {
    QPointF start, control1, control2, end;

    [[nodiscard]] QPointF at(double t) const;
    [[nodiscard]] QRectF bounds() const;
    /// Distance of `point` to the curve, in the units of the curve.
    [[nodiscard]] double distanceTo(const QPointF& point) const;
};

/// The line of an edge: one curve, or several where it passes columns between its ends. Never
/// empty.
using FlowWire = QVarLengthArray<FlowCurve, 3>;

[[nodiscard]] QRectF boundsOf(const FlowWire& wire);

inline constexpr std::size_t kBandHueCount = 10;

/// One column with nodes in it.
struct FlowColumn {
    simulator::NodeRole role{};
    double left = 0, right = 0;
    std::size_t count = 0;
};

/// Tint of each namespace, below kBandHueCount.
using BandHues = std::map<std::string, std::size_t, std::less<>>;

/// Copying is cheap apart from the positions: the rest is shared.
class FlowScene {
public:
    FlowScene();
    /// `layout` has one position for each node of `topology`.
    FlowScene(simulator::TopologyPtr topology, const simulator::Layout& layout,
              const FlowColumnWidths& widths = {});

    [[nodiscard]] const simulator::TopologyPtr& topology() const;
    [[nodiscard]] std::size_t nodeCount() const { return m_position.size(); }
    [[nodiscard]] std::size_t edgeCount() const;
    [[nodiscard]] const simulator::GraphNode& node(std::uint32_t index) const;
    [[nodiscard]] const simulator::GraphEdge& edge(std::uint32_t index) const;
    [[nodiscard]] const QString& title(std::uint32_t index) const;
    [[nodiscard]] const QString& subtitle(std::uint32_t index) const;
    /// What stands on an edge: "90 %" for shares, else hostnames or a port as given.
    [[nodiscard]] const QString& edgeLabel(std::uint32_t index) const;

    [[nodiscard]] double nodeHeight() const;
    [[nodiscard]] QRectF rect(std::uint32_t node) const;
    /// Height that a card may take without touching the next one of its column, in scene units.
    [[nodiscard]] double room(std::uint32_t node) const;
    [[nodiscard]] FlowWire wire(std::uint32_t edge) const;
    [[nodiscard]] QRectF bounds() const { return m_bounds; }
    [[nodiscard]] std::span<const FlowColumn> columns() const;
    [[nodiscard]] std::span<const simulator::NamespaceBand> bands() const;
    /// How many cards stand on each band, beside bands().
    [[nodiscard]] std::span<const std::size_t> bandCounts() const;
    [[nodiscard]] const BandHues& bandHues() const;
    [[nodiscard]] std::size_t bandHue(const simulator::NamespaceBand& band) const;

    /// Indexes of edges, in the order of their other end from top to bottom.
    [[nodiscard]] std::span<const std::uint32_t> outgoing(std::uint32_t node) const;
    [[nodiscard]] std::span<const std::uint32_t> incoming(std::uint32_t node) const;
    /// The edge from one node to another, or -1; of several, one that is no mirror.
    [[nodiscard]] int edgeBetween(std::uint32_t from, std::uint32_t to) const;

    /// Index of the node with this key, or -1.
    [[nodiscard]] int find(std::string_view key) const;
    /// The edge nearest to a scene point within `tolerance` (given apart for both axes), or -1.
    [[nodiscard]] int edgeAt(const QPointF& scene, const QSizeF& tolerance) const;
    /// Nodes whose cards touch a scene rectangle, by the grid; sorted.
    [[nodiscard]] std::vector<std::uint32_t> nodesIn(const QRectF& scene) const;
    /// The node that an arrow key leads to, or `node` itself.
    [[nodiscard]] std::uint32_t neighbour(std::uint32_t node, Qt::Key arrow) const;

    /// This scene with its nodes on the way from where `before` shows them; t from 0 to 1. Nodes
    /// that `before` lacks stand where they will be. Pointing still uses the final places.
    [[nodiscard]] FlowScene onTheWayFrom(const FlowScene& before, double t) const;

private:
    [[nodiscard]] double halfWidthAt(double x) const;

    struct Parts;
    std::shared_ptr<const Parts> m_parts;
    std::vector<QPointF> m_position;
    QRectF m_bounds;
};

/// "90 %", "33.3 %", "<0.1 %": a share for people; exact in the tooltip.
[[nodiscard]] QString shareText(std::int64_t numerator, std::int64_t denominator);

}  // namespace gatesight::ui
