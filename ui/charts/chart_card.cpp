#include "ui/charts/chart_card.h"

#include "ui/charts/tally_model.h"
#include "ui/jobs/write_file.h"
#include "ui/theme/icons.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr int kLeastColumn = 48, kLeastName = 100;

/// Names get the room that numbers leave, and a little where they leave none: a header stretches
/// into room, but does not shrink when numbers come later.
class TallyTable : public QTableView {
public:
    TallyTable() {
        connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
            if (column != 0)
                fitNames();
        });
    }

protected:
    void resizeEvent(QResizeEvent* event) override {
        QTableView::resizeEvent(event);
        fitNames();
    }

private:
    void fitNames() {
        QHeaderView* header = horizontalHeader();
        const int numbers = header->length() - header->sectionSize(0);
        header->resizeSection(0, std::max(kLeastName, viewport()->width() - numbers));
    }
};

QTableView* makeTable(QAbstractItemModel* model, const QString& title) {
    auto* table = new TallyTable;
    table->setModel(model);
    table->setObjectName(QStringLiteral("table of ") + title);
    table->setAccessibleName(title);
    table->setSortingEnabled(true);
    table->sortByColumn(-1, Qt::AscendingOrder);
    table->setShowGrid(false);
    table->setTextElideMode(Qt::ElideMiddle);
    table->setWordWrap(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(24);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setMinimumSectionSize(kLeastColumn);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Interactive);
    return table;
}

}  // namespace

ChartCard::ChartCard(const QString& title, QWidget* chart, QAbstractItemModel* model,
                     QWidget* parent)
    : QFrame(parent), m_title(title) {
    m_sorted = new QSortFilterProxyModel(this);
    m_sorted->setSourceModel(model);
    m_sorted->setSortRole(kSortRole);
    m_stack = new QStackedWidget(this);
    if (chart) {
        auto* scroll = new QScrollArea;
        scroll->setWidget(chart);
        scroll->setWidgetResizable(true);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setFocusPolicy(Qt::NoFocus);
        m_stack->addWidget(scroll);
    }
    m_stack->addWidget(makeTable(m_sorted, title));

    auto* name = new QLabel(title, this);
    name->setProperty("role", QStringLiteral("caption"));
    m_toggle = new QToolButton(this);
    m_toggle->setIcon(icon(QStringLiteral("list")));
    m_toggle->setCheckable(true);
    m_toggle->setToolTip(tr("Show the numbers"));
    m_toggle->setAccessibleName(tr("Show the numbers of \u201c%1\u201d").arg(title));
    m_toggle->setVisible(chart != nullptr);
    connect(m_toggle, &QToolButton::toggled, this, &ChartCard::showTable);
    auto* save = new QToolButton(this);
    save->setIcon(icon(QStringLiteral("export")));
    save->setToolTip(tr("Save the numbers as CSV or JSON"));
    save->setAccessibleName(tr("Save the numbers of \u201c%1\u201d").arg(title));
    connect(save, &QToolButton::clicked, this, &ChartCard::exportTable);

    auto* head = new QHBoxLayout;
    head->addWidget(name, 1);
    head->addWidget(m_toggle);
    head->addWidget(save);
    m_legend = new ChartLegend(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 6);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_legend);
    setMinimumWidth(170);
}

void ChartCard::setLegend(std::vector<ChartLegend::Entry> entries) {
    m_legend->setEntries(std::move(entries));
}

void ChartCard::showTable(bool table) {
    m_stack->setCurrentIndex(table ? m_stack->count() - 1 : 0);
    m_toggle->setChecked(table);
    m_legend->setVisible(!table);
}

bool ChartCard::showsTable() const {
    return m_stack->currentIndex() == m_stack->count() - 1;
}

void ChartCard::exportTable() {
    QString filter;
    const QString csv = tr("CSV table (*.csv)"), json = tr("JSON (*.json)");
    const QString name = QFileDialog::getSaveFileName(this, tr("Save \u201c%1\u201d").arg(m_title),
                                                      QStringLiteral("traffic.csv"),
                                                      csv + QStringLiteral(";;") + json, &filter);
    if (name.isEmpty())
        return;
    const bool asJson = filter == json || name.endsWith(QStringLiteral(".json"));
    const QByteArray bytes = asJson ? jsonOf(*m_sorted) : csvOf(*m_sorted);
    if (const auto written = writeFile(name, bytes); !written)
        QMessageBox::warning(this, tr("The numbers were not saved"),
                             tr("%1. Choose another folder.").arg(written.error()));
}

}  // namespace gatesight::ui
