// Conditions as a table: of the selected object (inspector), or of everything (the board at the
// bottom).
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace gatesight::ui {

class ConditionsModel;
class EmptyNote;

class StatusPane : public QWidget {
    Q_OBJECT

public:
    enum class Scope { Selection, Everything };
    StatusPane(Session& session, Scope scope, QWidget* parent = nullptr);
    [[nodiscard]] const ConditionsModel& model() const { return *m_model; }
    [[nodiscard]] QTableView* view() const { return m_view; }
    /// Rule of the row that has the keyboard; empty: none.
    [[nodiscard]] QString currentRule() const;

Q_SIGNALS:
    /// The user asks for the page of a rule.
    void ruleRequested(const QString& id);

private:
    void refill();
    void explainEmptiness(model::ObjectId object);
    void activate(const QModelIndex& index);

    Session& m_session;
    Scope m_scope;
    ConditionsModel* m_model;
    QSortFilterProxyModel* m_proxy;
    QTableView* m_view;
    QStackedWidget* m_pages;
    EmptyNote* m_empty;
    simulator::SimulationPtr m_shown;
    model::ObjectId m_shownObject;
};

}  // namespace gatesight::ui
