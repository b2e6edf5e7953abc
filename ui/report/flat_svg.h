// Pictures as Qt's renderer of SVG understands them.
#pragma once

#include <QByteArray>

namespace gatesight::ui {

/// A picture inside of the picture becomes a group, and sizes in percent, which Qt takes for
/// pixels, become those of the picture that they stand in. Empty when `svg` is no XML.
[[nodiscard]] QByteArray flatSvg(const QByteArray& svg);

}  // namespace gatesight::ui
