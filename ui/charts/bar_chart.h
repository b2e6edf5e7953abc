// Horizontal bars: one for each row, the failed part marked.
#pragma once

#include "ui/charts/traffic_run.h"
#include "ui/theme/palette.h"

#include <QChartView>

class QBarCategoryAxis;
class QBarSet;
class QHorizontalStackedBarSeries;
class QValueAxis;

namespace gatesight::ui {

class BarChart : public QChartView {
    Q_OBJECT

public:
    explicit BarChart(QWidget* parent = nullptr);

    /// `colors` beside `rows`; the first row stands on top.
    void setRows(std::vector<ChartRow> rows, std::vector<QColor> colors, double bucketSeconds);
    /// Shows what has left by then; negative: everything.
    void setNow(double seconds);
    void setPalette(const Palette& palette);

    /// Length of a row's bar, its failed part included.
    [[nodiscard]] double length(std::size_t row) const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refill();
    void nameRows();
    void restyle();
    [[nodiscard]] int slot(std::size_t row) const;

    std::vector<ChartRow> m_rows;
    std::vector<QColor> m_colors;
    double m_bucketSeconds = 1, m_now = -1;
    const Palette* m_palette;
    QHorizontalStackedBarSeries* m_series = nullptr;
    QBarCategoryAxis* m_names = nullptr;
    QValueAxis* m_counts = nullptr;
    std::vector<QBarSet*> m_good;  ///< one for each row, so that each has its colour
    QBarSet* m_failed = nullptr;
};

}  // namespace gatesight::ui
