#include "ui/contradictions/contradictions_pane.h"

#include "ui/session/text.h"
#include "ui/theme/table.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatesight::ui {

namespace {

constexpr int kLines = 3;  // of a row; longer sentences are in the tool tip

}  // namespace

ContradictionsPane::ContradictionsPane(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new ContradictionsModel(this)),
      m_filter(new ContradictionsFilter(m_model, this)),
      m_view(new QTableView),
      m_text(new QLineEdit),
      m_pages(new QStackedWidget),
      m_empty(new EmptyNote(QStringLiteral("check"), {}, {})) {
    shapeTable();
    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    pageLayout->addWidget(makeHeader());
    pageLayout->addWidget(m_view);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    connect(m_view, &QTableView::clicked, this, &ContradictionsPane::activate);
    connect(m_view, &QTableView::activated, this, &ContradictionsPane::activate);
    connect(&session, &Session::simulationChanged, this, &ContradictionsPane::refill);
    refill();
}

void ContradictionsPane::shapeTable() {
    m_view->setObjectName(QStringLiteral("contradictions"));
    m_view->setModel(m_filter);
    styleTable(*m_view, tr("Contradictions"));
    m_view->setWordWrap(true);
    m_view->verticalHeader()->setDefaultSectionSize(kLines * m_view->fontMetrics().lineSpacing() +
                                                    10);
    m_view->setSortingEnabled(true);
    m_filter->sort(-1);
    QHeaderView* header = m_view->horizontalHeader();
    header->setSortIndicatorShown(false);
    header->setStretchLastSection(false);
    for (const int column :
         {ContradictionsModel::PromisedColumn, ContradictionsModel::HappensColumn,
          ContradictionsModel::DeciderColumn})
        header->setSectionResizeMode(column, QHeaderView::Stretch);
    header->resizeSection(ContradictionsModel::KindColumn, 150);
    header->resizeSection(ContradictionsModel::RuleColumn, 140);
}

QWidget* ContradictionsPane::makeHeader() {
    auto* header = new QWidget;
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(kSpace, kGap, kSpace, kGap);
    layout->setSpacing(kGap);
    for (const auto kind : {Contradiction::Kind::Dropped, Contradiction::Kind::ReachablePastGateway,
                            Contradiction::Kind::ExposedWithoutRoute}) {
        auto* button = new QToolButton;
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setCheckable(true);
        button->setChecked(true);
        button->setAccessibleName(text(titleOf(kind)));
        button->setToolTip(tr("Show these rows: %1").arg(text(titleOf(kind))));
        connect(button, &QToolButton::toggled, this,
                [this, kind](bool shown) { m_filter->setKindShown(kind, shown); });
        m_kinds[static_cast<std::size_t>(kind)] = button;
        layout->addWidget(button);
    }
    m_text->setPlaceholderText(tr("Filter contradictions"));
    m_text->setAccessibleName(m_text->placeholderText());
    m_text->setClearButtonEnabled(true);
    m_text->setMaximumWidth(320);
    connect(m_text, &QLineEdit::textChanged, m_filter, &ContradictionsFilter::setText);
    layout->addSpacing(kSpace);
    layout->addWidget(m_text);
    layout->addStretch();
    return header;
}

void ContradictionsPane::refill() {
    m_model->setLoaded(m_session.loaded());
    const auto counts = m_model->counts();
    for (std::size_t i = 0; i < counts.size(); ++i)
        m_kinds[i]->setText(QStringLiteral("%1  %2").arg(
            text(titleOf(static_cast<Contradiction::Kind>(i))), QString::number(counts[i])));
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    if (m_model->rowCount() == 0)
        explainEmptiness();
    Q_EMIT countsChanged();
}

void ContradictionsPane::explainEmptiness() {
    const simulator::SimulationPtr simulation = m_session.simulation();
    if (!simulation)
        m_empty->setTexts(tr("Nothing is loaded"), {});
    else if (!simulation->policies)
        m_empty->setTexts(
            tr("No contradictions"),
            tr("No network policy stands in the way of a route, and no Service with a way in from "
               "outside leads past a Gateway, or where no route does."));
    else
        m_empty->setTexts(
            tr("No contradictions"),
            tr("Network policies let every Gateway reach what its routes promise, and nobody past "
               "a Gateway that guards its backends."));
}

const Contradiction& ContradictionsPane::at(const QModelIndex& index) const {
    return m_model->contradiction(m_filter->mapToSource(index).row());
}

QString ContradictionsPane::currentRule() const {
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? text(at(index).rule) : QString();
}

void ContradictionsPane::activate(const QModelIndex& index) {
    const Contradiction& row = at(index);
    if (index.column() == ContradictionsModel::RuleColumn) {
        Q_EMIT ruleRequested(text(row.rule));
        return;
    }
    const bool decider =
        index.column() == ContradictionsModel::DeciderColumn && row.decider.source.known();
    const model::SourceLocation source = decider ? row.decider.source : row.source;
    if (!source.known())
        return;
    m_session.selectSource(source);
    Q_EMIT sourceRequested();
}

}  // namespace gatesight::ui
