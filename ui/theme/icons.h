// The icons of ui/icons: one colour, drawn at any size, following the theme.
#pragma once

#include "simulator/topology/topology.h"

#include <QIcon>
#include <QPixmap>

class QPainter;

namespace gatesight::ui {

/// What an icon is tinted with; read from the palette when it is painted, so icons follow the theme
/// by themselves.
enum class Tint { Text, Muted, Accent, OnAccent, Good, Warning, Bad, Info };

/// The icon of this file name without ".svg".
[[nodiscard]] QIcon icon(const QString& name, Tint tint = Tint::Muted);

/// The icon of a Kubernetes kind, or of "Listener", "Rule", "Internet".
[[nodiscard]] QIcon kindIcon(std::string_view kind, Tint tint = Tint::Muted);

/// Paints an icon of this file name into `rect`.
void paintIcon(QPainter& painter, const QString& name, const QRectF& rect, const QColor& color);

[[nodiscard]] QString kindIconName(std::string_view kind);

}  // namespace gatesight::ui
