// What is known about traffic to something, as a shape and a word; colour only repeats it.
#pragma once

#include "simulator/topology/topology.h"
#include "ui/theme/palette.h"

#include <QString>

class QPainter;
class QRectF;

namespace gatesight::ui {

/// Disc: gets traffic. Ring: idle. Cross: refused. Dashed ring: missing. Question mark: unknown.
void paintState(QPainter& painter, const QRectF& rect, simulator::NodeState state,
                const Palette& colors);

[[nodiscard]] QColor colorOf(simulator::NodeState state, const Palette& colors);

/// "gets traffic", "accepted, but gets none", …
[[nodiscard]] QString words(simulator::NodeState state);

}  // namespace gatesight::ui
