#include "ui/charts/chart_legend.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr int kSwatch = 10, kSwatchGap = 5, kBetween = 14, kLongest = 190;

}  // namespace

ChartLegend::ChartLegend(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChartLegend::setEntries(std::vector<Entry> entries) {
    m_entries = std::move(entries);
    QStringList names;
    for (const Entry& entry : m_entries)
        names += entry.name;
    setAccessibleName(tr("Legend: %1").arg(names.join(QStringLiteral(", "))));
    updateGeometry();
    update();
}

std::vector<QRect> ChartLegend::places(int width) const {
    const QFontMetrics metrics(font());
    const int height = metrics.height() + 2;
    std::vector<QRect> result;
    int x = 0, y = 0;
    for (const Entry& entry : m_entries) {
        // One more: advances are rounded, and a name must not be cut for a part of a pixel.
        const int text = std::min(metrics.horizontalAdvance(entry.name) + 1, kLongest);
        const int needed = std::min(kSwatch + kSwatchGap + text, width);
        if (x > 0 && x + needed > width) {
            x = 0;
            y += height;
        }
        result.emplace_back(x, y, needed, height);
        x += needed + kBetween;
    }
    return result;
}

int ChartLegend::heightForWidth(int width) const {
    const auto all = places(width);
    return all.empty() ? 0 : all.back().bottom() + 1;
}

QSize ChartLegend::sizeHint() const {
    return {200, heightForWidth(std::max(200, width()))};
}

void ChartLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QFontMetrics metrics(font());
    const auto all = places(width());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const QRect& place = all[i];
        painter.fillRect(
            QRect(place.left(), place.center().y() - kSwatch / 2 + 1, kSwatch, kSwatch),
            m_entries[i].color);
        painter.drawText(
            place.adjusted(kSwatch + kSwatchGap, 0, 0, 0), Qt::AlignVCenter,
            metrics.elidedText(m_entries[i].name, Qt::ElideMiddle, place.width() - kSwatch - kSwatchGap));
    }
}

bool ChartLegend::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto all = places(width());
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].contains(help->pos())) {
            QToolTip::showText(help->globalPos(), m_entries[i].name, this);
            return true;
        }
    QToolTip::hideText();
    return true;
}

}  // namespace gatesight::ui
