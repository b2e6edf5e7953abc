#include "ui/graph/flow_scene.h"

#include "ui/graph/node_grid.h"

#include <QMarginsF>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace gatesight::ui {

using simulator::GraphEdge;
using simulator::GraphNode;
using simulator::NodeRole;

/// Edge indexes grouped by one of their ends.
struct FlowAdjacency {
    std::vector<std::uint32_t> first, edges;

    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t node) const {
        return std::span(edges).subspan(first[node], first[node + 1] - first[node]);
    }
};

namespace {

constexpr std::size_t kRoles = static_cast<std::size_t>(NodeRole::Exit) + 1;
constexpr double kPortGap = 7;  ///< scene units between the ends of two edges on one card

using End = std::uint32_t GraphEdge::*;

FlowAdjacency groupBy(End end, End other, std::size_t nodes, std::span<const GraphEdge> edges,
                      const std::vector<QPointF>& position) {
    FlowAdjacency result;
    result.first.assign(nodes + 1, 0);
    for (const GraphEdge& edge : edges)
        ++result.first[edge.*end + 1];
    std::partial_sum(result.first.begin(), result.first.end(), result.first.begin());
    result.edges.resize(edges.size());
    std::vector<std::uint32_t> next(result.first.begin(), result.first.end() - 1);
    for (std::uint32_t index = 0; index < edges.size(); ++index)
        result.edges[next[edges[index].*end]++] = index;
    for (std::size_t node = 0; node < nodes; ++node)
        std::stable_sort(result.edges.begin() + result.first[node],
                         result.edges.begin() + result.first[node + 1],
                         [&](std::uint32_t a, std::uint32_t b) {
                             return position[edges[a].*other].y() < position[edges[b].*other].y();
                         });
    return result;
}

/// Vertical distance of each edge's end from the middle of its card, so that neighbours part early.
std::vector<float> spreadEnds(const FlowAdjacency& adjacency, std::size_t nodes,
                              double nodeHeight) {
    std::vector<float> offset(adjacency.edges.size(), 0);
    for (std::uint32_t node = 0; node < nodes; ++node) {
        const auto edges = adjacency.of(node);
        if (edges.size() < 2)
            continue;
        const double gaps = static_cast<double>(edges.size() - 1);
        const double step = std::min(kPortGap, nodeHeight * 0.6 / gaps);
        for (std::size_t i = 0; i < edges.size(); ++i)
            offset[edges[i]] = static_cast<float>((static_cast<double>(i) - gaps / 2) * step);
    }
    return offset;
}

std::vector<FlowColumn> columnsOf(const simulator::Topology& topology,
                                  const std::vector<QPointF>& position,
                                  const std::array<double, kRoles>& widths) {
    std::vector<FlowColumn> byRole(kRoles);
    for (std::uint32_t index = 0; const GraphNode& node : topology.nodes()) {
        FlowColumn& column = byRole[static_cast<std::size_t>(node.role)];
        const double nodeWidth = widths[static_cast<std::size_t>(node.role)];
        const double left = position[index++].x();
        column.left = column.count == 0 ? left : std::min(column.left, left);
        column.right =
            column.count == 0 ? left + nodeWidth : std::max(column.right, left + nodeWidth);
        column.role = node.role;
        ++column.count;
    }
    std::erase_if(byRole, [](const FlowColumn& column) { return column.count == 0; });
    return byRole;
}

/// Distance of each node's middle to the nearest other one in its column.
std::vector<float> roomOf(const simulator::Topology& topology,
                          const std::vector<QPointF>& position) {
    std::vector<std::uint32_t> order(position.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::uint32_t node) {
        return std::pair(topology.nodes()[node].role, position[node].y());
    });
    std::vector<float> room(position.size(), std::numeric_limits<float>::max());
    for (std::size_t i = 1; i < order.size(); ++i) {
        const std::uint32_t above = order[i - 1], below = order[i];
        if (topology.nodes()[above].role != topology.nodes()[below].role)
            continue;
        const auto gap = static_cast<float>(position[below].y() - position[above].y());
        room[above] = std::min(room[above], gap);
        room[below] = std::min(room[below], gap);
    }
    return room;
}

/// Leaves and arrives level.
FlowCurve levelCurve(const QPointF& start, const QPointF& end) {
    const double gap = end.x() - start.x();
    // Edges that go back (a Service that is a route's parent) leave in a loop around their cards.
    const double reach = gap > 0 ? gap * 0.5 : std::max(90.0, -gap * 0.35);
    return {start, start + QPointF(reach, 0), end - QPointF(reach, 0), end};
}

/// FNV-1a: the same tint on every machine and in every run.
std::size_t hueWish(std::string_view name) {
    std::uint32_t hash = 2166136261u;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return (hash ^ (hash >> 15)) % kBandHueCount;
}

/// Bands come by column, then from top to bottom, so the band of a card is found by halving.
std::vector<std::size_t> countOnBands(const simulator::Topology& topology,
                                      const std::vector<QPointF>& position,
                                      std::span<const simulator::NamespaceBand> bands) {
    std::vector<std::size_t> counts(bands.size(), 0);
    for (std::size_t i = 0; i < position.size(); ++i) {
        const GraphNode& node = topology.nodes()[i];
        const auto behind = std::ranges::upper_bound(
            bands, std::pair(node.role, position[i].y()), {},
            [](const simulator::NamespaceBand& band) { return std::pair(band.role, band.y); });
        if (behind == bands.begin())
            continue;
        const simulator::NamespaceBand& band = *std::prev(behind);
        if (band.role == node.role && band.namespace_ == node.namespace_)
            ++counts[static_cast<std::size_t>(&band - bands.data())];
    }
    return counts;
}

/// Each name gets the tint it wishes, or the next free one; with more names than tints they repeat.
BandHues huesOf(std::span<const simulator::NamespaceBand> bands) {
    BandHues hues;
    for (const simulator::NamespaceBand& band : bands)
        hues.emplace(band.namespace_, 0);
    std::array<std::size_t, kBandHueCount> users{};
    std::size_t round = 0;
    for (auto& [name, hue] : hues) {
        hue = hueWish(name);
        while (users[hue] > round)
            hue = (hue + 1) % kBandHueCount;
        ++users[hue];
        round = *std::ranges::min_element(users);
    }
    return hues;
}

QString labelOf(const GraphEdge& edge) {
    if (edge.denominator > 0)
        return shareText(edge.numerator, edge.denominator);
    return QString::fromStdString(edge.label);
}

}  // namespace

QString shareText(std::int64_t numerator, std::int64_t denominator) {
    if (denominator <= 0)
        return {};
    const double percent =
        100.0 * static_cast<double>(numerator) / static_cast<double>(denominator);
    const QString unit = QStringLiteral(" %");
    if (percent > 0 && percent < 0.1)
        return QStringLiteral("<0.1") + unit;
    const bool whole = std::abs(percent - std::round(percent)) < 0.05;
    // 99.96 % must not read as all of it.
    if (whole && numerator != denominator && percent > 99.9)
        return QStringLiteral(">99.9") + unit;
    return QString::number(percent, 'f', whole ? 0 : 1) + unit;
}

QPointF FlowCurve::at(double t) const {
    const double u = 1 - t;
    return u * u * u * start + 3 * u * u * t * control1 + 3 * u * t * t * control2 +
           t * t * t * end;
}

QRectF FlowCurve::bounds() const {
    const auto [left, right] = std::minmax({start.x(), control1.x(), control2.x(), end.x()});
    const auto [top, bottom] = std::minmax({start.y(), control1.y(), control2.y(), end.y()});
    return {QPointF(left, top), QPointF(right, bottom)};
}

QRectF boundsOf(const FlowWire& wire) {
    QRectF bounds = wire.front().bounds();
    for (const FlowCurve& curve : wire) {
        // United by hand: QRectF::united drops level lines, which are empty rectangles.
        const QRectF piece = curve.bounds();
        bounds = QRectF(
            QPointF(std::min(bounds.left(), piece.left()), std::min(bounds.top(), piece.top())),
            QPointF(std::max(bounds.right(), piece.right()),
                    std::max(bounds.bottom(), piece.bottom())));
    }
    return bounds;
}

double FlowCurve::distanceTo(const QPointF& point) const {
    constexpr int kPieces = 24;
    double best = std::numeric_limits<double>::max();
    QPointF from = start;
    for (int i = 1; i <= kPieces; ++i) {
        const QPointF to = at(static_cast<double>(i) / kPieces);
        const QPointF along = to - from;
        const double length = QPointF::dotProduct(along, along);
        const double t =
            length > 0 ? std::clamp(QPointF::dotProduct(point - from, along) / length, 0.0, 1.0)
                       : 0;
        const QPointF gap = point - (from + along * t);
        best = std::min(best, std::hypot(gap.x(), gap.y()));
        from = to;
    }
    return best;
}

struct FlowScene::Parts {
    simulator::TopologyPtr topology = std::make_shared<const simulator::Topology>();
    double nodeHeight = 1;
    std::array<double, kRoles> widths{};  ///< of cards, by role
    std::vector<float> room;
    std::vector<QString> title, subtitle, edgeLabel;
    std::vector<FlowColumn> columns;
    std::vector<simulator::NamespaceBand> bands;
    std::vector<std::size_t> bandCounts;
    BandHues bandHues;
    std::vector<std::vector<simulator::Point>> bends;
    FlowAdjacency outgoing{{0}, {}}, incoming{{0}, {}};
    std::vector<float> startOffset, endOffset;  ///< beside edges
    NodeGrid grid;
};

FlowScene::FlowScene() : m_parts(std::make_shared<const Parts>()) {}

FlowScene::FlowScene(simulator::TopologyPtr topology, const simulator::Layout& layout,
                     const FlowColumnWidths& widths) {
    auto parts = std::make_shared<Parts>();
    const auto nodes = topology->nodes();
    const auto edges = topology->edges();
    parts->nodeHeight = std::max(1.0, layout.nodeHeight);
    for (std::size_t role = 0; role < kRoles; ++role)
        parts->widths[role] = std::max(1.0, role < widths.size() ? widths[role] : layout.nodeWidth);
    m_position.reserve(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto [x, y] = i < layout.position.size() ? layout.position[i] : simulator::Point{};
        m_position.emplace_back(x, y);
        const QSizeF size(parts->widths[static_cast<std::size_t>(nodes[i].role)],
                          parts->nodeHeight);
        const QRectF card(m_position[i], size);
        m_bounds = i == 0 ? card : m_bounds.united(card);
    }
    for (const simulator::NamespaceBand& band : layout.bands)
        m_bounds = m_bounds.united(QRectF(band.x, band.y, band.width, band.height));
    for (const GraphNode& node : nodes) {
        parts->title.push_back(QString::fromStdString(node.title));
        parts->subtitle.push_back(QString::fromStdString(node.subtitle));
    }
    for (const GraphEdge& edge : edges)
        parts->edgeLabel.push_back(labelOf(edge));
    parts->columns = columnsOf(*topology, m_position, parts->widths);
    parts->bands = layout.bands;
    parts->bandCounts = countOnBands(*topology, m_position, layout.bands);
    parts->bandHues = huesOf(layout.bands);
    parts->bends = layout.bends;
    parts->outgoing = groupBy(&GraphEdge::from, &GraphEdge::to, nodes.size(), edges, m_position);
    parts->incoming = groupBy(&GraphEdge::to, &GraphEdge::from, nodes.size(), edges, m_position);
    parts->startOffset = spreadEnds(parts->outgoing, nodes.size(), parts->nodeHeight);
    parts->endOffset = spreadEnds(parts->incoming, nodes.size(), parts->nodeHeight);
    parts->room = roomOf(*topology, m_position);
    parts->grid = NodeGrid(m_position, QSizeF(std::ranges::max(parts->widths), parts->nodeHeight));
    parts->topology = std::move(topology);
    m_parts = std::move(parts);
}

const simulator::TopologyPtr& FlowScene::topology() const {
    return m_parts->topology;
}
std::size_t FlowScene::edgeCount() const {
    return m_parts->edgeLabel.size();
}
const GraphNode& FlowScene::node(std::uint32_t index) const {
    return m_parts->topology->nodes()[index];
}
const GraphEdge& FlowScene::edge(std::uint32_t index) const {
    return m_parts->topology->edges()[index];
}
const QString& FlowScene::title(std::uint32_t index) const {
    return m_parts->title[index];
}
const QString& FlowScene::subtitle(std::uint32_t index) const {
    return m_parts->subtitle[index];
}
const QString& FlowScene::edgeLabel(std::uint32_t index) const {
    return m_parts->edgeLabel[index];
}
double FlowScene::nodeHeight() const {
    return m_parts->nodeHeight;
}
QRectF FlowScene::rect(std::uint32_t node) const {
    const auto role = static_cast<std::size_t>(this->node(node).role);
    return {m_position[node], QSizeF(m_parts->widths[role], m_parts->nodeHeight)};
}
double FlowScene::room(std::uint32_t node) const {
    return static_cast<double>(m_parts->room[node]);
}
std::span<const FlowColumn> FlowScene::columns() const {
    return m_parts->columns;
}
std::span<const simulator::NamespaceBand> FlowScene::bands() const {
    return m_parts->bands;
}
std::span<const std::size_t> FlowScene::bandCounts() const {
    return m_parts->bandCounts;
}
const BandHues& FlowScene::bandHues() const {
    return m_parts->bandHues;
}
std::size_t FlowScene::bandHue(const simulator::NamespaceBand& band) const {
    const auto found = m_parts->bandHues.find(band.namespace_);
    return found == m_parts->bandHues.end() ? 0 : found->second;
}
std::span<const std::uint32_t> FlowScene::outgoing(std::uint32_t node) const {
    return m_parts->outgoing.of(node);
}
std::span<const std::uint32_t> FlowScene::incoming(std::uint32_t node) const {
    return m_parts->incoming.of(node);
}

/// Half of the width of the column around `x`; where there is none, of the first role's cards.
double FlowScene::halfWidthAt(double x) const {
    for (const FlowColumn& column : m_parts->columns)
        if (column.left <= x && x <= column.right)
            return (column.right - column.left) / 2;
    return m_parts->widths.front() / 2;
}

FlowWire FlowScene::wire(std::uint32_t edge) const {
    const GraphEdge& ends = this->edge(edge);
    const QRectF from = rect(ends.from), to = rect(ends.to);
    const QPointF end(to.left(), to.center().y() + m_parts->endOffset[edge]);
    QPointF start(from.right(), from.center().y() + m_parts->startOffset[edge]);
    FlowWire wire;
    if (edge < m_parts->bends.size()) {
        // A long edge is level while it passes a column, between the cards.
        for (const auto& [x, y] : m_parts->bends[edge]) {
            const QPointF bend(x, y);
            const QPointF half(halfWidthAt(x), 0);
            wire.push_back(levelCurve(start, bend - half));
            wire.push_back(levelCurve(bend - half, bend + half));
            start = bend + half;
        }
    }
    wire.push_back(levelCurve(start, end));
    return wire;
}

int FlowScene::edgeBetween(std::uint32_t from, std::uint32_t to) const {
    int found = -1;
    for (const std::uint32_t index : outgoing(from)) {
        if (edge(index).to != to)
            continue;
        if (!edge(index).mirror)
            return static_cast<int>(index);
        found = static_cast<int>(index);
    }
    return found;
}

int FlowScene::find(std::string_view key) const {
    return m_parts->topology->find(key);
}

int FlowScene::edgeAt(const QPointF& scene, const QSizeF& tolerance) const {
    // Measured in tolerances, because the axes may be scaled apart.
    const auto scaled = [&](const QPointF& point) {
        return QPointF(point.x() / tolerance.width(), point.y() / tolerance.height());
    };
    const QMarginsF reach(tolerance.width(), tolerance.height(), tolerance.width(),
                          tolerance.height());
    int nearest = -1;
    double best = 1;
    for (std::uint32_t index = 0; index < edgeCount(); ++index)
        for (const FlowCurve& curve : wire(index)) {
            if (!curve.bounds().marginsAdded(reach).contains(scene))
                continue;
            const FlowCurve even{scaled(curve.start), scaled(curve.control1),
                                 scaled(curve.control2), scaled(curve.end)};
            const double distance = even.distanceTo(scaled(scene));
            if (distance < best) {
                best = distance;
                nearest = static_cast<int>(index);
            }
        }
    return nearest;
}

std::vector<std::uint32_t> FlowScene::nodesIn(const QRectF& scene) const {
    std::vector<std::uint32_t> result = m_parts->grid.near(scene);
    std::erase_if(result, [&](std::uint32_t node) { return !rect(node).intersects(scene); });
    std::sort(result.begin(), result.end());
    return result;
}

std::uint32_t FlowScene::neighbour(std::uint32_t node, Qt::Key arrow) const {
    const QPointF here = m_position[node];
    if (arrow == Qt::Key_Left || arrow == Qt::Key_Right) {
        const bool forward = arrow == Qt::Key_Right;
        std::uint32_t best = node;
        for (const std::uint32_t index : forward ? outgoing(node) : incoming(node)) {
            const std::uint32_t other = forward ? edge(index).to : edge(index).from;
            if (best == node || std::abs(m_position[other].y() - here.y()) <
                                    std::abs(m_position[best].y() - here.y()))
                best = other;
        }
        return best;
    }
    std::uint32_t best = node;
    for (std::uint32_t other = 0; other < m_position.size(); ++other) {
        if (this->node(other).role != this->node(node).role || other == node)
            continue;
        const double away = (m_position[other].y() - here.y()) * (arrow == Qt::Key_Down ? 1 : -1);
        if (away > 0 && (best == node || away < std::abs(m_position[best].y() - here.y())))
            best = other;
    }
    return best;
}

FlowScene FlowScene::onTheWayFrom(const FlowScene& before, double t) const {
    FlowScene moving = *this;
    for (std::uint32_t index = 0; index < nodeCount(); ++index)
        if (const int old = before.find(node(index).key); old >= 0) {
            const QPointF from = before.m_position[static_cast<std::size_t>(old)];
            moving.m_position[index] = from + (m_position[index] - from) * t;
        }
    return moving;
}

}  // namespace gatesight::ui
