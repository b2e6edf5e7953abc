#include "ui/charts/time_chart.h"

#include "ui/charts/chart_style.h"

#include <QAreaSeries>
#include <QChart>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace gatesight::ui {

TimeChart::TimeChart(QWidget* parent)
    : QChartView(new QChart, parent), m_palette(&ui::palette(false)) {
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    setStyleSheet(QStringLiteral("background: transparent"));
    m_time = new QValueAxis(this);
    m_rate = new QValueAxis(this);
    m_time->setLabelFormat(QStringLiteral("%g s"));
    m_rate->setLabelFormat(QStringLiteral("%g"));
    m_time->setTickCount(5);
    m_rate->setTickCount(4);
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_rate, Qt::AlignLeft);
    setMinimumHeight(112);
    setAccessibleName(tr("Requests each second by backend"));
    restyle();
}

void TimeChart::setRows(std::vector<ChartRow> rows, std::vector<QColor> colors,
                        double bucketSeconds, double seconds) {
    chart()->removeAllSeries();
    m_upper.clear();
    m_areas.clear();
    m_rows = std::move(rows);
    m_colors = std::move(colors);
    m_bucketSeconds = bucketSeconds;
    m_seconds = seconds;
    m_now = -1;
    double highest = 0;
    std::size_t buckets = 0;
    for (const ChartRow& row : m_rows)
        buckets = std::max(buckets, row.perBucket.size());
    for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
        double sum = 0;
        for (const ChartRow& row : m_rows)
            sum += bucket < row.perBucket.size() ? row.perBucket[bucket] : 0;
        highest = std::max(highest, sum / m_bucketSeconds);
    }
    QLineSeries* below = nullptr;
    for (const ChartRow& row : m_rows) {
        auto* upper = new QLineSeries;
        auto* area = new QAreaSeries(upper, below);
        upper->setParent(area);
        area->setName(row.name);
        chart()->addSeries(area);
        area->attachAxis(m_time);
        area->attachAxis(m_rate);
        m_upper.push_back(upper);
        m_areas.push_back(area);
        below = upper;
    }
    m_time->setRange(0, std::max(m_seconds, 1e-3));
    m_rate->setRange(0, std::max(highest, 1e-3));
    m_rate->applyNiceNumbers();
    m_time->applyNiceNumbers();
    m_time->setMax(std::max(m_seconds, 1e-3));
    restyle();
    refill();
}

void TimeChart::setNow(double seconds) {
    m_now = seconds;
    refill();
}

void TimeChart::setPalette(const Palette& palette) {
    m_palette = &palette;
    restyle();
}

void TimeChart::refill() {
    const double until = m_now < 0 ? m_seconds : std::min(m_now, m_seconds);
    std::vector<double> heights;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const ChartRow& row = m_rows[i];
        heights.resize(std::max(heights.size(), row.perBucket.size()), 0.0);
        QList<QPointF> line;
        for (std::size_t bucket = 0; bucket < heights.size(); ++bucket) {
            const double from = static_cast<double>(bucket) * m_bucketSeconds;
            if (from >= until && bucket > 0)
                break;
            // The last bucket may be cut short by the end of the replay; its rate is not.
            const double width = std::max(std::min(m_bucketSeconds, m_seconds - from), 1e-9);
            if (bucket < row.perBucket.size())
                heights[bucket] += row.perBucket[bucket] / width;
            line += QPointF(from, heights[bucket]);
            line += QPointF(std::min(from + m_bucketSeconds, until), heights[bucket]);
        }
        m_upper[i]->replace(line);
    }
}

void TimeChart::restyle() {
    styleChart(*chart(), *m_palette);
    QFont small = font();
    small.setPixelSize(11);
    styleAxis(*m_time, *m_palette, small, false);
    styleAxis(*m_rate, *m_palette, small, true);
    for (std::size_t i = 0; i < m_areas.size(); ++i) {
        m_areas[i]->setBrush(m_colors[i]);
        // A line of the background keeps neighbours apart where their colours are close.
        m_areas[i]->setPen(QPen(m_palette->panel, 1));
    }
}

QList<QPointF> TimeChart::upperLine(std::size_t row) const {
    return m_upper.at(row)->points();
}

}  // namespace gatesight::ui
