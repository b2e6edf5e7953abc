// The contradictions: what routes promise, what network policies let through instead, and who
// decides it. A click leads to the line: of the promise, or of the policy that decides; one on the
// rule to its page.
#pragma once

#include "ui/contradictions/contradictions_model.h"
#include "ui/session/session.h"

#include <QWidget>

#include <array>

class QLineEdit;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace gatesight::ui {

class EmptyNote;

class ContradictionsPane : public QWidget {
    Q_OBJECT

public:
    explicit ContradictionsPane(Session& session, QWidget* parent = nullptr);
    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] QLineEdit* filterEdit() const { return m_text; }
    [[nodiscard]] QToolButton* kindButton(Contradiction::Kind kind) const {
        return m_kinds[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] EmptyNote* emptyNote() const { return m_empty; }
    [[nodiscard]] const ContradictionsModel& model() const { return *m_model; }
    /// Rule of the row that has the keyboard; empty: none.
    [[nodiscard]] QString currentRule() const;

Q_SIGNALS:
    void sourceRequested();
    /// The user asks for the page of a rule.
    void ruleRequested(const QString& id);
    /// model().counts() are new.
    void countsChanged();

private:
    QWidget* makeHeader();
    void shapeTable();
    void refill();
    void explainEmptiness();
    void activate(const QModelIndex& index);
    [[nodiscard]] const Contradiction& at(const QModelIndex& index) const;

    Session& m_session;
    ContradictionsModel* m_model;
    ContradictionsFilter* m_filter;
    QTableView* m_view;
    QLineEdit* m_text;
    std::array<QToolButton*, 3> m_kinds{};
    QStackedWidget* m_pages;
    EmptyNote* m_empty;
};

}  // namespace gatesight::ui
