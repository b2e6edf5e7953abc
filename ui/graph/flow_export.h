// The graph as a picture that leaves the program.
#pragma once

#include "ui/graph/flow_painter.h"

#include <QByteArray>
#include <QFont>
#include <QImage>

#include <string>
#include <vector>

namespace gatesight::ui {

/// The whole graph, with headings, at `scale` pixels for each scene unit. Larger pictures than
/// 64 million pixels are scaled down to that; an empty scene gives a null image.
[[nodiscard]] QImage flowImage(const FlowScene& scene, const FlowEmphases& emphases,
                               const std::vector<std::size_t>& allCounts, const FlowColors& colors,
                               const QFont& font, double scale);

/// The same as vectors: text stays text.
[[nodiscard]] QByteArray flowSvg(const simulator::Topology& topology,
                                 const simulator::Layout& layout,
                                 const std::vector<std::string>& litKeys, bool dark,
                                 const std::string& title);

}  // namespace gatesight::ui
