#include "ui/contradictions/contradictions_pane.h"

#include "ui/session/text.h"
#include "ui/theme/widgets.h"

#include <QHeaderView>
#include <QTableView>
#include <QToolButton>

namespace gatesight::ui {

namespace {

constexpr int kLines = 4;  // of a row; longer sentences are in the tool tip

}  // namespace

ContradictionsPane::ContradictionsPane(Session& session, QWidget* parent)
    : ContradictionsPane(session, new ContradictionsModel, parent) {}

ContradictionsPane::ContradictionsPane(Session& session, ContradictionsModel* model,
                                       QWidget* parent)
    : WordsPane(session, model,
                {QStringLiteral("contradictions"), tr("Contradictions"),
                 tr("Filter contradictions"), ContradictionsModel::RuleColumn},
                parent),
      m_model(model) {
    shapeTable();
    for (const auto kind : {Contradiction::Kind::Dropped, Contradiction::Kind::ReachablePastGateway,
                            Contradiction::Kind::ExposedWithoutRoute}) {
        const QString title = text(titleOf(kind));
        addKind(static_cast<int>(kind), title, tr("Show these rows: %1").arg(title))
            ->setToolButtonStyle(Qt::ToolButtonTextOnly);
    }
    start();
}

void ContradictionsPane::shapeTable() {
    view()->setWordWrap(true);
    view()->verticalHeader()->setDefaultSectionSize(kLines * view()->fontMetrics().lineSpacing() +
                                                    10);
    QHeaderView* header = view()->horizontalHeader();
    for (const int column :
         {ContradictionsModel::PromisedColumn, ContradictionsModel::HappensColumn,
          ContradictionsModel::DeciderColumn, ContradictionsModel::RemedyColumn})
        header->setSectionResizeMode(column, QHeaderView::Stretch);
    header->resizeSection(ContradictionsModel::KindColumn, 128);
    header->resizeSection(ContradictionsModel::RuleColumn, 128);
}

void ContradictionsPane::load(LoadedPtr loaded) {
    m_model->setLoaded(std::move(loaded));
}

QString ContradictionsPane::countText(int kind, int count) const {
    return QStringLiteral("%1  %2").arg(text(titleOf(static_cast<Contradiction::Kind>(kind))),
                                        QString::number(count));
}

void ContradictionsPane::explainEmptiness(EmptyNote& note) const {
    const simulator::SimulationPtr simulation = session().simulation();
    if (!simulation)
        note.setTexts(tr("Nothing is loaded"), {});
    else if (!simulation->policies)
        note.setTexts(
            tr("No contradictions"),
            tr("No network policy stands in the way of a route, and no Service with a way in from "
               "outside leads past a Gateway, or where no route does."));
    else
        note.setTexts(
            tr("No contradictions"),
            tr("Network policies let every Gateway reach what its routes promise, and nobody past "
               "a Gateway that guards its backends."));
}

model::SourceLocation ContradictionsPane::sourceOf(int row, int column) const {
    const Contradiction& shown = m_model->contradiction(row);
    const bool policy = column == ContradictionsModel::DeciderColumn ||
                        column == ContradictionsModel::RemedyColumn;
    return policy && shown.decider.source.known()
               ? shown.decider.source
               : shown.source;
}

}  // namespace gatesight::ui
