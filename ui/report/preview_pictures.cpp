#include "ui/report/preview_pictures.h"

#include "simulator/topology/export.h"
#include "ui/report/flat_svg.h"

#include <QPainter>
#include <QPainterPath>
#include <QSvgRenderer>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr double kMostPictureHeight = 6'000;  ///< pixels; larger graphs are scaled down to it

}  // namespace

QColor toneColor(simulator::TextTone tone, const Palette& colors) {
    switch (tone) {
        case simulator::TextTone::Good:
            return colors.good;
        case simulator::TextTone::Caution:
            return colors.warning;
        case simulator::TextTone::Bad:
            return colors.bad;
        case simulator::TextTone::Info:
            return colors.info;
        case simulator::TextTone::Muted:
            return colors.mutedText;
        case simulator::TextTone::Plain:
        case simulator::TextTone::Strong:
        case simulator::TextTone::Code:
            break;
    }
    return colors.text;
}

QImage barImage(const simulator::BarChart::Bar& bar, std::int64_t full, const QSize& size,
                const PreviewLook& look) {
    QImage image((QSizeF(size) * look.scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(look.scale);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath rounded;
    rounded.addRoundedRect(QRectF(QPointF(), QSizeF(size)), 4, 4);
    painter.setClipPath(rounded);
    painter.fillRect(QRectF(QPointF(), QSizeF(size)), look.colors.hover);
    double x = 0;
    for (const simulator::BarChart::Part& part : bar.parts) {
        const double width = full == 0 ? 0
                                       : size.width() * static_cast<double>(part.value) /
                                             static_cast<double>(full);
        const bool plain = part.tone == simulator::TextTone::Plain;
        const QColor color = plain ? look.colors.faintText : toneColor(part.tone, look.colors);
        if (width > 0)
            painter.fillRect(QRectF(x, 0, std::max(width - 1.5, 1.0), size.height()), color);
        x += width;
    }
    return image;
}

QImage graphImage(const simulator::GraphPicture& picture, const PreviewLook& look, QSize& shown) {
    simulator::ExportOptions options;
    options.dark = look.colors.dark;
    QSvgRenderer renderer(flatSvg(
        QByteArray::fromStdString(toSvg(*picture.topology, *picture.layout, options))));
    const QSizeF natural = renderer.defaultSize();
    if (!renderer.isValid() || natural.isEmpty())
        return {};
    const double scale = std::min(
        {1.0, look.width / natural.width(), kMostPictureHeight / natural.height()});
    shown = (natural * scale).toSize();
    QImage image((QSizeF(shown) * look.scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(look.colors.canvas);
    QPainter painter(&image);
    renderer.render(&painter, QRectF(QPointF(), QSizeF(image.size())));
    return image;
}

}  // namespace gatesight::ui
