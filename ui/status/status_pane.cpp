#include "ui/status/status_pane.h"

#include "simulator/control/status.h"
#include "ui/session/text.h"
#include "ui/status/conditions_model.h"
#include "ui/theme/table.h"
#include "ui/theme/widgets.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace gatesight::ui {

StatusPane::StatusPane(Session& session, Scope scope, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_scope(scope),
      m_model(new ConditionsModel(this)),
      m_proxy(new QSortFilterProxyModel(this)),
      m_view(new QTableView),
      m_pages(new QStackedWidget),
      m_empty(new EmptyNote(QStringLiteral("info"), {}, {})) {
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(ConditionsModel::SortRole);
    m_view->setModel(m_proxy);
    styleTable(*m_view, tr("Conditions"));
    if (scope == Scope::Everything)
        m_view->setSortingEnabled(true);
    m_proxy->sort(-1);
    m_view->setColumnHidden(ConditionsModel::ObjectColumn, scope == Scope::Selection);
    QHeaderView* header = m_view->horizontalHeader();
    header->resizeSection(ConditionsModel::ObjectColumn, 260);
    header->resizeSection(ConditionsModel::PartColumn, 170);
    header->resizeSection(ConditionsModel::TypeColumn, 140);
    header->resizeSection(ConditionsModel::StatusColumn, 70);
    header->resizeSection(ConditionsModel::ReasonColumn, 190);
    header->resizeSection(ConditionsModel::RuleColumn, 220);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(ConditionsModel::MessageColumn, QHeaderView::Stretch);
    if (scope == Scope::Selection) {
        header->resizeSection(ConditionsModel::PartColumn, 130);
        header->resizeSection(ConditionsModel::TypeColumn, 128);
        m_view->setColumnHidden(ConditionsModel::StatusColumn, true);
        header->resizeSection(ConditionsModel::ReasonColumn, 150);
    }
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    connect(m_view, &QTableView::activated, this, &StatusPane::activate);
    connect(m_view, &QTableView::clicked, this, &StatusPane::activate);
    connect(&session, &Session::simulationChanged, this, &StatusPane::refill);
    if (scope == Scope::Selection)
        connect(&session, &Session::selectionChanged, this, &StatusPane::refill);
    refill();
}

void StatusPane::refill() {
    const simulator::SimulationPtr simulation = m_session.simulation();
    const model::ObjectId object =
        m_scope == Scope::Selection ? m_session.selection().object : model::ObjectId();
    if (simulation && simulation == m_shown && object == m_shownObject)
        return;
    m_shown = simulation;
    m_shownObject = object;
    const bool nothing = m_scope == Scope::Selection && !object.valid();
    m_model->setSimulation(nothing ? nullptr : simulation, object);
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    if (m_model->rowCount() == 0)
        explainEmptiness(object);
}

void StatusPane::explainEmptiness(model::ObjectId object) {
    const simulator::SimulationPtr simulation = m_session.simulation();
    if (!simulation || (m_scope == Scope::Selection && !object.valid())) {
        m_empty->setTexts(tr("Nothing is selected"),
                          tr("Select an object to see the conditions a controller would write."));
        return;
    }
    const std::string why =
        object.valid() ? simulator::whyNoStatus(*simulation->world, *simulation->control, object)
                       : std::string();
    m_empty->setTexts(
        tr("No status"),
        why.empty() ? tr("Objects of this kind have no conditions of their own.") : text(why));
}

QString StatusPane::currentRule() const {
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? text(m_model->row(m_proxy->mapToSource(index).row()).rule)
                           : QString();
}

void StatusPane::activate(const QModelIndex& index) {
    const ConditionRow& row = m_model->row(m_proxy->mapToSource(index).row());
    if (index.column() == ConditionsModel::RuleColumn && !row.rule.empty())
        Q_EMIT ruleRequested(text(row.rule));
    else if (m_scope == Scope::Everything)
        m_session.selectObject(row.object);
}

}  // namespace gatesight::ui
