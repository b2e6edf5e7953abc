#include "ui/reported/reported_pane.h"

#include "ui/theme/widgets.h"

#include <QHeaderView>
#include <QTableView>
#include <QToolButton>

namespace gatesight::ui {

namespace {

QString kindWords(int kind) {
    switch (kind) {
        case ReportedModel::Disagree:
            return ReportedPane::tr("Disagree");
        case ReportedModel::Behind:
            return ReportedPane::tr("Behind");
        default:
            return ReportedPane::tr("Others wrote, or nobody");
    }
}

}  // namespace

ReportedPane::ReportedPane(Session& session, QWidget* parent) : ReportedPane(session, new ReportedModel, parent) {}

ReportedPane::ReportedPane(Session& session, ReportedModel* model, QWidget* parent)
    : WordsPane(session, model, {QStringLiteral("reported"), tr("Reported"), tr("Filter reports"), -1}, parent), m_model(model) {
    QHeaderView* header = view()->horizontalHeader();
    header->resizeSection(ReportedModel::ObjectColumn, 250);
    header->resizeSection(ReportedModel::PartColumn, 200);
    header->resizeSection(ReportedModel::TypeColumn, 120);
    header->resizeSection(ReportedModel::ReportedColumn, 190);
    header->resizeSection(ReportedModel::PredictedColumn, 190);
    header->setSectionResizeMode(ReportedModel::WhyColumn, QHeaderView::Stretch);
    for (const int kind : {ReportedModel::Disagree, ReportedModel::Behind, ReportedModel::Others})
        addKind(kind, kindWords(kind), tr("Show these rows: %1").arg(kindWords(kind)))->setToolButtonStyle(Qt::ToolButtonTextOnly);
    start();
}

void ReportedPane::load(LoadedPtr loaded) {
    m_model->setLoaded(std::move(loaded));
}

QString ReportedPane::countText(int kind, int count) const {
    return QStringLiteral("%1  %2").arg(kindWords(kind), QString::number(count));
}

void ReportedPane::explainEmptiness(EmptyNote& note) const {
    if (session().loaded()->reported)
        note.setTexts(tr("Controllers agree"), tr("Every condition that was reported is the one that is predicted."));
    else
        note.setTexts(tr("Nothing was reported"),
                      tr("Open a live cluster, a snapshot, or objects with their status: it is held against what is predicted."));
}

model::SourceLocation ReportedPane::sourceOf(int row, int /*column*/) const {
    return m_model->sourceOf(row);
}

}  // namespace gatesight::ui
