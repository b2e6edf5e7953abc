// How the graph looks: one place for its colours, shapes and words, used by the widget, the legend
// and the exported image. Shape tells the kind, colour and badge together tell the state.
#pragma once

#include "ui/graph/flow_scene.h"
#include "ui/theme/palette.h"

#include <QColor>
#include <QPainterPath>
#include <QString>

#include <array>

class QPainter;

namespace gatesight::ui {

inline constexpr std::array kNodeStates{
    simulator::NodeState::GetsTraffic, simulator::NodeState::Idle, simulator::NodeState::Refused,
    simulator::NodeState::Missing, simulator::NodeState::Unknown};

/// The palette's colours by their meaning in the graph. All opaque: blended once, not per stroke.
struct FlowColors {
    bool dark = false;
    QColor canvas, card, cardBorder, text, mutedText;
    QColor edge, edgeFaint;  ///< traffic passes; traffic could pass
    QColor edgeFar;          ///< of thousands at once
    QColor lit;              ///< path of the request, selection
    QColor litHalo;
    QColor failure;  ///< where it stopped
    QColor success;  ///< where it was answered
    QColor heading;  ///< behind column headings
    std::array<QColor, kNodeStates.size()> state, stateTint;

    [[nodiscard]] const QColor& of(simulator::NodeState s) const {
        return state[static_cast<std::size_t>(s)];
    }
    [[nodiscard]] const QColor& tintOf(simulator::NodeState s) const {
        return stateTint[static_cast<std::size_t>(s)];
    }
    [[nodiscard]] QColor edgeOf(simulator::NodeState s) const;
    /// A card too small to be one: calm states are soft, because they fill the view.
    [[nodiscard]] QColor barOf(simulator::NodeState s) const;
    /// Soft background of a namespace; `hue` below kBandHueCount.
    [[nodiscard]] QColor bandOf(std::size_t hue) const;
    [[nodiscard]] QColor bandTextOf(std::size_t hue) const;
    /// The same tint as a small square beside a name.
    [[nodiscard]] QColor bandSwatchOf(std::size_t hue) const;
};

[[nodiscard]] FlowColors flowColors(const Palette& palette);

/// "gets traffic", "refused", … for legends, tooltips and accessible texts.
[[nodiscard]] QString stateWords(simulator::NodeState state);
/// Heading of a column: "Gateways".
[[nodiscard]] QString columnTitle(simulator::NodeRole role);

/// Outline of a card; every role has its own silhouette.
[[nodiscard]] QPainterPath cardOutline(simulator::NodeRole role, const QRectF& rect);
/// Sign of a kind, in a square of `size` pixels at the origin; stroked in `color`.
void drawKindGlyph(QPainter& painter, simulator::NodeRole role, double size, const QColor& color);
/// Badge of a state in a square of `size` pixels at the origin. `under` is what lies behind it.
void drawStateBadge(QPainter& painter, simulator::NodeState state, double size, const QColor& color,
                    const QColor& under);
/// Where a request ended: a diamond for failures, a disc for answers; centred on the origin.
void drawEndMark(QPainter& painter, bool succeeded, double radius, const QColor& color,
                 const QColor& under);

}  // namespace gatesight::ui
