#include "ui/graph/flow_export.h"

#include "simulator/topology/export.h"

#include <algorithm>
#include <cmath>

namespace gatesight::ui {

namespace {

constexpr double kMaxPixels = 64e6;
constexpr double kMaxSide = 32'000;  ///< what image formats and Qt's painter can address

}  // namespace

QImage flowImage(const FlowScene& scene, const FlowEmphases& emphases,
                 const std::vector<std::size_t>& allCounts, const FlowColors& colors,
                 const QFont& font, double scale) {
    if (scene.nodeCount() == 0)
        return {};
    const double margin = 2 * FlowCamera::kMargin;
    const QSizeF size(scene.bounds().width() + margin,
                      scene.bounds().height() + margin + FlowPainter::kHeadingHeight);
    scale = std::min({scale, std::sqrt(kMaxPixels / (size.width() * size.height())),
                      kMaxSide / std::max(size.width(), size.height())});
    const QSize pixels(std::max(1, static_cast<int>(size.width() * scale)),
                       std::max(1, static_cast<int>(size.height() * scale)));
    QImage image(pixels, QImage::Format_RGB32);
    image.fill(colors.canvas);
    image.setDevicePixelRatio(scale);

    FlowCamera camera;
    camera.setContent(scene.bounds());
    camera.setViewport(QRectF(QPointF(0, 0), size).adjusted(0, FlowPainter::kHeadingHeight, 0, 0));
    camera.fit();
    FlowInk ink;
    ink.use(colors, font, scale);
    QPainter painter(&image);
    FlowPainter flow(painter, scene, camera, ink);
    flow.drawAll(camera.viewport());
    if (!emphases.empty()) {
        painter.fillRect(camera.viewport(), flow.veil());
        flow.drawEmphasised(camera.viewport(), emphases);
    }
    flow.drawHeadings(QRectF(0, 0, size.width(), FlowPainter::kHeadingHeight), allCounts);
    return image;
}

QByteArray flowSvg(const simulator::Topology& topology, const simulator::Layout& layout,
                   const std::vector<std::string>& litKeys, bool dark, const std::string& title) {
    simulator::ExportOptions options;
    options.dark = dark;
    options.highlighted = litKeys;
    options.title = title;
    return QByteArray::fromStdString(simulator::toSvg(topology, layout, options));
}

}  // namespace gatesight::ui
