// Requests each second by backend, stacked over simulated time.
#pragma once

#include "ui/charts/traffic_run.h"
#include "ui/theme/palette.h"

#include <QChartView>
#include <QPointer>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace gatesight::ui {

class TimeChart : public QChartView {
    Q_OBJECT

public:
    explicit TimeChart(QWidget* parent = nullptr);

    /// `colors` beside `rows`; the first row lies at the bottom.
    void setRows(std::vector<ChartRow> rows, std::vector<QColor> colors, double bucketSeconds,
                 double seconds);
    /// Shows what has left by then; negative: everything.
    void setNow(double seconds);
    void setPalette(const Palette& palette);

    /// Heights of a row's upper line, for tests: requests a second, those below included.
    [[nodiscard]] QList<QPointF> upperLine(std::size_t row) const;

private:
    void refill();
    void restyle();

    std::vector<ChartRow> m_rows;
    std::vector<QColor> m_colors;
    double m_bucketSeconds = 1, m_seconds = 0, m_now = -1;
    const Palette* m_palette;
    QValueAxis* m_time = nullptr;
    QValueAxis* m_rate = nullptr;
    std::vector<QLineSeries*> m_upper;  ///< owned by the areas
    std::vector<QAreaSeries*> m_areas;  ///< owned by the chart
};

}  // namespace gatesight::ui
