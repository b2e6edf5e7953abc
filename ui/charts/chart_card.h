// A chart with its title, its legend, the table behind it one click away, and both as files.
#pragma once

#include "ui/charts/chart_legend.h"

#include <QFrame>

class QAbstractItemModel;
class QSortFilterProxyModel;
class QStackedWidget;
class QToolButton;

namespace gatesight::ui {

class ChartCard : public QFrame {
    Q_OBJECT

public:
    /// Takes `chart` (null: the table is all there is); `model` outlives the card.
    ChartCard(const QString& title, QWidget* chart, QAbstractItemModel* model,
              QWidget* parent = nullptr);

    void setLegend(std::vector<ChartLegend::Entry> entries);
    void showTable(bool table);
    [[nodiscard]] bool showsTable() const;

private:
    void exportTable();

    QString m_title;
    QSortFilterProxyModel* m_sorted = nullptr;
    QStackedWidget* m_stack = nullptr;
    QToolButton* m_toggle = nullptr;
    ChartLegend* m_legend = nullptr;
};

}  // namespace gatesight::ui
