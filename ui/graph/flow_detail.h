// How much of a card is drawn, and how large: each by the pixels it has, not by the zoom alone. In
// the overview of thousands of routes the few Gateways keep readable cards.
#pragma once

#include "ui/graph/flow_camera.h"
#include "ui/graph/flow_scene.h"

namespace gatesight::ui {

enum class DetailLevel {
    Dot,   ///< a bar in the colour of its state
    Box,   ///< card with outline and badge of trouble, no text
    Text,  ///< card with title (and subtitle where two lines fit)
};

inline constexpr double kBoxPixels = 7;        ///< height from which outlines are drawn
inline constexpr double kTextPixels = 12;      ///< … from which a title is drawn
inline constexpr double kSubtitlePixels = 30;  ///< … from which a subtitle fits below it
inline constexpr double kChipPixels = 22;      ///< low cards grow up to this where there is room

[[nodiscard]] DetailLevel detailOf(double cardPixels);

/// Where a card is drawn: its place in the scene, grown in height into free space around it.
[[nodiscard]] QRectF cardOnScreen(const FlowScene& scene, const FlowCamera& camera,
                                  std::uint32_t node);
/// The card under a point of the screen, as drawn, or -1; of several the nearest one.
[[nodiscard]] int cardAt(const FlowScene& scene, const FlowCamera& camera, const QPointF& screen);
struct ShownCard {
    std::uint32_t node = 0;
    QRectF place;
};
/// Cards that touch an area of the screen, as drawn; by node.
[[nodiscard]] std::vector<ShownCard> cardsIn(const FlowScene& scene, const FlowCamera& camera,
                                             const QRectF& screen);

}  // namespace gatesight::ui
