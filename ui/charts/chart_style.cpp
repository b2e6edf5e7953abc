#include "ui/charts/chart_style.h"

#include <QAbstractAxis>
#include <QChart>
#include <QGraphicsLayout>
#include <QLegend>

#include <array>

namespace gatesight::ui {

namespace {

// Ordered so that neighbours differ in lightness as well as in hue.
constexpr std::array<QRgb, kSeriesColors> kLight{0xff3a66d1, 0xffd97706, 0xff0f8f7f, 0xff9a4fc4,
                                                 0xff7a8b12, 0xffcf3f86, 0xff2591b8, 0xff8a5a3c};
constexpr std::array<QRgb, kSeriesColors> kDark{0xff7c9df5, 0xfff0a44a, 0xff4cc5b3, 0xffc58aec,
                                                0xffb9c95a, 0xfff284b6, 0xff64c3e6, 0xffcf9f80};

}  // namespace

QColor seriesColor(std::size_t index, bool dark) {
    return QColor::fromRgb((dark ? kDark : kLight)[index % kSeriesColors]);
}

QColor othersColor(const Palette& palette) {
    return blend(palette.faintText, palette.panel, 0.6);
}

QColor statusColor(const QString& status, const Palette& palette) {
    if (status.startsWith(u'2') || status == QStringLiteral("OK"))
        return palette.good;
    if (status.startsWith(u'3'))
        return palette.info;
    if (status.startsWith(u'4'))
        return palette.warning;
    return palette.bad;
}

void styleChart(QChart& chart, const Palette& palette) {
    chart.setBackgroundVisible(false);
    chart.setBackgroundRoundness(0);
    chart.setDropShadowEnabled(false);
    chart.setMargins(QMargins(0, 0, 0, 0));
    chart.layout()->setContentsMargins(0, 0, 0, 0);
    chart.setPlotAreaBackgroundVisible(false);
    chart.legend()->hide();
    chart.setTitleBrush(palette.text);
    chart.setAnimationOptions(QChart::NoAnimation);
}

void styleAxis(QAbstractAxis& axis, const Palette& palette, const QFont& font, bool grid) {
    axis.setLabelsColor(palette.mutedText);
    axis.setLabelsFont(font);
    axis.setGridLineVisible(grid);
    axis.setGridLinePen(QPen(palette.border, 1));
    axis.setMinorGridLineVisible(false);
    axis.setLinePen(QPen(palette.borderStrong, 1));
    axis.setLineVisible(!grid);
    axis.setTitleVisible(false);
}

}  // namespace gatesight::ui
