#include "ui/graph/flow_detail.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gatesight::ui {

namespace {

constexpr double kGapShare = 0.86;  ///< of the distance between rows that a grown card may fill

}  // namespace

DetailLevel detailOf(double cardPixels) {
    if (cardPixels < kBoxPixels)
        return DetailLevel::Dot;
    return cardPixels < kTextPixels ? DetailLevel::Box : DetailLevel::Text;
}

QRectF cardOnScreen(const FlowScene& scene, const FlowCamera& camera, std::uint32_t node) {
    QRectF card = camera.toScreen(scene.rect(node));
    if (card.height() >= kChipPixels)
        return card;
    const double room = scene.room(node) * camera.scaleY() * kGapShare;
    const double grown = std::max(card.height(), std::min(room, kChipPixels));
    const double middle = card.center().y();
    card.setTop(middle - grown / 2);
    card.setHeight(grown);
    return card;
}

int cardAt(const FlowScene& scene, const FlowCamera& camera, const QPointF& screen) {
    int nearest = -1;
    double best = std::numeric_limits<double>::max();
    // Bars are thinner than a pointer is steady.
    const QRectF reach(screen - QPointF(0.5, 1.5), QSizeF(1, 3));
    for (const ShownCard& card : cardsIn(scene, camera, reach)) {
        const double distance = std::abs(card.place.center().y() - screen.y());
        if (distance < best) {
            best = distance;
            nearest = static_cast<int>(card.node);
        }
    }
    return nearest;
}

std::vector<ShownCard> cardsIn(const FlowScene& scene, const FlowCamera& camera,
                               const QRectF& screen) {
    const double grown = kChipPixels / 2;
    std::vector<ShownCard> cards;
    for (const std::uint32_t node :
         scene.nodesIn(camera.toScene(screen.adjusted(0, -grown, 0, grown))))
        if (const QRectF place = cardOnScreen(scene, camera, node); place.intersects(screen))
            cards.push_back({node, place});
    return cards;
}

}  // namespace gatesight::ui
