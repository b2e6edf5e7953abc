#include "ui/charts/bar_chart.h"

#include "ui/charts/chart_style.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QFontMetrics>
#include <QHorizontalStackedBarSeries>
#include <QResizeEvent>
#include <QValueAxis>

#include <algorithm>

namespace gatesight::ui {

namespace {

/// Share of the width for names, the table has them whole; and its bounds in pixels.
constexpr double kNameShare = 0.3;
constexpr int kShortestName = 40, kLongestName = 170;
constexpr int kRowHeight = 24, kAxisHeight = 30;

}  // namespace

BarChart::BarChart(QWidget* parent)
    : QChartView(new QChart, parent), m_palette(&ui::palette(false)) {
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    setStyleSheet(QStringLiteral("background: transparent"));
    m_names = new QBarCategoryAxis(this);
    m_counts = new QValueAxis(this);
    m_counts->setLabelFormat(QStringLiteral("%g"));
    m_counts->setTickCount(4);
    chart()->addAxis(m_names, Qt::AlignLeft);
    chart()->addAxis(m_counts, Qt::AlignBottom);
    restyle();
}

/// Bar charts count their categories from the bottom.
int BarChart::slot(std::size_t row) const {
    return static_cast<int>(m_rows.size() - 1 - row);
}

void BarChart::setRows(std::vector<ChartRow> rows, std::vector<QColor> colors,
                       double bucketSeconds) {
    chart()->removeAllSeries();
    m_good.clear();
    m_rows = std::move(rows);
    m_colors = std::move(colors);
    m_bucketSeconds = bucketSeconds;
    m_now = -1;
    m_series = new QHorizontalStackedBarSeries;
    m_series->setBarWidth(0.72);
    const auto count = static_cast<int>(m_rows.size());
    for (const ChartRow& row : m_rows) {
        auto* set = new QBarSet(row.name);
        set->append(QList<qreal>(count, 0));
        m_series->append(set);
        m_good.push_back(set);
    }
    m_failed = new QBarSet(tr("failed"));
    m_failed->append(QList<qreal>(count, 0));
    m_series->append(m_failed);
    chart()->addSeries(m_series);
    m_series->attachAxis(m_names);
    m_series->attachAxis(m_counts);

    double longest = 0;
    for (const ChartRow& row : m_rows)
        longest = std::max(longest, static_cast<double>(row.count));
    // Lower, and Qt Charts writes dots instead of the names. It divides the height by one more.
    setMinimumHeight((static_cast<int>(m_rows.size()) + 1) * kRowHeight + kAxisHeight);
    nameRows();
    m_counts->setRange(0, std::max(longest, 1.0));
    m_counts->applyNiceNumbers();
    restyle();
    refill();
}

void BarChart::nameRows() {
    QStringList names;
    const QFontMetrics metrics(m_names->labelsFont());
    const int room =
        std::clamp(static_cast<int>(width() * kNameShare), kShortestName, kLongestName);
    for (std::size_t i = m_rows.size(); i-- > 0;) {
        // Names of Pods differ at their end.
        QString name = metrics.elidedText(m_rows[i].name, Qt::ElideLeft, room);
        // Categories are told apart by their text.
        while (names.contains(name))
            name += QChar(0x200b);
        names += name;
    }
    m_names->clear();
    m_names->append(names);
}

void BarChart::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width() && !m_rows.empty())
        nameRows();
}

void BarChart::setNow(double seconds) {
    m_now = seconds;
    refill();
}

void BarChart::setPalette(const Palette& palette) {
    m_palette = &palette;
    restyle();
}

void BarChart::refill() {
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const ChartRow& row = m_rows[i];
        const double count =
            m_now < 0 ? static_cast<double>(row.count) : countUntil(row, m_bucketSeconds, m_now);
        const double share =
            row.count == 0 ? 0 : static_cast<double>(row.failures) / static_cast<double>(row.count);
        m_good[i]->replace(slot(i), count * (1 - share));
        m_failed->replace(slot(i), count * share);
    }
}

void BarChart::restyle() {
    styleChart(*chart(), *m_palette);
    QFont small = font();
    small.setPixelSize(11);
    styleAxis(*m_names, *m_palette, small, false);
    styleAxis(*m_counts, *m_palette, small, true);
    for (std::size_t i = 0; i < m_good.size(); ++i) {
        m_good[i]->setBrush(m_colors[i]);
        m_good[i]->setPen(Qt::NoPen);
    }
    if (m_failed) {
        // Hatched as well as red: failure is never told by colour alone.
        m_failed->setBrush(QBrush(m_palette->bad, Qt::BDiagPattern));
        m_failed->setPen(QPen(m_palette->bad, 1));
    }
}

double BarChart::length(std::size_t row) const {
    return m_good.at(row)->at(slot(row)) + m_failed->at(slot(row));
}

}  // namespace gatesight::ui
